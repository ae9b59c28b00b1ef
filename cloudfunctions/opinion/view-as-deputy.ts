import type { opinionActions } from '@shared/contract/opinion'
import type { Channel } from '@shared/domain/opinion'
import { sayTrackingNumber } from '@shared/domain/tracking'
import { opinionMedia, owedOn, releasedReplies } from '../kit/case-views'
import { handlingById } from '../kit/handling-case'
import { situationOf, type OpinionCase } from '../kit/opinion-case'
import type { HandlerOf } from '../kit/serve'
import { ok, refuse } from '../kit/result'
import { timelineOf } from '../kit/timeline'
import { seenByDeputy } from './at-my-stations'
import { contactOf } from '../kit/contact'
import { rootOf } from './submitter-view'

/** How a submitter is called before deputies and units: her name where she let it be known, else 匿名群众. */
export function calledBefore(anonymous: boolean, name: string | undefined): string {
  if (anonymous) return '匿名群众'
  return name ?? '群众（未留姓名）'
}

/** An opinion of a deputy's station; never a phone number. */
export const viewAsDeputy: HandlerOf<(typeof opinionActions)['opinion.viewAsDeputy']> = async (ctx, input) => {
  const { db, actor, today } = ctx
  const seen = await seenByDeputy(db, actor).where('opinion.id', '=', input.opinionId).executeTakeFirst()
  if (!seen) return refuse('NOT_FOUND')
  const row = (await db.selectFrom('opinion').selectAll().where('id', '=', seen.id).executeTakeFirstOrThrow()) as OpinionCase // states are written from the types
  const root = await rootOf(db, row)
  const handling = root.handling_id ? await handlingById(db, root.handling_id) : undefined
  const owed = owedOn(root, handling, today)
  const takenDownByMe = row.taken_by_seat === actor.seatId
  const contact = row.has_contact && (!row.anonymous || takenDownByMe) ? await contactOf(db, ctx.platform.keys, row.id) : undefined
  const submitter = takenDownByMe ? (contact?.name ?? '群众（未留姓名）') : calledBefore(row.anonymous, contact?.onBehalfOf?.name ?? contact?.name)
  const open: ('supplement' | 'slip')[] = takenDownByMe ? ['slip'] : []
  if (takenDownByMe && row.state === 'askedForMore') open.push('supplement')
  return ok({
    opinionId: row.id,
    trackingNumber: sayTrackingNumber(row.tracking_number),
    text: row.text,
    media: await opinionMedia(db, row),
    ...(row.place_words ? { place: row.place_words } : {}),
    ...(row.category ? { category: row.category } : {}),
    stationName: seen.station_name,
    submitter,
    channel: row.channel as Channel, // checked by the database
    takenDownByMe,
    submittedAt: row.submitted_at.toISOString(),
    state: row.state,
    ...(handling && root.state === 'handling' ? { handlingState: handling.state } : {}),
    sentence: situationOf(root, today, handling, 'other'),
    ...(takenDownByMe && row.asked ? { asked: row.asked } : {}),
    ...(owed.dueOn ? { dueOn: owed.dueOn } : {}),
    overdue: owed.overdue,
    replies: await releasedReplies(db, root.id),
    timeline: await timelineOf(db, row.id, { reader: 'deputy', personId: actor.personId, submitter }),
    open,
  })
}
