import { sql } from 'kysely'
import type { Bell } from '@shared/contract/notice'
import type { Db } from './database'
import { openidOfPerson } from './openid'
import type { Platform } from './platform'
import { sendSubscribeMessage, type Sent } from './wechat'

// After so many tries in vain, over about a day and a half, a bell is dropped; the inbox has the notice all the same.
const TRIES = 12
// A sender that died holding a message: after this its answer is unknown, and the message is sent again.
const LEASE_MS = 120_000

export interface Drained {
  sent: number
  dropped: number
  later: number
}

/**
 * Sends what is due. A row is taken in a transaction of its own, so that two timers never take the same; it is sent
 * again only where its sender died without an answer.
 */
export async function drainOutbox(platform: Platform, db: Db, most: number): Promise<Drained> {
  const done: Drained = { sent: 0, dropped: 0, later: 0 }
  for (let i = 0; i < most; i++) {
    const row = await takeOne(db, platform.clock.now())
    if (!row) break
    const sent = await send(platform, db, row)
    if (sent.kind === 'sent') {
      await db.updateTable('outbox').set({ state: 'sent', sent_at: platform.clock.now(), trouble: null }).where('id', '=', row.id).execute()
      done.sent++
    } else if (sent.kind === 'refused' || row.attempts >= TRIES) {
      await db.updateTable('outbox').set({ state: 'dropped', trouble: sent.why }).where('id', '=', row.id).execute()
      done.dropped++
    } else {
      const next_at = new Date(platform.clock.now().getTime() + backoff(row.attempts))
      await db.updateTable('outbox').set({ state: 'queued', trouble: sent.why, next_at }).where('id', '=', row.id).execute()
      done.later++
    }
  }
  return done
}

/** One minute, doubling, at most six hours. */
function backoff(attempts: number): number {
  return Math.min(60_000 * 2 ** (attempts - 1), 6 * 3_600_000)
}

async function takeOne(db: Db, now: Date) {
  return db
    .updateTable('outbox')
    .set({ state: 'sending', attempts: sql<number>`attempts + 1`, next_at: new Date(now.getTime() + LEASE_MS) })
    .where('id', '=', (eb) =>
      eb
        .selectFrom('outbox as due')
        .select('due.id')
        .where('due.state', 'in', ['queued', 'sending'])
        .where('due.next_at', '<=', now)
        .orderBy('due.next_at')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id', 'person_id', 'bell', 'fields', 'page', 'attempts'])
    .executeTakeFirst()
}

type Row = NonNullable<Awaited<ReturnType<typeof takeOne>>>

async function send(platform: Platform, db: Db, row: Row): Promise<Sent> {
  const templateId = platform.settings.templates[row.bell as Bell] // written by `tell` only
  if (!templateId) return { kind: 'refused', why: 'no template is set for this bell' }
  const openid = await openidOfPerson(db, platform.keys, row.person_id)
  if (!openid) return { kind: 'refused', why: 'the person never came by WeChat' }
  return sendSubscribeMessage({
    openid,
    templateId,
    page: row.page,
    fields: row.fields as Record<string, string>, // written by `tell` only
    miniprogramState: platform.settings.miniprogramState,
  })
}
