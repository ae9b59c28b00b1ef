import type { Selectable } from 'kysely'
import type { OpinionRow } from '../db/case-tables'
import { chinaDateOf, type ChinaDate } from '@shared/domain/china-time'
import type { HandlingState } from '@shared/domain/handling'
import type { LedgerDetail, LedgerEvent } from '@shared/domain/ledger-line'
import { ledgerLines } from '@shared/domain/ledger-line'
import { opinionTable, type OpinionEvent, type OpinionState } from '@shared/domain/opinion'
import { sayInstant } from '@shared/domain/say-date'
import { saySituation } from '@shared/domain/situation'
import { stateAfter, type Party } from '@shared/domain/state-table'
import type { Db } from './database'
import { appendLedger } from './ledger'
import { tell, type LeadsTo, type Telling } from './notices'
import { refuse, type Refused } from './result'

/** An opinion's row with its states as types: only `moveOpinion` and the check write them. */
export type OpinionCase = Omit<Selectable<OpinionRow>, 'state' | 'due_on'> & {
  readonly state: OpinionState
  readonly due_on: ChinaDate | null
}

/** Who moves a case. */
export interface Mover {
  readonly db: Db
  readonly now: Date
  readonly party: Party
  readonly personId?: string | undefined
  readonly seatId?: string | undefined
}

/** Fields of the row that may change with a move; the states, version and ledger head are the kit's own. */
export type OpinionPatch = Partial<
  Pick<
    Selectable<OpinionRow>,
    'category' | 'due_on' | 'asked' | 'handling_id' | 'round' | 'merged_into' | 'merged_count' | 'media_count' | 'check_state' | 'check_next_at' | 'check_attempts' | 'text_check'
  > & { due_basis: string | null }
>

/** Reads an opinion and locks its row until the transaction ends. */
export async function lockOpinion(db: Db, id: string): Promise<OpinionCase | undefined> {
  const row = await db.selectFrom('opinion').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row as OpinionCase | undefined // the state column is written from OpinionState only
}

/** An opinion of a congress, locked; one of another congress is "not there". */
export async function lockOpinionOf(db: Db, congressId: string, id: string): Promise<OpinionCase | undefined> {
  const row = await lockOpinion(db, id)
  return row?.congress_id === congressId ? row : undefined
}

/** Refuses where somebody else moved the case after its reader opened it, and says what happened. */
export async function refuseMoved(
  db: Db,
  row: OpinionCase,
  seen: number,
  now: Date,
): Promise<Refused<'MOVED_ON'> | undefined> {
  if (row.version === seen) return undefined
  const last = await db
    .selectFrom('ledger')
    .leftJoin('seat', 'seat.id', 'ledger.seat_id')
    .select(['ledger.at', 'ledger.event', 'ledger.detail', 'seat.display_name as who'])
    .where('subject_id', '=', row.id)
    .where('event', '<>', 'look')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  const say = ledgerLines[last.event as LedgerEvent].say(last.detail as LedgerDetail, 'staff') // written by appendLedger
  return refuse('MOVED_ON', { last: `${sayInstant(last.at, now)} ${last.who ?? ''}${say}` })
}

/** The state after an event, or a refusal that says how things stand. */
export function nextState(row: OpinionCase, event: OpinionEvent, party: Party, now: Date): OpinionState | Refused<'NOT_OPEN'> {
  const to = stateAfter(opinionTable, event, row.state, party)
  return to ?? refuse('NOT_OPEN', { now: saySituation({ state: row.state, today: chinaDateOf(now) }) })
}

/** Moves an opinion by an event of its table: state, version, ledger. The row must be locked. */
export async function moveOpinion(
  mover: Mover,
  row: OpinionCase,
  event: OpinionEvent,
  detail: LedgerDetail,
  patch: OpinionPatch = {},
): Promise<OpinionCase | Refused<'NOT_OPEN'>> {
  const to = nextState(row, event, mover.party, mover.now)
  if (typeof to !== 'string') return to
  return record(mover, row, event, to, detail, patch)
}

