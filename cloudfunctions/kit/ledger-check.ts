import type { Selectable } from 'kysely'
import type { LedgerRow } from '../db/case-tables'
import type { Db } from './database'
import { canonical } from './canonical'
import { ledgerHash } from './ledger'
import { sha256 } from './seal'

export interface LedgerCheck {
  readonly cases: number
  readonly lines: number
  /** What is wrong, with the case and the first line that does not fit. */
  readonly broken: readonly { readonly subjectId: string; readonly seq: number; readonly why: string }[]
}

type Line = Selectable<LedgerRow>

const PAGE = 2000

/**
 * Reads every chain from its first line to the head kept on the case, in bounded memory, and names the first line of each
 * case that does not fit: changed, dropped, doubled, put elsewhere, or cut off at the end.
 */
export async function verifyLedger(db: Db): Promise<LedgerCheck> {
  const broken: { subjectId: string; seq: number; why: string }[] = []
  const bad = new Set<string>()
  const heads = new Map<string, { seq: number; hash: string }>()
  let lines = 0
  let after: { id: string; seq: number } | undefined
  for (;;) {
    const page = await readPage(db, after)
    for (const line of page) {
      lines++
      const head = heads.get(line.subject_id) ?? { seq: 0, hash: '' }
      const why = trouble(line, head)
      if (why !== undefined && !bad.has(line.subject_id)) {
        bad.add(line.subject_id)
        broken.push({ subjectId: line.subject_id, seq: line.seq, why })
      }
      heads.set(line.subject_id, { seq: line.seq, hash: line.hash })
    }
    const last = page[page.length - 1]
    if (!last || page.length < PAGE) break
    after = { id: last.subject_id, seq: last.seq }
  }
  await compareHeads(db, heads, bad, broken)
  return { cases: heads.size, lines, broken }
}

async function readPage(db: Db, after: { id: string; seq: number } | undefined): Promise<Line[]> {
  let query = db.selectFrom('ledger').selectAll().orderBy('subject_id').orderBy('seq').limit(PAGE)
  if (after) {
    const { id, seq } = after
    query = query.where((eb) => eb(eb.refTuple('subject_id', 'seq'), '>', eb.tuple(id, seq)))
  }
  return query.execute()
}

function trouble(line: Line, head: { seq: number; hash: string }): string | undefined {
  if (line.seq !== head.seq + 1) return `line ${head.seq + 1} is missing`
  if (line.prev_hash !== head.hash) return 'it does not follow the line before it'
  if (sha256(canonical(line.detail)) !== line.detail_hash) return 'its detail was changed'
  const hash = ledgerHash({
    prevHash: line.prev_hash,
    subjectId: line.subject_id,
    seq: line.seq,
    at: line.at,
    event: line.event,
    party: line.party,
    personId: line.person_id,
    seatId: line.seat_id,
    handlingId: line.handling_id,
    stateBefore: line.state_before,
    stateAfter: line.state_after,
    detailHash: line.detail_hash,
  })
  return hash === line.hash ? undefined : 'it was changed'
}

async function compareHeads(
  db: Db,
  heads: ReadonlyMap<string, { seq: number; hash: string }>,
  bad: ReadonlySet<string>,
  broken: { subjectId: string; seq: number; why: string }[],
): Promise<void> {
  let after: string | undefined
  for (;;) {
    let query = db.selectFrom('opinion').select(['id', 'ledger_seq', 'ledger_hash']).orderBy('id').limit(PAGE)
    if (after !== undefined) query = query.where('id', '>', after)
    const page = await query.execute()
    for (const row of page) {
      const head = heads.get(row.id) ?? { seq: 0, hash: '' }
      if (!bad.has(row.id) && (head.seq !== row.ledger_seq || head.hash !== row.ledger_hash)) {
        broken.push({ subjectId: row.id, seq: head.seq + 1, why: 'the end was cut off' })
      }
    }
    const last = page[page.length - 1]
    if (!last || page.length < PAGE) return
    after = last.id
  }
}
