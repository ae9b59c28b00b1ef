import type { handlingActions } from '@shared/contract/handling'
import { sayDay } from '@shared/domain/say-date'
import { ringAssigned, ringDue, ringReplied } from '../kit/bells'
import { handlingById, moveHandling, openHandling, planHandling, tellUnit } from '../kit/handling-case'
import { chosenDeadline } from '../kit/profile'
import { chinaDateOf } from '@shared/domain/china-time'
import { moveOpinion, situationOf, submittersToTell, tellSubmitters } from '../kit/opinion-case'
import { ok, refuse } from '../kit/result'
import type { HandlerOf } from '../kit/serve'
import { hold, move, movedTo, moverOf } from './move'

type Does<N extends keyof typeof handlingActions> = HandlerOf<(typeof handlingActions)[N]>

const remark = (words: string | undefined) => (words ? { remark: words } : {})

/** Staff do not agree to the return: the unit keeps it. */
export const insist: Does<'handling.insist'> = async (ctx, input) => {
  const moved = await move(ctx, input, 'insist', { remark: input.words })
  if ('ok' in moved) return moved
  await tellUnit(ctx.db, ctx.now, moved.handling, {
    title: '不同意退回，请继续办理',
    body: `“${moved.opinion.headline}”：${input.words}`,
    ring: ringAssigned(moved.opinion, '不同意退回，请签收办理', moved.handling.due_on),
  })
  return movedTo(ctx, moved)
}

/** Staff give a returned matter to another unit; its clock starts anew. */
export const transfer: Does<'handling.transfer'> = async (ctx, input) => {
  const held = await hold(ctx, input)
  if ('ok' in held) return held
  const plan = await planHandling(ctx.db, ctx.actor.congressId, ctx.today, input)
  if ('ok' in plan) return plan
  const detail = { unitName: plan.unitName, dueOn: plan.deadline.dueOn, ...remark(input.remark) }
  const ended = await moveHandling(moverOf(ctx), held, 'transfer', detail)
  if ('ok' in ended) return ended
  const id = await openHandling(moverOf(ctx), ended.opinion, input, plan)
  await ctx.db.updateTable('opinion').set({ handling_id: id }).where('id', '=', ended.opinion.id).execute()
  const handling = await handlingById(ctx.db, id)
  if (!handling) throw new Error('the handling was just opened')
  await tellUnit(ctx.db, ctx.now, handling, {
    title: '有新的办理件，请签收',
    body: `“${ended.opinion.headline}”，请于${sayDay(handling.due_on, ctx.today)}前办理并答复。`,
    ring: ringAssigned(ended.opinion, '请签收并办理', handling.due_on),
  })
  await tellSubmitters(ctx.db, ctx.now, ended.opinion, (own) => ({
    title: '您的意见换了承办单位',
    body: `“${own.headline}”改由${plan.unitName}办理，${sayDay(handling.due_on, ctx.today)}前答复您。`,
  }))
  return movedTo(ctx, { handling, opinion: { ...ended.opinion, handling_id: id } })
}

/** Staff take a returned matter back to their desk, to decline, answer or assign it anew. */
export const takeBack: Does<'handling.takeBack'> = async (ctx, input) => {
  const moved = await move(ctx, input, 'takeBack', remark(input.why))
  if ('ok' in moved) return moved
  const back = await moveOpinion(moverOf(ctx), moved.opinion, 'takeBack', {}, { handling_id: null })
  if ('ok' in back) return back
  return ok({ version: back.version, sentence: situationOf(back, ctx.today, undefined, 'other') })
}

/** Staff agree to a later date; the submitter is told it, and why. */
export const grantExtension: Does<'handling.grantExtension'> = async (ctx, input) => {
  const held = await hold(ctx, input)
  if ('ok' in held) return held
  const until = held.handling.extension_until
  if (!until) return refuse('NO_EXTENSION_ASKED')
  const reason = held.handling.extension_reason ?? ''
  const basis = chosenDeadline(chinaDateOf(held.handling.assigned_at), until)
  const moved = await moveHandling(
    moverOf(ctx),
    held,
    'grantExtension',
    { until, dueOn: until, remark: input.words || reason },
    { due_on: until, due_basis: JSON.stringify(basis), extension_until: null, extension_reason: null },
  )
  if ('ok' in moved) return moved
  const day = sayDay(until, ctx.today)
  await tellUnit(ctx.db, ctx.now, moved.handling, { title: '延期已同意', body: `“${moved.opinion.headline}”的期限延到${day}。` })
  await tellSubmitters(ctx.db, ctx.now, moved.opinion, (own) => ({
    title: '办理期限有变化',
    body: `“${own.headline}”的答复时间延到${day}前，原因：${reason}`,
  }))
  return movedTo(ctx, moved)
}

