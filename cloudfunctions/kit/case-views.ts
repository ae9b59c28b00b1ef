import type { ReplyClass } from '@shared/domain/handling'
import { sayDueOn } from '@shared/domain/say-date'
import { isOverdue } from '@shared/domain/deadline'
import type { ChinaDate } from '@shared/domain/china-time'
import { owingStates, type HandlingState } from '@shared/domain/handling'
import { endedOpinionStates, type OpinionState } from '@shared/domain/opinion'
import type { Db } from './database'
import { mainlandCalendar } from './holidays'
import { mediaViews, pick, type MediaView } from './media-links'
import type { OpinionCase } from './opinion-case'

/** Pieces that the views of a case have in common, whoever reads. */

export interface ReplyView {
  by: string
  at: string
  text: string
  replyClass?: ReplyClass
  promisedOn?: string
  media: MediaView[]
  round: number
}

/** The released replies of a case, in order. */
export async function releasedReplies(db: Db, subjectId: string): Promise<ReplyView[]> {
  const rows = await db
    .selectFrom('reply')
    .selectAll()
    .where('subject_id', '=', subjectId)
    .where('released_at', 'is not', null)
    .orderBy('round')
    .execute()
  const views = await mediaViews(db, rows.flatMap((r) => r.media_ids))
  return rows.map((row) => replyView(row, row.released_at ?? row.drafted_at, views))
}

interface ReplyLike {
  readonly by_name: string
  readonly text: string
  readonly reply_class: string | null
  readonly promised_on: string | null
  readonly media_ids: readonly string[]
  readonly round: number
}

function replyView(row: ReplyLike, at: Date, views: ReadonlyMap<string, MediaView>): ReplyView {
  return {
    by: row.by_name,
    at: at.toISOString(),
    text: row.text,
    ...(row.reply_class ? { replyClass: row.reply_class as ReplyClass } : {}), // checked by the contract on its way in
    ...(row.promised_on ? { promisedOn: row.promised_on } : {}),
    media: pick(views, row.media_ids),
    round: row.round,
  }
}

/** The drafted reply of a handling that waits to be checked, and why the last one was sent back. */
export async function draftOf(db: Db, handlingId: string): Promise<{ draft?: ReplyView; sentBack?: string }> {
  const row = await db
    .selectFrom('reply')
    .selectAll()
    .where('handling_id', '=', handlingId)
    .orderBy('drafted_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  // Once the last one is released, what was sent back before it is no longer anyone's concern.
  if (!row || row.released_at !== null) return {}
  const draft = replyView(row, row.drafted_at, await mediaViews(db, row.media_ids))
  return row.sent_back_at === null ? { draft } : { draft, sentBack: row.sent_back_remark ?? '' }
}

/** The media handed in with the opinion itself. */
export async function opinionMedia(db: Db, row: Pick<OpinionCase, 'id' | 'media_count'>): Promise<MediaView[]> {
  if (row.media_count === 0) return []
  const first = await db
    .selectFrom('ledger')
    .select('detail')
    .where('subject_id', '=', row.id)
    .where('event', '=', 'submit')
    .executeTakeFirst()
  const detail = first?.detail as { mediaIds?: string[] } | undefined // written by appendLedger
  const ids = detail?.mediaIds ?? []
  return pick(await mediaViews(db, ids), ids)
}

/** The date that is owed now, and whether it is past: the review's before a unit has it, the unit's while it works. */
export function owedOn(
  row: Pick<OpinionCase, 'state' | 'due_on'>,
  handling: { state: HandlingState; due_on: ChinaDate } | undefined,
  today: ChinaDate,
): { dueOn?: ChinaDate; overdue: boolean; words?: string } {
  const dueOn = dueDate(row, handling)
  if (dueOn === undefined) return { overdue: false }
  return { dueOn, overdue: isOverdue(dueOn, today), words: sayDueOn(dueOn, today, mainlandCalendar()) }
}

const dueBefore: readonly OpinionState[] = ['checking', 'toReview', 'accepted']

function dueDate(
  row: Pick<OpinionCase, 'state' | 'due_on'>,
  handling: { state: HandlingState; due_on: ChinaDate } | undefined,
): ChinaDate | undefined {
  if (row.state === 'handling') return handling && owingStates.includes(handling.state) ? handling.due_on : undefined
  return dueBefore.includes(row.state) ? (row.due_on ?? undefined) : undefined
}

/** Whether nothing more is owed. */
export function isEnded(state: OpinionState): boolean {
  return endedOpinionStates.includes(state)
}

/** The first words of a text, for lists. */
export function headlineOf(text: string, title?: string): string {
  const line = (title ?? text).replace(/\s+/g, ' ').trim()
  if (line === '') return '（录音意见）'
  const points = Array.from(line)
  return points.length > 48 ? `${points.slice(0, 47).join('')}…` : line
}
