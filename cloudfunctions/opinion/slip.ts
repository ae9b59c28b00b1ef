import type { opinionActions } from '@shared/contract/opinion'
import { chinaDateOf } from '@shared/domain/china-time'
import { saySlipCode, sayTrackingNumber } from '@shared/domain/tracking'
import { deadlineFor, profileOf } from '../kit/profile'
import type { HandlerOf } from '../kit/serve'
import { ok, refuse } from '../kit/result'
import { slipCodeOf } from './intake'

/** The paper slip of an opinion that the asker took down herself. */
export const slip: HandlerOf<(typeof opinionActions)['opinion.slip']> = async (ctx, input) => {
  const row = await ctx.db
    .selectFrom('opinion')
    .innerJoin('station', 'station.id', 'opinion.station_id')
    .select(['opinion.id', 'opinion.tracking_number', 'opinion.submitted_at', 'opinion.headline', 'opinion.congress_id'])
    .select('station.name as station_name')
    .where('opinion.id', '=', input.opinionId)
    .where('opinion.taken_by_seat', '=', ctx.actor.seatId)
    .executeTakeFirst()
  if (!row) return refuse('NOT_FOUND')
  // As it was promised when it was taken down: a slip that is printed again says what the first one said.
  const profile = await profileOf(ctx.db, row.congress_id)
  const promised = deadlineFor(profile, chinaDateOf(row.submitted_at), profile.review).dueOn
  return ok({
    slipCode: saySlipCode(slipCodeOf(ctx.platform.keys, row.id)),
    trackingNumber: sayTrackingNumber(row.tracking_number),
    stationName: row.station_name,
    takenDownBy: ctx.actor.displayName,
    at: row.submitted_at.toISOString(),
    answerBy: promised,
    headline: row.headline,
  })
}
