import type { opinionActions } from '@shared/contract/opinion'
import type { OpinionCase } from '../kit/opinion-case'
import type { Ctx, HandlerOf } from '../kit/serve'
import { ok, refuse } from '../kit/result'
import { opinionByProof } from './proof'
import { giveRating, type GivenRating } from './rating'
import { submitterView } from './submitter-view'

/** A resident rates the reply to her own opinion. */
export const rate: HandlerOf<(typeof opinionActions)['opinion.rate']> = async (ctx, input) => {
  const own = await ctx.db
    .selectFrom('opinion')
    .select('id')
    .where('id', '=', input.opinionId)
    .where('person_id', '=', ctx.actor.personId)
    .where('taken_by_seat', 'is', null)
    .executeTakeFirst()
  if (!own) return refuse('NOT_FOUND')
  return rated(ctx, own.id, input, ctx.actor.personId)
}

/** Whoever holds the number and phone, or the slip, rates the reply. */
export const rateTracked: HandlerOf<(typeof opinionActions)['opinion.rateTracked']> = async (ctx, input) => {
  const row = await opinionByProof(ctx.db, ctx.platform.keys, input.proof)
  return 'ok' in row ? row : rated(ctx, row.id, input, undefined)
}

async function rated(ctx: Ctx, opinionId: string, given: GivenRating, personId: string | undefined) {
  const mover = { db: ctx.db, now: ctx.now, party: 'submitter' as const, personId }
  const refused = await giveRating(mover, ctx.today, opinionId, given)
  if (refused) return refused
  const row = await ctx.db.selectFrom('opinion').selectAll().where('id', '=', opinionId).executeTakeFirstOrThrow()
  return ok(await submitterView(ctx, row as OpinionCase, personId)) // the states are written from the types
}
