import { sql } from 'kysely'
import { sayInstant } from '@shared/domain/say-date'
import type { Db } from './database'

/** At most `most` calls in `minutes`, for one key. */
export interface Limit {
  readonly most: number
  readonly minutes: number
}

/**
 * Counts a call under a key in the database, so that it holds across instances.
 * @returns undefined while within the limit, else in words when to try again
 */
export async function overLimit(db: Db, key: string, limit: Limit, now: Date): Promise<string | undefined> {
  const length = limit.minutes * 60_000
  const start = new Date(Math.floor(now.getTime() / length) * length)
  const row = await db
    .insertInto('attempt')
    .values({ key, window_start: start, count: 1 })
    .onConflict((on) => on.columns(['key', 'window_start']).doUpdateSet({ count: sql<number>`attempt.count + 1` }))
    .returning('count')
    .executeTakeFirstOrThrow()
  return row.count > limit.most ? sayInstant(new Date(start.getTime() + length), now) : undefined
}
