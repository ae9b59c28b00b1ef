import type { Reader, LedgerDetail, LedgerEvent } from '@shared/domain/ledger-line'
import { ledgerLines, tellsRemark } from '@shared/domain/ledger-line'
import type { Db } from './database'
import { mediaViews, pick, type MediaView } from './media-links'

export interface TimelineEntry {
  at: string
  event: string
  who: string
  sentence: string
  remark?: string
  media: MediaView[]
}

interface Line {
  readonly at: Date
  readonly event: LedgerEvent
  readonly party: string
  readonly person_id: string | null
  readonly handling_id: string | null
  readonly detail: LedgerDetail
  readonly seat_name: string | null
  readonly unit_name: string | null
}

/** For whom a timeline is drawn. */
export interface TimelineReader {
  readonly reader: Reader
  readonly personId?: string | undefined
  /** A unit sees only the lines of its own handling, and those of no handling. */
  readonly handlingId?: string | undefined
  /** Whether the submitter's own name may be told; otherwise 提交人. */
  readonly submitter: string
}

/** The timeline of a case out of its ledger, as a reader may see it, oldest first. */
export async function timelineOf(db: Db, subjectId: string, reader: TimelineReader): Promise<TimelineEntry[]> {
  const lines = await readLines(db, subjectId)
  const seen = lines.filter((line) => isSeen(line, reader))
  const mediaIds = seen.flatMap((l) => (tellsRemark(l.event, reader.reader) ? [...(l.detail.mediaIds ?? [])] : []))
  const views = await mediaViews(db, mediaIds)
  return seen.map((line) => entryOf(line, reader, views))
}

async function readLines(db: Db, subjectId: string): Promise<Line[]> {
  const rows = await db
    .selectFrom('ledger')
    .leftJoin('seat', 'seat.id', 'ledger.seat_id')
    .leftJoin('unit', 'unit.id', 'seat.unit_id')
    .select(['ledger.at', 'ledger.event', 'ledger.party', 'ledger.person_id', 'ledger.handling_id', 'ledger.detail'])
    .select(['seat.display_name as seat_name', 'unit.name as unit_name'])
    .where('subject_id', '=', subjectId)
    .orderBy('seq')
    .execute()
  // Ledger lines are written by appendLedger only, with these types.
  return rows as unknown as Line[]
}

function isSeen(line: Line, reader: TimelineReader): boolean {
  if (!ledgerLines[line.event].seenBy.includes(reader.reader)) return false
  if (reader.reader !== 'unit' || line.handling_id === null) return true
  return line.handling_id === reader.handlingId
}

function entryOf(line: Line, reader: TimelineReader, views: ReadonlyMap<string, MediaView>): TimelineEntry {
  const told = tellsRemark(line.event, reader.reader)
  const base = {
    at: line.at.toISOString(),
    event: line.event,
    who: whoIs(line, reader),
    sentence: ledgerLines[line.event].say(line.detail, reader.reader),
    media: told ? pick(views, line.detail.mediaIds ?? []) : [],
  }
  return told && line.detail.remark ? { ...base, remark: line.detail.remark } : base
}

function whoIs(line: Line, reader: TimelineReader): string {
  switch (line.party) {
    case 'submitter':
      return reader.personId !== undefined && reader.personId === line.person_id ? '您' : reader.submitter
    case 'unit':
      // Names of officials stay inside: the public deals with the office.
      return reader.reader === 'submitter' || reader.reader === 'deputy'
        ? (line.unit_name ?? '承办单位')
        : `${line.unit_name ?? '承办单位'} ${line.seat_name ?? ''}`.trim()
    case 'staff':
      return reader.reader === 'staff' ? `人大 ${line.seat_name ?? ''}`.trim() : '人大工作人员'
    case 'deputy':
      return `${line.seat_name ?? ''}代表`
    default:
      return '系统'
  }
}