/** Notes something on a case that is not a move of its own table: a look, an event of its handling. */
export async function noteOnOpinion(
  mover: Mover & { readonly handlingId?: string | undefined },
  row: OpinionCase,
  event: LedgerEvent,
  detail: LedgerDetail,
  options: { patch?: OpinionPatch; bump?: boolean; before?: string; after?: string } = {},
): Promise<OpinionCase> {
  return record(mover, row, event, row.state, detail, options.patch ?? {}, options)
}

async function record(
  mover: Mover & { readonly handlingId?: string | undefined },
  row: OpinionCase,
  event: LedgerEvent,
  to: OpinionState,
  detail: LedgerDetail,
  patch: OpinionPatch,
  options: { bump?: boolean; before?: string; after?: string } = {},
): Promise<OpinionCase> {
  const head = await appendLedger(mover.db, row, {
    subjectId: row.id,
    at: mover.now,
    event,
    party: mover.party,
    personId: mover.personId,
    seatId: mover.seatId,
    handlingId: mover.handlingId,
    stateBefore: options.before ?? row.state,
    stateAfter: options.after ?? to,
    detail,
  })
  const bump = options.bump ?? true
  const saved = await mover.db
    .updateTable('opinion')
    .set({ ...patch, ...head, state: to, version: row.version + (bump ? 1 : 0), ...(bump ? { moved_at: mover.now } : {}) })
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return saved as OpinionCase // the state was just written from OpinionState
}

/** Everyone who brought the matter: the opinion's own submitter and those of all merged into it. */
async function submittersOf(db: Db, row: OpinionCase): Promise<OpinionCase[]> {
  if (row.merged_count === 0) return [row]
  const merged = await db.selectFrom('opinion').selectAll().where('merged_into', '=', row.id).execute()
  return [row, ...(merged as OpinionCase[])] // as in lockOpinion
}

/** Where a submitter's notice leads: her own case, or the deputy's or staff member's page where it was taken down. */
export function leadsToCase(row: OpinionCase): LeadsTo {
  if (row.taken_by_seat === null) return { kind: 'opinion', id: row.id }
  const kind = row.channel === 'takenDown' ? 'deputyCase' : 'deskCase'
  return { kind, id: row.id, seatId: row.taken_by_seat }
}

/**
 * The submitters that can be told here: all, but for opinions brought over from an older system, whose submitters are
 * not on the line, those taken back, and people who asked to be forgotten.
 */
export async function submittersToTell(db: Db, row: OpinionCase): Promise<OpinionCase[]> {
  const all = (await submittersOf(db, row)).filter((own) => own.channel !== 'imported' && own.state !== 'withdrawn')
  if (all.length === 0) return []
  const there = await db
    .selectFrom('person')
    .select('id')
    .where('id', 'in', [...new Set(all.map((own) => own.person_id))])
    .where('erased_at', 'is', null)
    .execute()
  const ids = new Set(there.map((person) => person.id))
  return all.filter((own) => ids.has(own.person_id))
}

/** Tells every submitter of a case; answers how many. */
export async function tellSubmitters(
  db: Db,
  now: Date,
  row: OpinionCase,
  telling: (own: OpinionCase) => Pick<Telling, 'title' | 'body' | 'ring'>,
): Promise<number> {
  const all = await submittersToTell(db, row)
  await tellEach(db, now, all, telling)
  return all.length
}

/** Tells the submitter of each opinion. */
export async function tellEach(
  db: Db,
  now: Date,
  opinions: readonly OpinionCase[],
  telling: (own: OpinionCase) => Pick<Telling, 'title' | 'body' | 'ring'>,
): Promise<void> {
  for (const own of opinions) {
    await tell(db, now, { personId: own.person_id, congressId: own.congress_id, leadsTo: leadsToCase(own), ...telling(own) })
  }
}

/** Where the case stands, as a sentence. */
export function situationOf(
  row: Pick<OpinionCase, 'state' | 'due_on'>,
  today: ChinaDate,
  handling?: { state: HandlingState; due_on: ChinaDate; unit_name: string },
  to?: 'submitter' | 'other',
): string {
  return saySituation({
    state: row.state,
    today,
    to,
    ...(row.state === 'handling' && handling
      ? { handlingState: handling.state, unitName: handling.unit_name, dueOn: handling.due_on }
      : { dueOn: row.due_on ?? undefined }),
  })
}
