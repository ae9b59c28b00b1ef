import type { deskActions } from '@shared/contract/opinion-desk'
import { declineReasons } from '@shared/domain/opinion'
import { ringReplied } from '../kit/bells'
import { tellSubmitters } from '../kit/opinion-case'
import type { HandlerOf } from '../kit/serve'
import { movedTo, moveFromDesk } from './desk-move'

/** Staff do not take the opinion on, and say why and where to turn. */
export const decline: HandlerOf<(typeof deskActions)['opinion.decline']> = async (ctx, input) => {
  const detail = { reason: input.reason, remark: input.words }
  const moved = await moveFromDesk(ctx, input, 'decline', detail, { due_on: null, due_basis: null, asked: null })
  if ('ok' in moved) return moved
  const reason = declineReasons[input.reason]
  await tellSubmitters(ctx.db, ctx.now, moved, (own) => ({
    title: '您的意见未能受理',
    body: `“${own.headline}”未能受理：${reason}。${input.words}`,
    ring: ringReplied(own, '人大工作人员', ctx.now, `未能受理：${reason}`),
  }))
  return movedTo(ctx, moved)
}
