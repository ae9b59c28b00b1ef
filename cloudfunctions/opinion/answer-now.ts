import { randomUUID } from 'node:crypto'
import type { deskActions } from '@shared/contract/opinion-desk'
import { ringReplied } from '../kit/bells'
import { bindMedia } from '../kit/media-links'
import { moveOpinion, tellSubmitters } from '../kit/opinion-case'
import type { HandlerOf } from '../kit/serve'
import { refuse } from '../kit/result'
import { heldCase, movedTo, staffMover } from './desk-move'

/** Staff answer at once (即答): no unit is needed, and the submitter rates this answer like any other. */
export const answerNow: HandlerOf<(typeof deskActions)['opinion.answerNow']> = async (ctx, input) => {
  const { db, now, actor } = ctx
  const row = await heldCase(ctx, input)
  if ('ok' in row) return row
  const moved = await moveOpinion(staffMover(ctx), row, 'answerNow', { round: row.round }, { due_on: null, due_basis: null })
  if ('ok' in moved) return moved
  if (!(await bindMedia(db, actor.personId, input.mediaIds, row.id))) return refuse('MEDIA_NOT_READY')
  await db
    .insertInto('reply')
    .values({
      id: randomUUID(),
      subject_id: row.id,
      handling_id: null,
      round: row.round,
      by_seat: actor.seatId,
      by_name: '人大工作人员',
      text: input.text,
      reply_class: null,
      promised_on: null,
      media_ids: input.mediaIds,
      drafted_at: now,
      released_at: now,
      sent_back_at: null,
      sent_back_remark: null,
    })
    .execute()
  await tellSubmitters(db, now, moved, (own) => ({
    title: '您的意见有答复了',
    body: `“${own.headline}”：${input.text}`,
    ring: ringReplied(own, '人大工作人员', now, '请查看答复并评价'),
  }))
  return movedTo(ctx, moved)
}
