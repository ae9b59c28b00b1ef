import type { OutputOf } from '@shared/contract/action'
import { unitEvents, type handlingActions } from '@shared/contract/handling'
import type { ChinaDate } from '@shared/domain/china-time'
import { parseDeadline } from '@shared/domain/deadline-stored'
import { explainDeadline } from '@shared/domain/deadline-words'
import { isOverdue } from '@shared/domain/deadline'
import { handlingTable, owingStates } from '@shared/domain/handling'
import { sayDueOn } from '@shared/domain/say-date'
import { openEvents } from '@shared/domain/state-table'
import { sayTrackingNumber } from '@shared/domain/tracking'
import type { Handler } from '../kit/actor'
import { draftOf, opinionMedia, releasedReplies } from '../kit/case-views'
import { contactOf } from '../kit/contact'
import type { Db } from '../kit/database'
import { handlingById, type HandlingCase } from '../kit/handling-case'
import { mainlandCalendar } from '../kit/holidays'
import { situationOf, type OpinionCase } from '../kit/opinion-case'
import { profileOf } from '../kit/profile'
import { ok, refuse } from '../kit/result'
import type { Ctx, HandlerOf } from '../kit/serve'
import { timelineOf } from '../kit/timeline'

type UnitView = OutputOf<(typeof handlingActions)['handling.view']>

/** A matter as the unit that handles it sees it. */
export const view: HandlerOf<(typeof handlingActions)['handling.view']> = async (ctx, input) => {
  const handling = await handlingById(ctx.db, input.handlingId)
  if (!handling || handling.unit_id !== ctx.actor.unitId) return refuse('NOT_FOUND')
  const opinion = await ctx.db.selectFrom('opinion').selectAll().where('id', '=', handling.subject_id).executeTakeFirstOrThrow()
  return ok(await unitView(ctx, handling, opinion as OpinionCase)) // the states are written from the types
}

async function unitView(ctx: Ctx<Handler>, h: HandlingCase, opinion: OpinionCase): Promise<UnitView> {
  const { db, today } = ctx
  const station = await db.selectFrom('station').select('name').where('id', '=', opinion.station_id).executeTakeFirstOrThrow()
  const contact = opinion.has_contact && !opinion.anonymous ? await contactOf(db, ctx.platform.keys, opinion.id) : undefined
  const basis = parseDeadline(h.due_basis)
  const mine = opinion.handling_id === h.id
  const { draft, sentBack } = await draftOf(db, h.id)
  const submitter = opinion.anonymous ? '匿名群众' : (contact?.onBehalfOf?.name ?? contact?.name ?? '群众（未留姓名）')
  return {
    handlingId: h.id,
    version: opinion.version,
    trackingNumber: sayTrackingNumber(opinion.tracking_number),
    ...(opinion.title ? { title: opinion.title } : {}),
    text: opinion.text,
    media: await opinionMedia(db, opinion),
    ...(opinion.place_words ? { place: opinion.place_words } : {}),
    ...(opinion.category ? { category: opinion.category } : {}),
    stationName: station.name,
    submitter,
    contactAllowed: mine && opinion.has_contact && !opinion.anonymous,
    submitters: opinion.merged_count + 1,
    submittedAt: opinion.submitted_at.toISOString(),
    assignedAt: h.assigned_at.toISOString(),
    ...(h.assign_remark ? { assignRemark: h.assign_remark } : {}),
    state: h.state,
    sentence: mine ? situationOf(opinion, today, h, 'other') : '已转给其他单位办理',
    round: h.round,
    dueOn: h.due_on,
    dueWords: owingStates.includes(h.state) ? sayDueOn(h.due_on, today, mainlandCalendar()) : '',
    dueExplained: basis ? explainDeadline(basis) : '',
    overdue: owingStates.includes(h.state) && isOverdue(h.due_on, today),
    returnUntil: h.return_until,
    ...(h.extension_until ? { extensionAsked: { until: h.extension_until, reason: h.extension_reason ?? '' } } : {}),
    extensionLatest: h.extension_latest,
    ...(sentBack !== undefined ? { sentBack } : {}),
    ...(draft ? { draftReply: draft } : {}),
    replies: mine ? await releasedReplies(db, opinion.id) : [],
    ratings: mine ? await ratingsFor(db, opinion.id) : [],
    replyClasses: [...(await profileOf(db, h.congress_id)).replyClasses],
    timeline: await timelineOf(db, opinion.id, { reader: 'unit', handlingId: h.id, submitter }),
    open: openToUnit(h, opinion, today),
  }
}

/** The events open to the unit; returning only within its window, extending only while none is asked for. */
function openToUnit(h: HandlingCase, opinion: OpinionCase, today: ChinaDate): UnitView['open'] {
  if (opinion.handling_id !== h.id || opinion.state !== 'handling') return []
  const open = new Set<string>(openEvents(handlingTable, h.state, 'unit'))
  if (today > h.return_until) open.delete('return')
  if (h.extension_until) open.delete('askExtension')
  return unitEvents.filter((e) => open.has(e))
}

async function ratingsFor(db: Db, opinionId: string): Promise<UnitView['ratings']> {
  const rows = await db
    .selectFrom('rating')
    .innerJoin('opinion', 'opinion.id', 'rating.opinion_id')
    .select(['rating.round', 'rating.rating', 'rating.words', 'rating.at'])
    .where((eb) => eb.or([eb('opinion.id', '=', opinionId), eb('opinion.merged_into', '=', opinionId)]))
    .orderBy('rating.at')
    .limit(200)
    .execute()
  return rows.map((r) => ({ round: r.round, rating: r.rating, words: r.words, at: r.at.toISOString() }))
}
