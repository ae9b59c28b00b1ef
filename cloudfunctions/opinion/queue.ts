import { sql } from 'kysely'
import type { deskActions } from '@shared/contract/opinion-desk'
import { sayTrackingNumber } from '@shared/domain/tracking'
import { isDay, isInstant, isUuid, pageOf, readCursor } from '../kit/cursor'
import type { HandlerOf } from '../kit/serve'
import { ok } from '../kit/result'
import { deskRows, matches, owedDate } from './desk-query'
import { standing, type OpinionListRow } from './lines'

type Filters = Omit<Parameters<HandlerOf<(typeof deskActions)['opinion.queue']>>[1], 'cursor' | 'limit'>

/** The desk's queue: what is owed first comes first; what has ended, newest first. */
export const queue: HandlerOf<(typeof deskActions)['opinion.queue']> = async (ctx, input) => {
  const today = ctx.today
  const filtered = filterDesk(deskRows(ctx.db, ctx.actor.congressId, input.tab), input, ctx.now, today)
  const line = (row: OpinionListRow) => deskLine(row, today)
  if (input.tab === 'ended') {
    const after = readCursor(input.cursor, [isInstant, isUuid])
    const [at = '', id = ''] = after ?? []
    const from = after
      ? filtered.where((eb) => eb(eb.refTuple('opinion.moved_at', 'opinion.id'), '<', eb.tuple(new Date(at), id)))
      : filtered
    const rows = await from.orderBy('opinion.moved_at', 'desc').orderBy('opinion.id', 'desc').limit(input.limit + 1).execute()
    return ok(pageOf(rows, input.limit, line, (row) => [row.moved_at.toISOString(), row.id]))
  }
  const after = readCursor(input.cursor, [isDay, isUuid])
  const [day = '', id = ''] = after ?? []
  const from = after ? filtered.where(sql<boolean>`(${owedDate}, opinion.id) > (${day}::date, ${id}::uuid)`) : filtered
  const rows = await from
    .select(owedDate.as('owed'))
    .orderBy(owedDate)
    .orderBy('opinion.id')
    .limit(input.limit + 1)
    .execute()
  return ok(pageOf(rows, input.limit, line, (row) => [row.owed, row.id]))
}

/** The lines that the clerk's filters leave. */
export function filterDesk(rows: ReturnType<typeof deskRows>, input: Filters, now: Date, today: string) {
  let query = rows
  if (input.stationId) query = query.where('opinion.station_id', '=', input.stationId)
  if (input.category) query = query.where('opinion.category', '=', input.category)
  if (input.unitId) query = query.where('handling.unit_id', '=', input.unitId)
  if (input.olderThanDays) {
    query = query.where('opinion.submitted_at', '<=', new Date(now.getTime() - input.olderThanDays * 86_400_000))
  }
  if (input.overdueOnly) query = query.where(sql<boolean>`${owedDate} < ${today}::date`)
  if (input.text) query = query.where(matches(input.text))
  return query
}

function deskLine(row: OpinionListRow, today: Parameters<typeof standing>[1]) {
  const s = standing(row, today, 'other')
  return {
    opinionId: row.id,
    trackingNumber: sayTrackingNumber(row.tracking_number),
    headline: row.headline,
    stationName: row.station_name,
    ...(row.category ? { category: row.category } : {}),
    ...(row.unit_name && s.at.state === 'handling' ? { unitName: row.unit_name } : {}),
    submittedAt: row.submitted_at.toISOString(),
    ...(s.owed.dueOn ? { dueOn: s.owed.dueOn } : {}),
    overdue: s.owed.overdue,
    ...(s.owed.words ? { dueWords: s.owed.words } : {}),
    state: s.own.state,
    ...(s.handling ? { handlingState: s.handling.state } : {}),
    sentence: s.sentence,
    mediaCount: row.media_count,
    mergedCount: row.merged_count,
    check: row.check_state,
  }
}
