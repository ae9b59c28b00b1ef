import type { opinionActions } from '@shared/contract/opinion'
import { lockOpinion, moveOpinion, situationOf } from '../kit/opinion-case'
import type { HandlerOf } from '../kit/serve'
import { ok, refuse } from '../kit/result'

/** The submitter takes her opinion back, as long as no unit has it. */
export const withdraw: HandlerOf<(typeof opinionActions)['opinion.withdraw']> = async (ctx, input) => {
  const { actor, db, now } = ctx
  const row = await lockOpinion(db, input.opinionId)
  if (!row || row.person_id !== actor.personId || row.taken_by_seat !== null) return refuse('NOT_FOUND')
  // Others stand with this case now: it is no longer hers alone to take back.
  if (row.merged_count > 0) return refuse('NOT_OPEN', { now: '与其他群众的意见合并办理' })
  const mover = { db, now, party: 'submitter' as const, personId: actor.personId }
  const moved = await moveOpinion(mover, row, 'withdraw', input.why ? { remark: input.why } : {})
  return 'ok' in moved ? moved : ok({ sentence: situationOf(moved, ctx.today) })
}
