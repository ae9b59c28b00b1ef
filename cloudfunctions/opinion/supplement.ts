import type { opinionActions } from '@shared/contract/opinion'
import type { Deputy, Resident, Staff } from '../kit/actor'
import { bindMedia } from '../kit/media-links'
import { lockOpinion, moveOpinion, situationOf, type OpinionCase } from '../kit/opinion-case'
import { deadlineFor, profileOf } from '../kit/profile'
import type { HandlerOf } from '../kit/serve'
import { ok, refuse } from '../kit/result'

/** The submitter, or whoever took the opinion down, adds what was asked for. */
export const supplement: HandlerOf<(typeof opinionActions)['opinion.supplement']> = async (ctx, input) => {
  const { actor, db, now, today } = ctx
  const row = await lockOpinion(db, input.opinionId)
  if (!row || !maySupplement(actor, row)) return refuse('NOT_FOUND')
  if (input.text === '' && input.mediaIds.length === 0) return refuse('NOTHING_SAID')
  if (!(await bindMedia(db, actor.personId, input.mediaIds, row.id))) return refuse('MEDIA_NOT_READY')
  const profile = await profileOf(db, row.congress_id)
  const review = deadlineFor(profile, today, profile.review)
  const party = actor.role === 'resident' ? 'submitter' : actor.role
  const mover = { db, now, party, personId: actor.personId, seatId: actor.role === 'resident' ? undefined : actor.seatId } as const
  const moved = await moveOpinion(
    mover,
    row,
    'supplement',
    { remark: input.text, ...(input.mediaIds.length > 0 ? { mediaIds: input.mediaIds } : {}), dueOn: review.dueOn },
    {
      asked: null,
      due_on: review.dueOn,
      due_basis: JSON.stringify(review),
      check_state: 'pending',
      check_next_at: now,
      text_check: null,
    },
  )
  return 'ok' in moved ? moved : ok({ sentence: situationOf(moved, today) })
}

function maySupplement(actor: Resident | Deputy | Staff, row: OpinionCase): boolean {
  if (actor.role === 'resident') return row.person_id === actor.personId && row.taken_by_seat === null
  if (actor.role === 'deputy') return row.taken_by_seat === actor.seatId
  return row.congress_id === actor.congressId
}
