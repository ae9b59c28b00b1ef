import type { deskActions } from '@shared/contract/opinion-desk'
import { sayDay } from '@shared/domain/say-date'
import { ringAssigned } from '../kit/bells'
import { handlingById, openHandling, planHandling, tellUnit } from '../kit/handling-case'
import { moveOpinion, situationOf, tellSubmitters } from '../kit/opinion-case'
import type { HandlerOf } from '../kit/serve'
import { ok, refuse } from '../kit/result'
import { categoryPatch, heldCase, staffMover } from './desk-move'

/** Staff hand the matter to a unit (交办), with a date. */
export const assign: HandlerOf<(typeof deskActions)['opinion.assign']> = async (ctx, input) => {
  const { db, now, today, actor } = ctx
  const row = await heldCase(ctx, input)
  if ('ok' in row) return row
  if (row.check_state === 'pending' && row.state === 'checking') return refuse('BEING_CHECKED')
  const plan = await planHandling(db, actor.congressId, today, input)
  if ('ok' in plan) return plan
  const mover = staffMover(ctx)
  const id = await openHandling(mover, row, input, plan)
  const detail = {
    unitName: plan.unitName,
    dueOn: plan.deadline.dueOn,
    ...(input.remark ? { remark: input.remark } : {}),
  }
  const patch = { handling_id: id, due_on: null, due_basis: null, ...categoryPatch(input.category) }
  const moved = await moveOpinion(mover, row, 'assign', detail, patch)
  if ('ok' in moved) return moved
  const handling = await handlingById(db, id)
  if (!handling) throw new Error('the handling was just opened')
  const by = sayDay(plan.deadline.dueOn, today)
  await tellUnit(db, now, handling, {
    title: '有新的办理件，请签收',
    body: `“${row.headline}”，请于${by}前办理并答复。`,
    ring: ringAssigned(row, '请签收并办理', plan.deadline.dueOn),
  })
  await tellSubmitters(db, now, moved, (own) => ({
    title: '您的意见已交办',
    body: `“${own.headline}”已交给${plan.unitName}办理，${by}前答复您。`,
  }))
  return ok({ version: moved.version, sentence: situationOf(moved, today, handling, 'other') })
}
