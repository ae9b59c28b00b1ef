import type { OutputOf } from '@shared/contract/action'
import { staffEvents, type deskActions } from '@shared/contract/opinion-desk'
import type { ChinaDate } from '@shared/domain/china-time'
import { guessCategory } from '@shared/domain/category'
import { parseDeadline } from '@shared/domain/deadline-stored'
import { explainDeadline } from '@shared/domain/deadline-words'
import { isOverdue } from '@shared/domain/deadline'
import { handlingTable, owingStates } from '@shared/domain/handling'
import { opinionTable, type Channel } from '@shared/domain/opinion'
import { openEvents } from '@shared/domain/state-table'
import { sayTrackingNumber } from '@shared/domain/tracking'
import { draftOf, opinionMedia, owedOn, releasedReplies } from '../kit/case-views'
import type { Db } from '../kit/database'
import { handlingById, type HandlingCase } from '../kit/handling-case'
import { situationOf, type OpinionCase } from '../kit/opinion-case'
import type { Ctx, HandlerOf } from '../kit/serve'
import type { Staff } from '../kit/actor'
import { ok, refuse } from '../kit/result'
import { timelineOf } from '../kit/timeline'

type CaseFile = OutputOf<(typeof deskActions)['opinion.viewAsStaff']>

/** A case file with everything staff work with; the contact is a look of its own. */
export const viewAsStaff: HandlerOf<(typeof deskActions)['opinion.viewAsStaff']> = async (ctx, input) => {
  const found = await ctx.db
    .selectFrom('opinion')
    .selectAll()
    .where('id', '=', input.opinionId)
    .where('congress_id', '=', ctx.actor.congressId)
    .executeTakeFirst()
  if (!found) return refuse('NOT_FOUND')
  return ok(await caseFile(ctx, found as OpinionCase)) // the states are written from the types
}

async function caseFile(ctx: Ctx<Staff>, row: OpinionCase): Promise<CaseFile> {
  const { db, today } = ctx
  const handling = row.handling_id ? await handlingById(db, row.handling_id) : undefined
  const owed = owedOn(row, handling, today)
  const station = await db.selectFrom('station').select('name').where('id', '=', row.station_id).executeTakeFirstOrThrow()
  const guess = row.category ? undefined : guessCategory(`${row.title ?? ''} ${row.text}`)
  const taker = row.taken_by_seat
    ? await db.selectFrom('seat').select('display_name').where('id', '=', row.taken_by_seat).executeTakeFirst()
    : undefined
  return {
    opinionId: row.id,
    version: row.version,
    trackingNumber: sayTrackingNumber(row.tracking_number),
    ...(row.title ? { title: row.title } : {}),
    text: row.text,
    media: await opinionMedia(db, row),
    ...(row.place_words ? { place: row.place_words } : {}),
    ...(row.category ? { category: row.category } : {}),
    ...(guess ? { suggestedCategory: guess } : {}),
    stationId: row.station_id,
    stationName: station.name,
    submitter: row.anonymous ? '匿名群众' : '群众',
    anonymous: row.anonymous,
    hasContact: row.has_contact,
    channel: row.channel as Channel, // checked by the database
    ...(taker ? { takenDownBy: taker.display_name } : {}),
    submittedAt: row.submitted_at.toISOString(),
    state: row.state,
    sentence: situationOf(row, today, handling, 'other'),
    check: row.check_state,
    ...(owed.dueOn ? { dueOn: owed.dueOn } : {}),
    ...(owed.words ? { dueWords: owed.words } : {}),
    overdue: owed.overdue,
    ...(handling && row.state === 'handling' ? { handling: await handlingForStaff(db, handling, today) } : {}),
    ...(row.merged_into ? { mergedInto: await brief(db, row.merged_into) } : {}),
    mergedHere: await mergedHere(db, row),
    replies: await releasedReplies(db, row.merged_into ?? row.id),
    ratings: await ratingsOfCase(db, row),
    timeline: await timelineOf(db, row.id, { reader: 'staff', submitter: '提交人' }),
    bellsLeft: await bellsLeft(db, row),
    open: openToStaff(row, handling),
  }
}

async function handlingForStaff(db: Db, h: HandlingCase, today: ChinaDate): Promise<NonNullable<CaseFile['handling']>> {
  const basis = parseDeadline(h.due_basis)
  const { draft } = await draftOf(db, h.id)
  return {
    handlingId: h.id,
    unitId: h.unit_id,
    unitName: h.unit_name,
    state: h.state,
    round: h.round,
    assignedAt: h.assigned_at.toISOString(),
    weight: h.weight,
    dueOn: h.due_on,
    overdue: owingStates.includes(h.state) && isOverdue(h.due_on, today),
    dueExplained: basis ? explainDeadline(basis) : '',
    dueProvisional: basis?.provisional ?? false,
    returnUntil: h.return_until,
    ...(h.extension_until ? { extensionAsked: { until: h.extension_until, reason: h.extension_reason ?? '' } } : {}),
    ...(draft && h.state === 'replied' ? { draftReply: draft } : {}),
  }
}

/** The events open to staff: of the opinion's table, and of its handling's; extensions only where one is asked for. */
function openToStaff(row: OpinionCase, handling: HandlingCase | undefined): CaseFile['open'] {
  const own: string[] = openEvents(opinionTable, row.state, 'staff').filter((e) => e !== 'takeBack')
  const work: string[] = handling && row.state === 'handling' ? openEvents(handlingTable, handling.state, 'staff') : []
  const open = new Set([...own, ...work])
  if (!handling?.extension_until) {
    open.delete('grantExtension')
    open.delete('refuseExtension')
  }
  return staffEvents.filter((e) => open.has(e))
}

async function brief(db: Db, id: string) {
  const row = await db
    .selectFrom('opinion')
    .select(['id', 'tracking_number', 'headline'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return { opinionId: row.id, trackingNumber: sayTrackingNumber(row.tracking_number), headline: row.headline }
}

async function mergedHere(db: Db, row: OpinionCase): Promise<CaseFile['mergedHere']> {
  if (row.merged_count === 0) return []
  const rows = await db
    .selectFrom('opinion')
    .select(['id', 'tracking_number', 'headline'])
    .where('merged_into', '=', row.id)
    .orderBy('submitted_at')
    .limit(200)
    .execute()
  return rows.map((r) => ({ opinionId: r.id, trackingNumber: sayTrackingNumber(r.tracking_number), headline: r.headline }))
}

async function ratingsOfCase(db: Db, row: OpinionCase): Promise<CaseFile['ratings']> {
  const rows = await db
    .selectFrom('rating')
    .innerJoin('opinion', 'opinion.id', 'rating.opinion_id')
    .select(['rating.round', 'rating.rating', 'rating.words', 'rating.at', 'opinion.tracking_number'])
    .where((eb) => eb.or([eb('opinion.id', '=', row.id), eb('opinion.merged_into', '=', row.id)]))
    .orderBy('rating.at')
    .limit(200)
    .execute()
  return rows.map((r) => ({
    round: r.round,
    rating: r.rating,
    words: r.words,
    at: r.at.toISOString(),
    trackingNumber: sayTrackingNumber(r.tracking_number),
  }))
}

async function bellsLeft(db: Db, row: OpinionCase): Promise<number> {
  const left = await db
    .selectFrom('consent')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .where('person_id', '=', row.person_id)
    .where('bell', '=', 'replied')
    .where('spent_by', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(left.n)
}
