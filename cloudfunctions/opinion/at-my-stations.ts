import type { opinionActions } from '@shared/contract/opinion'
import { isInstant, isUuid, pageOf, readCursor } from '../kit/cursor'
import type { Deputy } from '../kit/actor'
import type { Db } from '../kit/database'
import type { HandlerOf } from '../kit/serve'
import { ok } from '../kit/result'
import { lineOf, opinionRows } from './lines'

/**
 * What a deputy may see: the opinions of her stations once the content check passed, and those she took down herself.
 * Withdrawn ones are no longer anyone's business.
 */
export function seenByDeputy(db: Db, actor: Deputy) {
  const mine = db.selectFrom('station_deputy').select('station_id').where('deputy_id', '=', actor.deputyId)
  return opinionRows(db)
    .where('opinion.congress_id', '=', actor.congressId)
    .where((eb) =>
      eb.or([
        eb('opinion.taken_by_seat', '=', actor.seatId),
        eb.and([
          eb('opinion.station_id', 'in', mine),
          eb('opinion.state', 'not in', ['checking', 'withdrawn']),
          eb('opinion.check_state', '<>', 'risky'),
        ]),
      ]),
    )
}

/** The opinions of a deputy's stations, newest first. */
export const atMyStations: HandlerOf<(typeof opinionActions)['opinion.atMyStations']> = async (ctx, input) => {
  const after = readCursor(input.cursor, [isInstant, isUuid])
  let query = seenByDeputy(ctx.db, ctx.actor)
  if (input.stationId) query = query.where('opinion.station_id', '=', input.stationId)
  if (input.takenDownByMe) query = query.where('opinion.taken_by_seat', '=', ctx.actor.seatId)
  if (after) {
    const [at = '', id = ''] = after
    query = query.where((eb) => eb(eb.refTuple('opinion.submitted_at', 'opinion.id'), '<', eb.tuple(new Date(at), id)))
  }
  const rows = await query
    .select('opinion.taken_by_seat')
    .orderBy('opinion.submitted_at', 'desc')
    .orderBy('opinion.id', 'desc')
    .limit(input.limit + 1)
    .execute()
  const line = (row: (typeof rows)[number]) =>
    lineOf(row, ctx.today, row.state === 'askedForMore' && row.taken_by_seat === ctx.actor.seatId, 'other')
  return ok(pageOf(rows, input.limit, line, (row) => [row.submitted_at.toISOString(), row.id]))
}
