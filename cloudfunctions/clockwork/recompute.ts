import { sql } from 'kysely'
import { parseDeadline, recomputeDeadline } from '@shared/domain/deadline-stored'
import { sayRecomputed } from '@shared/domain/deadline-words'
import { owingStates } from '@shared/domain/handling'
import type { Db } from '../kit/database'
import { handlingById, tellUnit, type HandlingCase } from '../kit/handling-case'
import { mainlandCalendar } from '../kit/holidays'
import { lockOpinion, noteOnOpinion, tellSubmitters, type OpinionCase } from '../kit/opinion-case'
import type { Platform } from '../kit/platform'

/**
 * When the holiday calendar changed, every open deadline is computed again: those of units, and those by which a new
 * opinion is looked at. Where a date moves, whoever waits for it is told and the ledger says why.
 * @returns how many dates moved
 */
export async function recomputeDeadlines(platform: Platform, db: Db, most: number): Promise<number> {
  const old = sql<boolean>`due_basis->>'calendarVersion' <> ${mainlandCalendar().version}`
  const handlings = await db
    .selectFrom('handling')
    .select(['id', 'subject_id'])
    .where('state', 'in', [...owingStates])
    .where(old)
    .limit(most)
    .execute()
  const opinions = await db
    .selectFrom('opinion')
    .select('id')
    .where('state', 'in', ['checking', 'toReview', 'accepted'])
    .where('due_basis', 'is not', null)
    .where(old)
    .limit(most)
    .execute()
  let moved = 0
  for (const row of handlings) if (await recompute(platform, db, row.subject_id, row.id)) moved++
  for (const row of opinions) if (await recompute(platform, db, row.id, undefined)) moved++
  return moved
}

/** Computes one deadline again: the handling's where one is given, else the opinion's own. */
async function recompute(platform: Platform, db: Db, opinionId: string, handlingId: string | undefined): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const opinion = await lockOpinion(tx, opinionId)
    const handling = handlingId === undefined ? undefined : await handlingById(tx, handlingId)
    const owner = handlingId === undefined ? opinion : handling
    const before = parseDeadline(owner?.due_basis)
    if (!opinion || !owner || !before) return false
    const after = recomputeDeadline(before, mainlandCalendar()).deadline
    // The reckoning is kept in any case, so that it explains itself by the calendar in force.
    await tx
      .updateTable(handling ? 'handling' : 'opinion')
      .set({ due_on: after.dueOn, due_basis: JSON.stringify(after) })
      .where('id', '=', owner.id)
      .execute()
    if (after.dueOn === owner.due_on) return false
    await tellMoved(platform, tx, { opinion, handling, dueOn: after.dueOn, why: sayRecomputed(before, after) })
    return true
  })
}

interface Moved {
  readonly opinion: OpinionCase
  readonly handling: HandlingCase | undefined
  readonly dueOn: HandlingCase['due_on']
  readonly why: string
}

async function tellMoved(platform: Platform, db: Db, { opinion, handling, dueOn, why }: Moved): Promise<void> {
  const now = platform.clock.now()
  await noteOnOpinion({ db, now, party: 'system', handlingId: handling?.id }, opinion, 'recompute', { dueOn, remark: why })
  const title = '办理期限有变化'
  if (handling) await tellUnit(db, now, handling, { title, body: `“${opinion.headline}”：${why}` })
  await tellSubmitters(db, now, opinion, (own) => ({ title, body: `“${own.headline}”：${why}` }))
}
