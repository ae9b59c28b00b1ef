import type { ChinaDate } from '@shared/domain/china-time'
import type { HandlingState } from '@shared/domain/handling'
import type { OpinionState } from '@shared/domain/opinion'
import { sayTrackingNumber } from '@shared/domain/tracking'
import { owedOn } from '../kit/case-views'
import type { Db } from '../kit/database'
import { situationOf } from '../kit/opinion-case'

/**
 * Lists of opinions. A merged opinion stands where the case it was merged into stands, so every list joins the root.
 */
export function opinionRows(db: Db) {
  return db
    .selectFrom('opinion')
    .innerJoin('station', 'station.id', 'opinion.station_id')
    .leftJoin('opinion as root', 'root.id', 'opinion.merged_into')
    .leftJoin('handling', (join) =>
      join.on((eb) => eb('handling.id', '=', eb.fn.coalesce('root.handling_id', 'opinion.handling_id'))),
    )
    .leftJoin('unit', 'unit.id', 'handling.unit_id')
    .select([
      'opinion.id',
      'opinion.tracking_number',
      'opinion.headline',
      'opinion.category',
      'opinion.submitted_at',
      'opinion.state',
      'opinion.due_on',
      'opinion.round',
      'opinion.person_id',
      'opinion.merged_into',
      'opinion.media_count',
      'opinion.merged_count',
      'opinion.check_state',
      'opinion.moved_at',
      'station.name as station_name',
      'root.state as root_state',
      'root.due_on as root_due_on',
      'root.round as root_round',
      'handling.state as handling_state',
      'handling.due_on as handling_due_on',
      'unit.name as unit_name',
    ])
}

export type OpinionListRow = Awaited<ReturnType<ReturnType<typeof opinionRows>['execute']>>[number]

/** Where a listed opinion really stands. */
export function standing(row: OpinionListRow, today: ChinaDate, to?: 'submitter' | 'other') {
  const own = { state: row.state as OpinionState, due_on: row.due_on as ChinaDate | null } // written from the types
  const root = row.root_state
    ? { state: row.root_state as OpinionState, due_on: row.root_due_on as ChinaDate | null } // as above
    : undefined
  const at = root ?? own
  const handling =
    at.state === 'handling' && row.handling_state
      ? {
          state: row.handling_state as HandlingState, // as above
          due_on: row.handling_due_on as ChinaDate, // a date column, there with the handling
          unit_name: row.unit_name ?? '',
        }
      : undefined
  return { own, at, handling, owed: owedOn(at, handling, today), sentence: situationOf(at, today, handling, to) }
}

/** A line of a submitter's or a deputy's list. */
export function lineOf(row: OpinionListRow, today: ChinaDate, waitsForMe: boolean, to?: 'submitter' | 'other') {
  const s = standing(row, today, to)
  return {
    opinionId: row.id,
    trackingNumber: sayTrackingNumber(row.tracking_number),
    headline: row.headline,
    stationName: row.station_name,
    ...(row.category ? { category: row.category } : {}),
    submittedAt: row.submitted_at.toISOString(),
    sentence: s.sentence,
    state: s.own.state,
    ...(s.handling ? { handlingState: s.handling.state } : {}),
    overdue: s.owed.overdue,
    waitsForMe,
  }
}
