import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { HandlingRow } from '../db/case-tables'
import { addDays, chinaDateOf, type ChinaDate } from '@shared/domain/china-time'
import type { Deadline } from '@shared/domain/deadline'
import { handlingTable, type HandlingEvent, type HandlingState } from '@shared/domain/handling'
import type { LedgerDetail } from '@shared/domain/ledger-line'
import { sayDay } from '@shared/domain/say-date'
import { saySituation } from '@shared/domain/situation'
import { stateAfter } from '@shared/domain/state-table'
import type { Weight } from '@shared/domain/profile'
import type { Db } from './database'
import { tell, type Telling } from './notices'
import { lockOpinion, noteOnOpinion, type Mover, type OpinionCase, type OpinionPatch } from './opinion-case'
import { chosenDeadline, deadlineFor, profileOf } from './profile'
import { refuse, type Refused } from './result'

/** A handling's row with its states and dates as types, and the unit's name. */
export type HandlingCase = Omit<Selectable<HandlingRow>, 'state' | 'due_on' | 'return_until' | 'extension_latest' | 'extension_until' | 'weight'> & {
  readonly state: HandlingState
  readonly weight: Weight
  readonly due_on: ChinaDate
  readonly return_until: ChinaDate
  readonly extension_latest: ChinaDate
  readonly extension_until: ChinaDate | null
  readonly unit_name: string
}

/** A handling with the case it belongs to, both locked. */
export interface Held {
  readonly handling: HandlingCase
  readonly opinion: OpinionCase
}

/** Reads a handling. */
export async function handlingById(db: Db, id: string): Promise<HandlingCase | undefined> {
  const row = await db
    .selectFrom('handling')
    .innerJoin('unit', 'unit.id', 'handling.unit_id')
    .selectAll('handling')
    .select('unit.name as unit_name')
    .where('handling.id', '=', id)
    .executeTakeFirst()
  return row as HandlingCase | undefined // these columns are written from the types only
}

/**
 * A handling with its case, locked: the case first, so that everybody locks in the same order.
 * One that the reader may not touch is "not there".
 */
export async function holdHandling(db: Db, id: string, may: (h: HandlingCase) => boolean): Promise<Held | undefined> {
  const found = await handlingById(db, id)
  if (!found || !may(found)) return undefined
  const opinion = await lockOpinion(db, found.subject_id)
  const handling = await handlingById(db, id)
  return opinion && handling ? { handling, opinion } : undefined
}

export type HandlingPatch = Partial<
  Pick<Selectable<HandlingRow>, 'due_on' | 'extension_until' | 'extension_reason' | 'round' | 'released_at' | 'urged'> & { due_basis: string }
>

/** Moves a handling by an event of its table, and notes it in the case's ledger. Both rows must be held. */
export async function moveHandling(
  mover: Mover,
  held: Held,
  event: HandlingEvent,
  detail: LedgerDetail,
  patch: HandlingPatch = {},
  casePatch: OpinionPatch = {},
): Promise<Held | Refused<'NOT_OPEN'>> {
  const { handling, opinion } = held
  const to = stateAfter(handlingTable, event, handling.state, mover.party)
  // A handling that is no longer the case's own (transferred, taken back) is closed whatever its row says.
  if (to === undefined || opinion.handling_id !== handling.id || opinion.state !== 'handling') {
    return refuse('NOT_OPEN', { now: sayHandlingState(handling, mover.now) })
  }
  await mover.db
    .updateTable('handling')
    .set({ ...patch, state: to, moved_at: mover.now })
    .where('id', '=', handling.id)
    .execute()
  const noted = await noteOnOpinion({ ...mover, handlingId: handling.id }, opinion, event, detail, {
    patch: casePatch,
    before: handling.state,
    after: to,
  })
  const saved = await handlingById(mover.db, handling.id)
  if (!saved) throw new Error('the handling was held')
  return { handling: saved, opinion: noted }
}

function sayHandlingState(h: HandlingCase, now: Date): string {
  if (h.state === 'ended') return '已转给其他单位'
  return saySituation({ state: 'handling', handlingState: h.state, unitName: h.unit_name, today: chinaDateOf(now) })
}

