import type { ChinaDate } from '@shared/domain/china-time'
import { ratingEvent, ratings, type Rating } from '@shared/domain/opinion'
import { sayDay } from '@shared/domain/say-date'
import { handlingById, moveHandling, tellAssigner, tellUnit, type Held } from '../kit/handling-case'
import { lockOpinion, moveOpinion, noteOnOpinion, type Mover, type OpinionCase } from '../kit/opinion-case'
import { deadlineFor, profileOf } from '../kit/profile'
import { refuse, type Refused } from '../kit/result'
import { ringAssigned } from '../kit/bells'
import { mayRate, rootOf } from './submitter-view'

export interface GivenRating {
  readonly round: number
  readonly rating: Rating
  readonly words?: string | undefined
}

/**
 * A submitter says whether the reply helped. Dissatisfied opens a rework while the profile allows one; otherwise the
 * case closes, and counts as it was rated. Where several submitters share a case, the first dissatisfied one opens the
 * rework; a rating that comes when the case has moved on is recorded and counts all the same.
 */
export async function giveRating(
  mover: Mover,
  today: ChinaDate,
  opinionId: string,
  given: GivenRating,
): Promise<Refused<'NOT_OPEN' | 'ALREADY_RATED'> | undefined> {
  const { db, now } = mover
  const before = await db.selectFrom('opinion').select(['id', 'merged_into']).where('id', '=', opinionId).executeTakeFirstOrThrow()
  // The root first, so that everybody who touches a merged case locks in the same order.
  const root = await lockOpinion(db, before.merged_into ?? before.id)
  const row = before.merged_into ? await lockOpinion(db, before.id) : root
  if (!root || !row || (await rootOf(db, row)).id !== root.id) return refuse('NOT_OPEN', { now: '正在合并，请稍后再试' })

  const handling = root.handling_id ? await handlingById(db, root.handling_id) : undefined
  if (await ratedAlready(mover, row.id, given.round)) return refuse('ALREADY_RATED')
  if (!mayRate(row, root, handling?.state) || given.round !== root.round) {
    return refuse('NOT_OPEN', { now: root.state === 'closed' ? '已办结' : '还没有新的答复' })
  }
  await db
    .insertInto('rating')
    .values({ opinion_id: row.id, round: given.round, rating: given.rating, words: given.words ?? '', at: now })
    .execute()

  const profile = await profileOf(db, root.congress_id)
  const event = ratingEvent(given.rating, root.round, profile.reworks)
  const detail = { rating: given.rating, round: given.round, ...(given.words ? { remark: given.words } : {}) }
  if (root.state === 'closed') {
    await noteOnOpinion(mover, root, 'ratedToo', detail)
    return undefined
  }
  if (row.id !== root.id && event !== 'rateNotHelped') {
    // One of several is content: it counts, and the case stays open for the one who brought it.
    await noteOnOpinion(mover, root, 'ratedToo', detail)
    return undefined
  }
  if (root.state === 'answered') return reopenOrClose(mover, today, root, event, detail)
  if (!handling) throw new Error('a case in handling has a handling')
  return handled(mover, today, { handling, opinion: root }, event, detail)
}

async function ratedAlready(mover: Mover, opinionId: string, round: number): Promise<boolean> {
  const row = await mover.db
    .selectFrom('rating')
    .select('round')
    .where('opinion_id', '=', opinionId)
    .where('round', '=', round)
    .executeTakeFirst()
  return row !== undefined
}

type Detail = { rating: Rating; round: number; remark?: string }

/** A staff member's own answer was rated: closed, or back to the desk with a new date. */
async function reopenOrClose(
  mover: Mover,
  today: ChinaDate,
  root: OpinionCase,
  event: ReturnType<typeof ratingEvent>,
  detail: Detail,
): Promise<Refused<'NOT_OPEN'> | undefined> {
  if (event !== 'rateNotHelped') {
    const moved = await moveOpinion(mover, root, event, detail)
    return 'ok' in moved ? moved : undefined
  }
  const profile = await profileOf(mover.db, root.congress_id)
  const review = deadlineFor(profile, today, profile.review)
  const patch = { due_on: review.dueOn, due_basis: JSON.stringify(review), round: root.round + 1 }
  const moved = await moveOpinion(mover, root, event, { ...detail, dueOn: review.dueOn }, patch)
  return 'ok' in moved ? moved : undefined
}

/** A unit's reply was rated: closed, or a rework with a new date. */
async function handled(
  mover: Mover,
  today: ChinaDate,
  held: Held,
  event: ReturnType<typeof ratingEvent>,
  detail: Detail,
): Promise<Refused<'NOT_OPEN'> | undefined> {
  if (event !== 'rateNotHelped') {
    const moved = await moveHandling(mover, held, event, detail)
    if ('ok' in moved) return moved
    const closed = await moveOpinion({ ...mover, party: 'system', personId: undefined, seatId: undefined }, moved.opinion, 'conclude', {})
    return 'ok' in closed ? closed : undefined
  }
  const profile = await profileOf(mover.db, held.opinion.congress_id)
  const rework = deadlineFor(profile, today, profile.rework)
  const round = held.opinion.round + 1
  const moved = await moveHandling(
    mover,
    held,
    event,
    { ...detail, dueOn: rework.dueOn },
    { due_on: rework.dueOn, due_basis: JSON.stringify(rework), round, released_at: null },
    { round },
  )
  if ('ok' in moved) return moved
  await tellRework(mover, moved, rework.dueOn, detail.remark)
  return undefined
}

async function tellRework(mover: Mover, held: Held, dueOn: ChinaDate, words: string | undefined): Promise<void> {
  const { handling, opinion } = held
  const title = '群众不满意，需要重新办理'
  const body = `“${opinion.headline}”评价为${ratings.dissatisfied}${words ? `：${words}` : ''}。请在${sayDay(dueOn)}前重新办理并答复。`
  await tellUnit(mover.db, mover.now, handling, { title, body, ring: ringAssigned(opinion, '群众不满意，请重新办理', dueOn) })
  await tellAssigner(mover.db, mover.now, handling, { title: '群众不满意，已转重新办理', body: `“${opinion.headline}”由${handling.unit_name}重新办理，${sayDay(dueOn)}前答复。` })
}
