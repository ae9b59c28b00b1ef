import { randomUUID } from 'node:crypto'
import type { handlingActions } from '@shared/contract/handling'
import { addDays, type ChinaDate } from '@shared/domain/china-time'
import { sayDay } from '@shared/domain/say-date'
import { contactOf } from '../kit/contact'
import { holdHandling, moveHandling, tellAssigner } from '../kit/handling-case'
import { bindMedia } from '../kit/media-links'
import { noteOnOpinion, tellSubmitters } from '../kit/opinion-case'
import { ok, refuse } from '../kit/result'
import type { HandlerOf } from '../kit/serve'
import { hold, move, movedTo, moverOf } from './move'

type Does<N extends keyof typeof handlingActions> = HandlerOf<(typeof handlingActions)[N]>

/** The unit takes the matter (签收). */
export const acknowledge: Does<'handling.acknowledge'> = async (ctx, input) => {
  const moved = await move(ctx, input, 'acknowledge', {})
  if ('ok' in moved) return moved
  await tellSubmitters(ctx.db, ctx.now, moved.opinion, (own) => ({
    title: '承办单位已签收',
    body: `“${own.headline}”已由${moved.handling.unit_name}签收办理，${sayDay(moved.handling.due_on, ctx.today)}前答复您。`,
  }))
  return movedTo(ctx, moved)
}

/** The unit says it is not its matter (退回); after the window the way is shut. */
export const returnIt: Does<'handling.return'> = async (ctx, input) => {
  const held = await hold(ctx, input)
  if ('ok' in held) return held
  const until = held.handling.return_until
  if (ctx.today > until) return refuse('RETURN_WINDOW_CLOSED', { until: sayDay(until, ctx.today) })
  const moved = await moveHandling(moverOf(ctx), held, 'return', { remark: input.reason })
  if ('ok' in moved) return moved
  await tellAssigner(ctx.db, ctx.now, moved.handling, {
    title: '单位提出退回',
    body: `${moved.handling.unit_name}退回“${moved.opinion.headline}”：${input.reason}`,
  })
  return movedTo(ctx, moved)
}

/** The unit notes what it did, with photos; the submitter sees it. */
export const progress: Does<'handling.progress'> = async (ctx, input) => {
  const detail = { remark: input.text, ...(input.mediaIds.length > 0 ? { mediaIds: input.mediaIds } : {}) }
  const moved = await move(ctx, input, 'progress', detail)
  if ('ok' in moved) return moved
  if (!(await bindMedia(ctx.db, ctx.actor.personId, input.mediaIds, moved.opinion.id))) return refuse('MEDIA_NOT_READY')
  await tellSubmitters(ctx.db, ctx.now, moved.opinion, (own) => ({
    title: '您的意见有进展',
    body: `“${own.headline}”：${moved.handling.unit_name}${input.text}`,
  }))
  return movedTo(ctx, moved)
}

/** The unit asks for a later date; staff decide. */
export const askExtension: Does<'handling.askExtension'> = async (ctx, input) => {
  const held = await hold(ctx, input)
  if ('ok' in held) return held
  const { handling } = held
  const until = input.until as ChinaDate // the contract's `day` has checked it
  if (handling.extension_until) return refuse('EXTENSION_PENDING')
  const earliest = addDays(handling.due_on > ctx.today ? handling.due_on : ctx.today, 1)
  if (until < earliest) return refuse('DUE_TOO_EARLY', { earliest: sayDay(earliest, ctx.today) })
  if (until > handling.extension_latest) return refuse('DUE_TOO_LATE', { latest: sayDay(handling.extension_latest, ctx.today) })
  const patch = { extension_until: until, extension_reason: input.reason }
  const moved = await moveHandling(moverOf(ctx), held, 'askExtension', { until, remark: input.reason }, patch)
  if ('ok' in moved) return moved
  await tellAssigner(ctx.db, ctx.now, moved.handling, {
    title: '单位申请延期',
    body: `${moved.handling.unit_name}申请把“${moved.opinion.headline}”延到${sayDay(until, ctx.today)}：${input.reason}`,
  })
  return movedTo(ctx, moved)
}

/** The unit hands in its reply; staff check it before it leaves. */
export const reply: Does<'handling.reply'> = async (ctx, input) => {
  if (input.replyClass === 'B' && input.promisedOn === undefined) return refuse('CLASS_NEEDS_DATE')
  if (input.promisedOn !== undefined && input.promisedOn < ctx.today) {
    return refuse('DUE_TOO_EARLY', { earliest: sayDay(ctx.today, ctx.today) })
  }
  // An extension that is still asked for has no point once the reply is there.
  const patch = { extension_until: null, extension_reason: null }
  const moved = await move(ctx, input, 'reply', {}, patch)
  if ('ok' in moved) return moved
  const { handling, opinion } = moved
  if (!(await bindMedia(ctx.db, ctx.actor.personId, input.mediaIds, opinion.id))) return refuse('MEDIA_NOT_READY')
  await ctx.db
    .insertInto('reply')
    .values({
      id: randomUUID(),
      subject_id: opinion.id,
      handling_id: handling.id,
      round: handling.round,
      by_seat: ctx.actor.seatId,
      by_name: handling.unit_name,
      text: input.text,
      reply_class: input.replyClass,
      promised_on: input.promisedOn ?? null,
      media_ids: input.mediaIds,
      drafted_at: ctx.now,
      released_at: null,
      sent_back_at: null,
      sent_back_remark: null,
    })
    .execute()
  await tellAssigner(ctx.db, ctx.now, handling, {
    title: '有答复待审核',
    body: `${handling.unit_name}答复了“${opinion.headline}”，请审核后发给群众。`,
  })
  return movedTo(ctx, moved)
}

/** A look at the submitter's contact, where she is not anonymous; it stands in the ledger. */
export const contact: Does<'handling.contact'> = async (ctx, input) => {
  const held = await holdHandling(ctx.db, input.handlingId, (h) => h.unit_id === ctx.actor.unitId)
  // A handling that was transferred is no longer this unit's business.
  if (!held || held.opinion.handling_id !== held.handling.id) return refuse('NOT_FOUND')
  if (held.opinion.anonymous) return refuse('STAYS_ANONYMOUS')
  const found = await contactOf(ctx.db, ctx.platform.keys, held.opinion.id)
  if (!found) return refuse('NO_CONTACT')
  const mover = { ...moverOf(ctx), handlingId: held.handling.id }
  await noteOnOpinion(mover, held.opinion, 'look', { remark: input.why }, { bump: false })
  const whom = found.onBehalfOf ?? found
  const phone = whom.phone ?? found.phone
  return ok({ ...(whom.name ? { name: whom.name } : {}), ...(phone ? { phone } : {}) })
}
