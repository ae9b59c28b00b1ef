import type { deskActions } from '@shared/contract/opinion-desk'
import { lockOpinionOf, noteOnOpinion } from '../kit/opinion-case'
import type { HandlerOf } from '../kit/serve'
import { ok, refuse } from '../kit/result'
import { contactOf } from '../kit/contact'

/** A look at the submitter's name and phone: who, when and why stand in the ledger before the answer leaves. */
export const contact: HandlerOf<(typeof deskActions)['opinion.contact']> = async (ctx, input) => {
  const { actor, db, now } = ctx
  const row = await lockOpinionOf(db, actor.congressId, input.opinionId)
  if (!row) return refuse('NOT_FOUND')
  const found = await contactOf(db, ctx.platform.keys, row.id)
  if (!found) return refuse('NO_CONTACT')
  const mover = { db, now, party: 'staff' as const, personId: actor.personId, seatId: actor.seatId }
  await noteOnOpinion(mover, row, 'look', { remark: input.why }, { bump: false })
  return ok({
    ...(found.name ? { name: found.name } : {}),
    ...(found.phone ? { phone: found.phone } : {}),
    ...(found.onBehalfOf ? { onBehalfOf: found.onBehalfOf } : {}),
  })
}
