import type { LedgerDetail, LedgerEvent } from '@shared/domain/ledger-line'
import type { Party } from '@shared/domain/state-table'
import { canonical } from './canonical'
import type { Db } from './database'
import { sha256 } from './seal'

/** Where a case's chain stands: kept on the case's row, so that a cut-off tail is found. */
export interface LedgerHead {
  readonly ledger_seq: number
  readonly ledger_hash: string
}

/** One line to be written: who, in which role, what, when, and the state before and after. */
export interface LedgerEntry {
  readonly subjectId: string
  readonly at: Date
  readonly event: LedgerEvent
  readonly party: Party
  readonly personId?: string | undefined
  readonly seatId?: string | undefined
  readonly handlingId?: string | undefined
  readonly stateBefore: string
  readonly stateAfter: string
  readonly detail: LedgerDetail
}

/** The hash of a line: over the one before it and everything in it; of the detail only its hash. */
export function ledgerHash(line: {
  readonly prevHash: string
  readonly subjectId: string
  readonly seq: number
  readonly at: Date
  readonly event: string
  readonly party: string
  readonly personId: string | null
  readonly seatId: string | null
  readonly handlingId: string | null
  readonly stateBefore: string
  readonly stateAfter: string
  readonly detailHash: string
}): string {
  return sha256(canonical(line))
}

/** Appends a line to a case's chain; the caller holds the case's row locked and keeps the new head on it. */
export async function appendLedger(db: Db, head: LedgerHead, entry: LedgerEntry): Promise<LedgerHead> {
  const seq = head.ledger_seq + 1
  const detailText = canonical(entry.detail)
  const detailHash = sha256(detailText)
  const who = {
    personId: entry.personId ?? null,
    seatId: entry.seatId ?? null,
    handlingId: entry.handlingId ?? null,
  }
  const { subjectId, at, event, party, stateBefore, stateAfter } = entry
  const prevHash = head.ledger_hash
  const hash = ledgerHash({ prevHash, subjectId, seq, at, event, party, ...who, stateBefore, stateAfter, detailHash })
  await db
    .insertInto('ledger')
    .values({
      subject_id: subjectId,
      seq,
      at,
      event,
      party,
      person_id: who.personId,
      seat_id: who.seatId,
      handling_id: who.handlingId,
      state_before: stateBefore,
      state_after: stateAfter,
      detail: detailText,
      detail_hash: detailHash,
      prev_hash: prevHash,
      hash,
    })
    .execute()
  return { ledger_seq: seq, ledger_hash: hash }
}
