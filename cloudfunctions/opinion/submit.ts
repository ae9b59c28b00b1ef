import type { opinionActions } from '@shared/contract/opinion'
import { isCategoryId } from '@shared/domain/category'
import type { HandlerOf } from '../kit/serve'
import { ok, refuse } from '../kit/result'
import { openStation, takeIn } from './intake'

/** A resident leaves an opinion at a station. */
export const submit: HandlerOf<(typeof opinionActions)['opinion.submit']> = async (ctx, input) => {
  const station = await openStation(ctx.db, { code: input.stationCode })
  if (!station) return refuse('STATION_NOT_FOUND')
  const taken = await takeIn(ctx, {
    station,
    personId: ctx.actor.personId,
    party: 'submitter',
    channel: 'scan',
    text: input.text,
    mediaIds: input.mediaIds,
    place: input.place,
    category: input.category && isCategoryId(input.category) ? input.category : undefined,
    anonymous: input.anonymous,
    contact: { ...input.contact, onBehalfOf: input.onBehalfOf },
    submittedAt: ctx.now,
  })
  return 'ok' in taken ? taken : ok(taken)
}
