import type { opinionActions } from '@shared/contract/opinion'
import { isCategoryId } from '@shared/domain/category'
import type { Channel } from '@shared/domain/opinion'
import type { Deputy, Staff } from '../kit/actor'
import type { Db } from '../kit/database'
import type { HandlerOf } from '../kit/serve'
import { ok, refuse } from '../kit/result'
import { openStation, takeIn } from './intake'

/** A deputy notes an opinion down for a neighbour; staff enter one that came by phone, letter or from an older system. */
export const takeDown: HandlerOf<(typeof opinionActions)['opinion.takeDown']> = async (ctx, input) => {
  const { actor } = ctx
  const station = await openStation(ctx.db, { id: input.stationId })
  if (!station || !(await maySitAt(ctx.db, actor, station))) return refuse('STATION_NOT_FOUND')
  const channel = channelOf(actor, input.imported ?? false)
  const received = input.receivedAt ? new Date(input.receivedAt) : ctx.now
  const intake = {
    station,
    personId: actor.personId,
    takenBySeat: actor.seatId,
    party: actor.role === 'deputy' ? ('deputy' as const) : ('staff' as const),
    channel,
    title: input.title || undefined,
    text: input.text,
    mediaIds: input.mediaIds,
    place: input.place,
    category: input.category && isCategoryId(input.category) ? input.category : undefined,
    anonymous: input.anonymous,
    contact: input.neighbour ?? {},
    submittedAt: received < ctx.now ? received : ctx.now,
  }
  const taken = await takeIn(ctx, intake, channel === 'imported' ? input.importKey : undefined)
  return 'ok' in taken ? taken : ok(taken)
}

function channelOf(actor: Deputy | Staff, imported: boolean): Channel {
  if (actor.role === 'deputy') return 'takenDown'
  return imported ? 'imported' : 'desk'
}

async function maySitAt(db: Db, actor: Deputy | Staff, station: { id: string; congress_id: string }): Promise<boolean> {
  if (actor.role === 'staff') return station.congress_id === actor.congressId
  const attached = await db
    .selectFrom('station_deputy')
    .select('station_id')
    .where('station_id', '=', station.id)
    .where('deputy_id', '=', actor.deputyId)
    .executeTakeFirst()
  return attached !== undefined
}
