import { canonical } from '../../cloudfunctions/kit/canonical'
import { databaseOf } from '../../cloudfunctions/kit/database'
import { ledgerHash } from '../../cloudfunctions/kit/ledger'
import { sha256 } from '../../cloudfunctions/kit/seal'
import { chinaDateOf, type ChinaDate } from '../../shared/domain/china-time'
import { isOverdue } from '../../shared/domain/deadline'
import type { LedgerDetail, LedgerEvent } from '../../shared/domain/ledger-line'
import type { Pool } from 'pg'

/** What the ledger itself says, line by line. */
export interface LedgerAudit {
  readonly cases: number
  readonly lines: number
  /** Lines whose hash, number or predecessor is not what it must be, and cases whose head is not their last line. */
  readonly broken: number
  readonly events: Readonly<Partial<Record<LedgerEvent, number>>>
  /** Replies released by units, by whether they were handed in by the due date that stood then. */
  readonly inTime: number
  readonly late: number
}

interface Line {
  readonly subject_id: string
  readonly seq: number
  readonly at: Date
  readonly event: string
  readonly party: string
  readonly person_id: string | null
  readonly seat_id: string | null
  readonly handling_id: string | null
  readonly state_before: string
  readonly state_after: string
  readonly detail: unknown
  readonly detail_hash: string
  readonly prev_hash: string
  readonly hash: string
}

/** Verifies every case's chain and counts from its events. */
export async function auditLedger(pool: Pool): Promise<LedgerAudit> {
  const db = databaseOf(pool)
  const heads = await db.selectFrom('opinion').select(['id', 'ledger_seq', 'ledger_hash']).execute()
  const events: Partial<Record<LedgerEvent, number>> = {}
  const audit = { cases: heads.length, lines: 0, broken: 0, events, inTime: 0, late: 0 }
  for (const head of heads) {
    const lines = await db.selectFrom('ledger').selectAll().where('subject_id', '=', head.id).orderBy('seq').execute()
    audit.lines += lines.length
    audit.broken += brokenLines(lines)
    const last = lines[lines.length - 1]
    if (last?.seq !== head.ledger_seq || last.hash !== head.ledger_hash) audit.broken++
    for (const line of lines) {
      const event = line.event as LedgerEvent // written by appendLedger
      events[event] = (events[event] ?? 0) + 1
    }
    const { inTime, late } = punctuality(lines)
    audit.inTime += inTime
    audit.late += late
  }
  return audit
}

function brokenLines(lines: readonly Line[]): number {
  let broken = 0
  let prevHash = ''
  lines.forEach((line, i) => {
    const hash = ledgerHash({
      prevHash,
      subjectId: line.subject_id,
      seq: i + 1,
      at: line.at,
      event: line.event,
      party: line.party,
      personId: line.person_id,
      seatId: line.seat_id,
      handlingId: line.handling_id,
      stateBefore: line.state_before,
      stateAfter: line.state_after,
      detailHash: sha256(canonical(line.detail)),
    })
    if (line.hash !== hash || line.prev_hash !== prevHash || line.detail_hash !== sha256(canonical(line.detail))) broken++
    prevHash = line.hash
  })
  return broken
}

/** Follows the due date that stands through a case's events, and holds each released reply against it. */
function punctuality(lines: readonly Line[]): { inTime: number; late: number } {
  let due: ChinaDate | undefined
  let replied: ChinaDate | undefined
  const found = { inTime: 0, late: 0 }
  for (const line of lines) {
    const { dueOn } = line.detail as LedgerDetail // written by appendLedger
    if (['assign', 'transfer', 'grantExtension', 'rateNotHelped', 'recompute'].includes(line.event)) due = dueOn
    if (line.event === 'reply') replied = chinaDateOf(line.at)
    if (line.event !== 'release' || !due || !replied) continue
    found[isOverdue(due, replied) ? 'late' : 'inTime']++
  }
  return found
}
