import type { OutputOf } from '@shared/contract/action'
import type { opinionActions } from '@shared/contract/opinion'
import { openEvents } from '@shared/domain/state-table'
import { opinionTable, type Rating } from '@shared/domain/opinion'
import { sayTrackingNumber } from '@shared/domain/tracking'
import type { ChinaDate } from '@shared/domain/china-time'
import { opinionMedia, owedOn, releasedReplies } from '../kit/case-views'
import type { Db } from '../kit/database'
import { handlingById } from '../kit/handling-case'
import { situationOf, type OpinionCase } from '../kit/opinion-case'
import { timelineOf } from '../kit/timeline'
import type { Keys } from '../kit/seal'
import { contactOf } from '../kit/contact'

export type SubmitterView = OutputOf<(typeof opinionActions)['opinion.view']>

interface Reading {
  readonly db: Db
  readonly today: ChinaDate
  readonly platform: { readonly keys: Keys }
}

/** The case that an opinion stands with: itself, or the one it was merged into. */
export async function rootOf(db: Db, row: OpinionCase): Promise<OpinionCase> {
  if (!row.merged_into) return row
  const root = await db.selectFrom('opinion').selectAll().where('id', '=', row.merged_into).executeTakeFirstOrThrow()
  return root as OpinionCase // the states are written from the types only
}

/**
 * The case as its submitter sees it.
 * @param personId the submitter herself; absent where she proved it by number or slip
 */
export async function submitterView(ctx: Reading, row: OpinionCase, personId: string | undefined): Promise<SubmitterView> {
  const root = await rootOf(ctx.db, row)
  const station = await ctx.db.selectFrom('station').select(['name', 'code']).where('id', '=', row.station_id).executeTakeFirstOrThrow()
  const handling = root.handling_id ? await handlingById(ctx.db, root.handling_id) : undefined
  const owed = owedOn(root, handling, ctx.today)
  const ratings = await ratingsOf(ctx.db, row.id)
  return {
    opinionId: row.id,
    trackingNumber: sayTrackingNumber(row.tracking_number),
    text: row.text,
    media: await opinionMedia(ctx.db, row),
    ...(row.place_words ? { place: row.place_words } : {}),
    ...(row.category ? { category: row.category } : {}),
    stationName: station.name,
    stationCode: station.code,
    anonymous: row.anonymous,
    ...(personId !== undefined && row.on_behalf ? { onBehalfOf: await behalfName(ctx, row.id) } : {}),
    submittedAt: row.submitted_at.toISOString(),
    state: row.state,
    ...(handling && root.state === 'handling' ? { handlingState: handling.state } : {}),
    sentence: situationOf(root, ctx.today, handling),
    ...(row.state === 'askedForMore' && row.asked ? { asked: row.asked } : {}),
    ...(owed.dueOn ? { dueOn: owed.dueOn } : {}),
    overdue: owed.overdue,
    merged: row.merged_into !== null,
    replies: await releasedReplies(ctx.db, root.id),
    ratings,
    timeline: await mergedTimeline(ctx.db, row, root, personId),
    open: openToSubmitter(row, root, handling?.state, ratings, personId !== undefined),
    round: root.round,
  }
}

/** Her own timeline, and after a merge that of the case it stands with. */
async function mergedTimeline(db: Db, row: OpinionCase, root: OpinionCase, personId: string | undefined) {
  const reader = { reader: 'submitter' as const, personId, submitter: '提交人' }
  const own = await timelineOf(db, row.id, reader)
  if (root.id === row.id) return own
  // What others said and were told stays theirs: only the work on the matter is shared.
  const shared = (await timelineOf(db, root.id, reader)).filter((e) => sharedEvents.has(e.event))
  return [...own, ...shared].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

const sharedEvents = new Set(['accept', 'decline', 'assign', 'acknowledge', 'transfer', 'progress', 'grantExtension', 'release', 'urge', 'answerNow', 'conclude', 'recompute'])

function openToSubmitter(
  row: OpinionCase,
  root: OpinionCase,
  handlingState: string | undefined,
  ratings: SubmitterView['ratings'],
  own: boolean,
): SubmitterView['open'] {
  const events = openEvents(opinionTable, row.state, 'submitter')
  const open: SubmitterView['open'] = []
  if (own && events.includes('supplement')) open.push('supplement')
  if (own && events.includes('withdraw') && row.merged_count === 0) open.push('withdraw')
  if (mayRate(row, root, handlingState) && !ratings.some((r) => r.round === root.round)) open.push('rate')
  return open
}

/**
 * Whether a reply waits for a rating: the case was answered, or, for one of several submitters, it closed on another's
 * rating before she gave hers.
 */
export function mayRate(row: OpinionCase, root: OpinionCase, handlingState: string | undefined): boolean {
  if (row.state === 'withdrawn' || row.state === 'declined') return false
  if (root.state === 'answered') return true
  if (root.state === 'handling') return handlingState === 'released'
  return root.state === 'closed' && (row.id !== root.id || root.merged_count > 0)
}

async function ratingsOf(db: Db, opinionId: string): Promise<SubmitterView['ratings']> {
  const rows = await db.selectFrom('rating').selectAll().where('opinion_id', '=', opinionId).orderBy('round').execute()
  return rows.map((r) => ({ round: r.round, rating: r.rating satisfies Rating, words: r.words, at: r.at.toISOString() }))
}

async function behalfName(ctx: Reading, opinionId: string): Promise<string> {
  const contact = await contactOf(ctx.db, ctx.platform.keys, opinionId)
  return contact?.onBehalfOf?.name ?? ''
}
