import { sql } from 'kysely'
import type { handlingActions, UnitTab } from '@shared/contract/handling'
import type { ChinaDate } from '@shared/domain/china-time'
import { isOverdue } from '@shared/domain/deadline'
import { owingStates, type HandlingState } from '@shared/domain/handling'
import { sayDueOn } from '@shared/domain/say-date'
import { saySituation } from '@shared/domain/situation'
import { sayTrackingNumber } from '@shared/domain/tracking'
import type { Db } from '../kit/database'
import { isDay, isInstant, isUuid, pageOf, readCursor } from '../kit/cursor'
import { mainlandCalendar } from '../kit/holidays'
import { ok } from '../kit/result'
import type { HandlerOf } from '../kit/serve'

/** Which handling states stand in which tab of a unit. */
const tabStates: Readonly<Record<UnitTab, readonly HandlingState[]>> = {
  toAcknowledge: ['assigned'],
  open: ['acknowledged', 'inProgress', 'rework'],
  replied: ['replied', 'returned'],
  ended: ['released', 'closed', 'ended'],
}

function unitRows(db: Db, unitId: string, tab: UnitTab) {
  return db
    .selectFrom('handling')
    .innerJoin('opinion', 'opinion.id', 'handling.subject_id')
    .innerJoin('station', 'station.id', 'opinion.station_id')
    .innerJoin('unit', 'unit.id', 'handling.unit_id')
    .select(['handling.id', 'handling.state', 'handling.due_on', 'handling.assigned_at', 'handling.round', 'handling.urged'])
    .select(['handling.moved_at', 'opinion.tracking_number', 'opinion.headline', 'opinion.category'])
    .select(['station.name as station_name', 'unit.name as unit_name'])
    .where('handling.unit_id', '=', unitId)
    .where('handling.state', 'in', [...tabStates[tab]])
}
type Row = Awaited<ReturnType<ReturnType<typeof unitRows>['execute']>>[number]

/** A unit's matters: those due first come first; what has left its hands, newest first. */
export const queue: HandlerOf<(typeof handlingActions)['handling.queue']> = async (ctx, input) => {
  const rows = unitRows(ctx.db, ctx.actor.unitId, input.tab)
  const line = (row: Row) => lineOf(row, ctx.today)
  if (input.tab === 'ended') {
    const after = readCursor(input.cursor, [isInstant, isUuid])
    const [at = '', id = ''] = after ?? []
    const from = after
      ? rows.where((eb) => eb(eb.refTuple('handling.moved_at', 'handling.id'), '<', eb.tuple(new Date(at), id)))
      : rows
    const found = await from.orderBy('handling.moved_at', 'desc').orderBy('handling.id', 'desc').limit(input.limit + 1).execute()
    return ok(pageOf(found, input.limit, line, (row) => [row.moved_at.toISOString(), row.id]))
  }
  const after = readCursor(input.cursor, [isDay, isUuid])
  const [day = '', id = ''] = after ?? []
  const from = after ? rows.where((eb) => eb(eb.refTuple('handling.due_on', 'handling.id'), '>', eb.tuple(day, id))) : rows
  const found = await from.orderBy('handling.due_on').orderBy('handling.id').limit(input.limit + 1).execute()
  return ok(pageOf(found, input.limit, line, (row) => [row.due_on, row.id]))
}

function lineOf(row: Row, today: ChinaDate) {
  const state = row.state as HandlingState // written from the type only
  const dueOn = row.due_on as ChinaDate // a date column
  const owing = owingStates.includes(state)
  return {
    handlingId: row.id,
    trackingNumber: sayTrackingNumber(row.tracking_number),
    headline: row.headline,
    stationName: row.station_name,
    ...(row.category ? { category: row.category } : {}),
    assignedAt: row.assigned_at.toISOString(),
    dueOn,
    overdue: owing && isOverdue(dueOn, today),
    dueWords: owing ? sayDueOn(dueOn, today, mainlandCalendar()) : '',
    state,
    sentence:
      state === 'ended' || state === 'closed'
        ? state === 'ended'
          ? '已转给其他单位'
          : '已办结'
        : saySituation({ state: 'handling', handlingState: state, unitName: row.unit_name, dueOn, today }),
    round: row.round,
    urged: row.urged,
  }
}

/** How many matters stand in each tab, and how many are late; the ended ones are not counted. */
export const queueCounts: HandlerOf<(typeof handlingActions)['handling.queueCounts']> = async (ctx) => {
  const { db, actor, today } = ctx
  const counted = await db
    .selectFrom('handling')
    .select((eb) => ['state', eb.fn.countAll<string>().as('n')])
    .select(sql<string>`count(*) filter (where due_on < ${today}::date)`.as('late'))
    .where('unit_id', '=', actor.unitId)
    .where('state', 'in', [...tabStates.toAcknowledge, ...tabStates.open, ...tabStates.replied])
    .groupBy('state')
    .execute()
  const tabs: Record<UnitTab, number> = { toAcknowledge: 0, open: 0, replied: 0, ended: 0 }
  let overdue = 0
  for (const row of counted) {
    const state = row.state as HandlingState // written from the type only
    for (const tab of ['toAcknowledge', 'open', 'replied'] as const) if (tabStates[tab].includes(state)) tabs[tab] += Number(row.n)
    if (owingStates.includes(state)) overdue += Number(row.late)
  }
  return ok({ tabs, overdue })
}