/** Staff do not agree to a later date. */
export const refuseExtension: Does<'handling.refuseExtension'> = async (ctx, input) => {
  const held = await hold(ctx, input)
  if ('ok' in held) return held
  if (!held.handling.extension_until) return refuse('NO_EXTENSION_ASKED')
  const patch = { extension_until: null, extension_reason: null }
  const moved = await moveHandling(moverOf(ctx), held, 'refuseExtension', { remark: input.words }, patch)
  if ('ok' in moved) return moved
  await tellUnit(ctx.db, ctx.now, moved.handling, {
    title: '延期未同意',
    body: `“${moved.opinion.headline}”仍请在${sayDay(moved.handling.due_on, ctx.today)}前答复。${input.words}`,
  })
  return movedTo(ctx, moved)
}

/** Staff send the drafted reply back to be written anew. */
export const sendBack: Does<'handling.sendBack'> = async (ctx, input) => {
  const moved = await move(ctx, input, 'sendBack', { remark: input.remark })
  if ('ok' in moved) return moved
  await ctx.db
    .updateTable('reply')
    .set({ sent_back_at: ctx.now, sent_back_remark: input.remark })
    .where('handling_id', '=', moved.handling.id)
    .where('released_at', 'is', null)
    .where('sent_back_at', 'is', null)
    .execute()
  await tellUnit(ctx.db, ctx.now, moved.handling, {
    title: '答复退回，请修改',
    body: `“${moved.opinion.headline}”的答复请修改：${input.remark}`,
  })
  return movedTo(ctx, moved)
}

/** Staff release the reply: it goes to every submitter, into the inbox always and as a message where consent is left. */
export const release: Does<'handling.release'> = async (ctx, input) => {
  const { db, now } = ctx
  const held = await hold(ctx, input)
  if ('ok' in held) return held
  const told = (await submittersToTell(db, held.opinion)).length
  const moved = await moveHandling(moverOf(ctx), held, 'release', { round: held.handling.round, told }, { released_at: now })
  if ('ok' in moved) return moved
  const { handling, opinion } = moved
  const reply = await db
    .updateTable('reply')
    .set({ released_at: now })
    .where('handling_id', '=', handling.id)
    .where('released_at', 'is', null)
    .where('sent_back_at', 'is', null)
    .returning(['text', 'by_name'])
    .executeTakeFirstOrThrow()
  const sent = await tellSubmitters(db, now, opinion, (own) => ({
    title: '您的意见有答复了',
    body: `“${own.headline}”\n${reply.by_name}答复：${reply.text}\n请您评价是否解决。`,
    ring: ringReplied(own, reply.by_name, now, '请查看答复并评价'),
  }))
  await tellUnit(db, now, handling, { title: '答复已发出', body: `“${opinion.headline}”的答复已审核通过，发给${sent}位提交人。` })
  return ok({ version: opinion.version, sentence: situationOf(opinion, ctx.today, handling, 'other'), told: sent })
}

/** Staff urge the unit on (催办). */
export const urge: Does<'handling.urge'> = async (ctx, input) => {
  const held = await hold(ctx, input)
  if ('ok' in held) return held
  const moved = await moveHandling(moverOf(ctx), held, 'urge', remark(input.words), { urged: held.handling.urged + 1 })
  if ('ok' in moved) return moved
  const { handling, opinion } = moved
  await tellUnit(ctx.db, ctx.now, handling, {
    title: '人大催办',
    body: `“${opinion.headline}”请在${sayDay(handling.due_on, ctx.today)}前答复。${input.words ?? ''}`,
    ring: ringDue(opinion, handling.due_on, '人大催办，请尽快办理'),
  })
  return movedTo(ctx, moved)
}
