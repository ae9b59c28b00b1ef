import type { deskActions } from '@shared/contract/opinion-desk'
import { ringAsked } from '../kit/bells'
import { submittersToTell, tellEach } from '../kit/opinion-case'
import type { HandlerOf } from '../kit/serve'
import { movedTo, moveFromDesk } from './desk-move'

/** Staff ask the submitter for more; the clock stands still until she answers. */
export const askForMore: HandlerOf<(typeof deskActions)['opinion.askForMore']> = async (ctx, input) => {
  const patch = { asked: input.words, due_on: null, due_basis: null }
  const moved = await moveFromDesk(ctx, input, 'askForMore', { remark: input.words }, patch)
  if ('ok' in moved) return moved
  // Only she who brought this one can answer; those merged into it are told when it goes on.
  const [lead] = await submittersToTell(ctx.db, { ...moved, merged_count: 0 })
  await tellEach(ctx.db, ctx.now, lead ? [lead] : [], (own) => ({
    title: '请您补充情况',
    body: `“${own.headline}”需要补充：${input.words}`,
    ring: ringAsked(own, input.words, ctx.now),
  }))
  return movedTo(ctx, moved)
}
