import type { opinionActions } from '@shared/contract/opinion'
import type { HandlerOf } from '../kit/serve'
import { ok } from '../kit/result'
import { opinionByProof } from './proof'
import { submitterView } from './submitter-view'

/** Follow an opinion by its number and the phone's last four digits, or by its slip. */
export const track: HandlerOf<(typeof opinionActions)['opinion.track']> = async (ctx, input) => {
  const row = await opinionByProof(ctx.db, ctx.platform.keys, input.proof)
  return 'ok' in row ? row : ok(await submitterView(ctx, row, undefined))
}
