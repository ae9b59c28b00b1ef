import type { opinionActions } from '@shared/contract/opinion'
import type { OpinionCase } from '../kit/opinion-case'
import type { HandlerOf } from '../kit/serve'
import { ok, refuse } from '../kit/result'
import { submitterView } from './submitter-view'

/** One of a resident's own opinions. */
export const view: HandlerOf<(typeof opinionActions)['opinion.view']> = async (ctx, input) => {
  const row = await ctx.db
    .selectFrom('opinion')
    .selectAll()
    .where('id', '=', input.opinionId)
    .where('person_id', '=', ctx.actor.personId)
    .where('taken_by_seat', 'is', null)
    .executeTakeFirst()
  if (!row) return refuse('NOT_FOUND')
  return ok(await submitterView(ctx, row as OpinionCase, ctx.actor.personId)) // the states are written from the types
}