/** What staff say when they assign. */
export interface Assignment {
  readonly unitId: string
  readonly weight: Weight
  readonly dueOn?: string | undefined
  readonly remark?: string | undefined
}

export interface PlannedHandling {
  readonly unitName: string
  readonly deadline: Deadline
  readonly returnUntil: ChinaDate
  readonly extensionLatest: ChinaDate
}

/** Works out an assignment under the congress's rules, or refuses a unit or a date that cannot be. */
export async function planHandling(
  db: Db,
  congressId: string,
  today: ChinaDate,
  assignment: Assignment,
): Promise<PlannedHandling | Refused<'UNIT_NOT_FOUND' | 'DUE_TOO_EARLY' | 'DUE_TOO_LATE'>> {
  const unit = await db
    .selectFrom('unit')
    .select('name')
    .where('id', '=', assignment.unitId)
    .where('congress_id', '=', congressId)
    .executeTakeFirst()
  if (!unit) return refuse('UNIT_NOT_FOUND')
  const profile = await profileOf(db, congressId)
  const extensionLatest = deadlineFor(profile, today, profile.extensionLimit).dueOn
  const returnUntil = deadlineFor(profile, today, profile.returnWindow).dueOn
  const earliest = addDays(today, 1)
  if (assignment.dueOn !== undefined) {
    const chosen = assignment.dueOn as ChinaDate // the contract's `day` has checked it
    if (chosen < earliest) return refuse('DUE_TOO_EARLY', { earliest: sayDay(earliest, today) })
    if (chosen > extensionLatest) return refuse('DUE_TOO_LATE', { latest: sayDay(extensionLatest, today) })
    return { unitName: unit.name, deadline: chosenDeadline(today, chosen), returnUntil, extensionLatest }
  }
  const deadline = deadlineFor(profile, today, profile.reply[assignment.weight])
  return { unitName: unit.name, deadline, returnUntil, extensionLatest }
}

/** Opens a handling for a case; the caller moves the case itself. */
export async function openHandling(
  mover: Mover & { readonly seatId: string },
  opinion: OpinionCase,
  assignment: Assignment,
  plan: PlannedHandling,
): Promise<string> {
  const id = randomUUID()
  await mover.db
    .insertInto('handling')
    .values({
      id,
      congress_id: opinion.congress_id,
      subject_kind: 'opinion',
      subject_id: opinion.id,
      unit_id: assignment.unitId,
      assigned_by_seat: mover.seatId,
      assign_remark: assignment.remark ?? null,
      weight: assignment.weight,
      state: 'assigned' satisfies HandlingState,
      round: opinion.round,
      assigned_at: mover.now,
      due_on: plan.deadline.dueOn,
      due_basis: JSON.stringify(plan.deadline),
      return_until: plan.returnUntil,
      extension_latest: plan.extensionLatest,
      extension_until: null,
      extension_reason: null,
      released_at: null,
      moved_at: mover.now,
    })
    .execute()
  return id
}

/** Tells every handler of a unit. */
export async function tellUnit(
  db: Db,
  now: Date,
  handling: Pick<HandlingCase, 'id' | 'unit_id' | 'congress_id'>,
  telling: Pick<Telling, 'title' | 'body' | 'ring'>,
): Promise<void> {
  const seats = await db
    .selectFrom('seat')
    .select(['id', 'person_id'])
    .where('unit_id', '=', handling.unit_id)
    .where('ended_at', 'is', null)
    .execute()
  for (const seat of seats) {
    const leadsTo = { kind: 'handling' as const, id: handling.id, seatId: seat.id }
    await tell(db, now, { personId: seat.person_id, congressId: handling.congress_id, leadsTo, ...telling })
  }
}

/** Tells the staff member who assigned the handling. */
export async function tellAssigner(
  db: Db,
  now: Date,
  handling: HandlingCase,
  telling: Pick<Telling, 'title' | 'body' | 'ring'>,
): Promise<void> {
  const seat = await db.selectFrom('seat').select(['id', 'person_id']).where('id', '=', handling.assigned_by_seat).executeTakeFirst()
  if (!seat) return
  const leadsTo = { kind: 'deskCase' as const, id: handling.subject_id, seatId: seat.id }
  await tell(db, now, { personId: seat.person_id, congressId: handling.congress_id, leadsTo, ...telling })
}
