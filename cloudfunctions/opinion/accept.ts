import type { deskActions } from '@shared/contract/opinion-desk'
import { tellSubmitters } from '../kit/opinion-case'
import type { HandlerOf } from '../kit/serve'
import { categoryPatch, movedTo, moveFromDesk } from './desk-move'

/** Staff take the opinion on. */
export const accept: HandlerOf<(typeof deskActions)['opinion.accept']> = async (ctx, input) => {
  const moved = await moveFromDesk(ctx, input, 'accept', {}, categoryPatch(input.category))
  if ('ok' in moved) return moved
  await tellSubmitters(ctx.db, ctx.now, moved, (own) => ({
    title: '您的意见已受理',
    body: `“${own.headline}”已经受理，接下来交给承办单位办理。`,
  }))
  return movedTo(ctx, moved)
}
