import { parseDeadline, recomputeDeadline } from '@shared/domain/deadline-stored'
import { sayRecomputed } from '@shared/domain/deadline-words'
import { owingStates } from '@shared/domain/handling'
import type { Db } from '../kit/database'
import { handlingById, tellUnit } from '../kit/handling-case'
import { mainlandCalendar } from '../kit/holidays'
import { lockOpinion, noteOnOpinion, tellSubmitters } from '../kit/opinion-case'
import type { Platform } from '../kit/platform'
import { sql } from 'kysely'

/**
 * When the holiday calendar changed, every open deadline is computed again; where its date moves, unit and submitters
 * are told and the ledger says why.
 */
export async function recomputeDeadlines(platform: Platform, db: Db, most: number): Promise<number> {
  const calendar = mainlandCalendar()
  const rows = await db
    .selectFrom('handling')
    .select(['id', 'subject_id'])
    .where('state', 'in', [...owingStates])
    .where(sql<boolean>`due_basis->>'calendarVersion' <> ${calendar.version}`)
    .limit(most)
    .execute()
  let moved = 0
  for (const row of rows) {
    const changed = await db.transaction().execute(async (tx) => {
      const now = platform.clock.now()
      const opinion = await lockOpinion(tx, row.subject_id)
      const handling = await handlingById(tx, row.id)
      const before = handling ? parseDeadline(handling.due_basis) : undefined
      if (!opinion || !handling || !before) return false
      const after = recomputeDeadline(before, calendar).deadline
      await tx
        .updateTable('handling')
        .set({ due_on: after.dueOn, due_basis: JSON.stringify(after) })
        .where('id', '=', handling.id)
        .execute()
      if (after.dueOn === handling.due_on) return false
      const why = sayRecomputed(before, after)
      const mover = { db: tx, now, party: 'system' as const, handlingId: handling.id }
      await noteOnOpinion(mover, opinion, 'recompute', { dueOn: after.dueOn, remark: why })
      await tellUnit(tx, now, handling, { title: '办理期限有变化', body: `“${opinion.headline}”：${why}` })
      await tellSubmitters(tx, now, opinion, (own) => ({ title: '办理期限有变化', body: `“${own.headline}”：${why}` }))
      return true
    })
    if (changed) moved++
  }
  return moved
}
