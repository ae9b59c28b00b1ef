import type { ChinaDate } from '@shared/domain/china-time'
import { addDays, chinaDateOf, daysBetween } from '@shared/domain/china-time'
import { owingStates, type HandlingState } from '@shared/domain/handling'
import type { OpinionState } from '@shared/domain/opinion'
import { sayDay, sayDueOn } from '@shared/domain/say-date'
import { ringDue, ringReplied } from '../kit/bells'
import type { Db } from '../kit/database'
import { handlingById, tellUnit } from '../kit/handling-case'
import { mainlandCalendar } from '../kit/holidays'
import { lockOpinion, tellSubmitters } from '../kit/opinion-case'
import type { Platform } from '../kit/platform'
import { deadlineFor, profileOf } from '../kit/profile'

// How far ahead a first reminder can lie (profile.remindOn is bounded by it).
const AHEAD = 60

/**
 * Reminds each unit of a matter before and after its due date, once for each of the profile's days. A day on which the
 * timer did not run is made good by the latest reminder that is due, not by all of them at once.
 */
export async function remindHandlers(platform: Platform, db: Db): Promise<number> {
  const today = chinaDateOf(platform.clock.now())
  const rows = await db
    .selectFrom('handling')
    .select(['id', 'subject_id', 'congress_id', 'due_on'])
    .where('state', 'in', [...owingStates])
    .where('due_on', '<=', addDays(today, AHEAD))
    .execute()
  const offsets = new Map<string, readonly number[]>()
  let given = 0
  for (const row of rows) {
    if (!offsets.has(row.congress_id)) offsets.set(row.congress_id, (await profileOf(db, row.congress_id)).remindOn)
    const dueOn = row.due_on as ChinaDate // a date column
    const offset = latestOffset(offsets.get(row.congress_id) ?? [], daysBetween(dueOn, today))
    if (offset === undefined) continue
    if (await remindOnce(platform, db, row.id, dueOn, offset, today)) given++
  }
  return given
}

/** The last of the offsets whose day has come; −3 means three days before the due date. */
export function latestOffset(offsets: readonly number[], daysPastDue: number): number | undefined {
  const come = offsets.filter((o) => o <= daysPastDue)
  return come.length > 0 ? Math.max(...come) : undefined
}

async function remindOnce(platform: Platform, db: Db, id: string, dueOn: ChinaDate, offset: number, today: ChinaDate): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const now = platform.clock.now()
    const fresh = await tx
      .insertInto('reminder')
      .values({ subject_id: id, kind: 'due', due_on: dueOn, offset_days: offset, at: now })
      .onConflict((on) => on.doNothing())
      .returning('subject_id')
      .executeTakeFirst()
    if (!fresh) return false
    const handling = await handlingById(tx, id)
    const opinion = handling ? await lockOpinion(tx, handling.subject_id) : undefined
    const still = handling && opinion && owingStates.includes(handling.state) && handling.due_on === dueOn
    if (!still) return false
    const words = sayDueOn(dueOn, today, mainlandCalendar())
    await tellUnit(tx, now, handling, {
      title: offset > 0 ? '办理件已经逾期' : '办理件快到期了',
      body: `“${opinion.headline}”应在${sayDay(dueOn, today)}前答复，${words}。`,
      ring: ringDue(opinion, dueOn, words),
    })
    return true
  })
}

/** Reminds submitters once to say whether the reply helped, when the time to rate is over. Nobody rates for them. */
export async function remindToRate(platform: Platform, db: Db): Promise<number> {
  const today = chinaDateOf(platform.clock.now())
  const rows = await db
    .selectFrom('reply')
    .innerJoin('opinion', 'opinion.id', 'reply.subject_id')
    .leftJoin('handling', 'handling.id', 'opinion.handling_id')
    .leftJoin('reminder', (join) => join.onRef('reminder.subject_id', '=', 'reply.id').on('reminder.kind', '=', 'rate'))
    .select(['reply.id', 'reply.subject_id', 'reply.released_at', 'reply.by_name', 'opinion.congress_id', 'opinion.state'])
    .select('handling.state as handling_state')
    .whereRef('reply.round', '=', 'opinion.round')
    .where('reply.released_at', 'is not', null)
    .where('reminder.subject_id', 'is', null)
    .where('opinion.state', 'in', ['answered', 'handling'])
    .execute()
  let given = 0
  for (const row of rows) {
    const waits = (row.state as OpinionState) === 'answered' || (row.handling_state as HandlingState | null) === 'released' // written from the types
    if (!waits || !row.released_at) continue
    const profile = await profileOf(db, row.congress_id)
    const until = deadlineFor(profile, chinaDateOf(row.released_at), profile.rating).dueOn
    if (today <= until) continue
    await db.transaction().execute(async (tx) => {
      const now = platform.clock.now()
      const fresh = await tx
        .insertInto('reminder')
        .values({ subject_id: row.id, kind: 'rate', due_on: until, offset_days: 0, at: now })
        .onConflict((on) => on.doNothing())
        .returning('subject_id')
        .executeTakeFirst()
      const opinion = fresh ? await lockOpinion(tx, row.subject_id) : undefined
      if (!opinion) return
      await tellSubmitters(tx, now, opinion, (own) => ({
        title: '请评价答复',
        body: `“${own.headline}”已经答复，您还没有评价。解决得怎么样，请告诉我们。`,
        ring: ringReplied(own, row.by_name, now, '请评价是否解决'),
      }))
      given++
    })
  }
  return given
}
