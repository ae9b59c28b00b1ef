import type { deskActions } from '@shared/contract/opinion-desk'
import { sayTrackingNumber } from '@shared/domain/tracking'
import { ringReplied } from '../kit/bells'
import { isEnded } from '../kit/case-views'
import type { Db } from '../kit/database'
import { lockOpinionOf, moveOpinion, noteOnOpinion, refuseMoved, submittersToTell, tellEach, type OpinionCase } from '../kit/opinion-case'
import type { HandlerOf } from '../kit/serve'
import { refuse } from '../kit/result'
import { movedTo, staffMover } from './desk-move'

/**
 * Two opinions on one matter are handled once (合并): this one stands with `into` from now on, together with whatever was
 * merged into it before, and each submitter is answered.
 */
export const merge: HandlerOf<(typeof deskActions)['opinion.merge']> = async (ctx, input) => {
  const { db, now, actor } = ctx
  if (input.into === input.opinionId) return refuse('MERGE_INTO_ITSELF')
  // Both rows are locked in the order of their ids: two clerks merging the two into each other cannot wait in a ring.
  const [first, second] = input.opinionId < input.into ? [input.opinionId, input.into] : [input.into, input.opinionId]
  const rows = [await lockOpinionOf(db, actor.congressId, first), await lockOpinionOf(db, actor.congressId, second)]
  const row = rows.find((r) => r?.id === input.opinionId)
  const into = rows.find((r) => r?.id === input.into)
  if (!row) return refuse('NOT_FOUND')
  const stale = await refuseMoved(db, row, input.version, now)
  if (stale) return stale
  if (!into || isEnded(into.state) || into.state === 'checking') return refuse('MERGE_TARGET_ENDED')

  const mover = staffMover(ctx)
  const why = input.why ? { remark: input.why } : {}
  const patch = { merged_into: into.id, merged_count: 0, due_on: null, due_basis: null }
  const moved = await moveOpinion(mover, row, 'merge', { ...why, other: sayTrackingNumber(into.tracking_number) }, patch)
  if ('ok' in moved) return moved
  const joining = await submittersToTell(db, row)
  if (row.merged_count > 0) {
    await db.updateTable('opinion').set({ merged_into: into.id }).where('merged_into', '=', row.id).execute()
  }
  const detail = { ...why, other: sayTrackingNumber(row.tracking_number) }
  await noteOnOpinion(mover, into, 'mergedHere', detail, { patch: { merged_count: into.merged_count + 1 + row.merged_count } })
  const reply = await replyWaiting(db, into)
  await tellEach(db, now, joining, (own) =>
    reply
      ? {
          title: '您的意见有答复了',
          body: `“${own.headline}”与其他群众反映的是同一问题。\n${reply.by_name}答复：${reply.text}\n请您评价是否解决。`,
          ring: ringReplied(own, reply.by_name, now, '请查看答复并评价'),
        }
      : {
          title: '您的意见已合并办理',
          body: `“${own.headline}”与其他群众反映的同一问题合并办理，有结果同样答复您。`,
        },
  )
  return movedTo(ctx, moved)
}

/** The reply that the other case already has and that waits for ratings: whoever joins it now is answered at once. */
async function replyWaiting(db: Db, into: OpinionCase) {
  return db
    .selectFrom('reply')
    .select(['by_name', 'text'])
    .where('subject_id', '=', into.id)
    .where('round', '=', into.round)
    .where('released_at', 'is not', null)
    .executeTakeFirst()
}
