import { sql } from 'kysely'
import type { stationActions } from '@shared/contract/station'
import { isName, isUuid, pageOf, readCursor } from '../kit/cursor'
import type { Db } from '../kit/database'
import { ok } from '../kit/result'
import type { HandlerOf } from '../kit/serve'

function stationRows(db: Db) {
  return db
    .selectFrom('station')
    .innerJoin('congress', 'congress.id', 'station.congress_id')
    .select(['station.id', 'station.code', 'station.name', 'station.address', 'congress.name as congress_name'])
    .where('station.closed_at', 'is', null)
}
type Row = Awaited<ReturnType<ReturnType<typeof stationRows>['execute']>>[number]

const lineOf = (row: Row & { metres?: number | null }) => ({
  stationId: row.id,
  code: row.code,
  name: row.name,
  address: row.address,
  congressName: row.congress_name,
  ...(row.metres !== null && row.metres !== undefined ? { metres: Math.round(row.metres) } : {}),
})

/** Stations by name, address or a deputy's name; the nearest first where the asker said where she is. */
export const find: HandlerOf<(typeof stationActions)['station.find']> = async (ctx, input) => {
  const near = input.near
  // Great-circle distance (haversine) on a sphere of 6,371 km: within half a percent, enough to choose the nearest.
  const metres = near
    ? sql<number | null>`6371000 * 2 * asin(sqrt(power(sin(radians(station.lat - ${near.lat}) / 2), 2)
        + cos(radians(${near.lat})) * cos(radians(station.lat)) * power(sin(radians(station.lng - ${near.lng}) / 2), 2)))`
    : sql<number | null>`null::double precision`
  let query = stationRows(ctx.db).select(metres.as('metres'))
  if (input.words) {
    const pattern = `%${input.words.replace(/[\\%_]/g, (c) => `\\${c}`)}%`
    query = query.where(
      sql<boolean>`(station.name ilike ${pattern} or station.address ilike ${pattern} or exists (
        select 1 from station_deputy sd join deputy d on d.id = sd.deputy_id where sd.station_id = station.id and d.name ilike ${pattern}))`,
    )
  }
  if (near) {
    // Nearest first is one page: nobody walks to the twenty-first nearest station.
    const rows = await query.where('station.lat', 'is not', null).orderBy(metres).orderBy('station.id').limit(input.limit).execute()
    return ok({ items: rows.map(lineOf) })
  }
  const after = readCursor(input.cursor, [isName, isUuid])
  if (after) {
    const [name = '', id = ''] = after
    query = query.where((eb) => eb(eb.refTuple('station.name', 'station.id'), '>', eb.tuple(name, id)))
  }
  const rows = await query.orderBy('station.name').orderBy('station.id').limit(input.limit + 1).execute()
  return ok(pageOf(rows, input.limit, lineOf, (row) => [row.name, row.id]))
}

/** The stations a deputy is attached to. */
export const mine: HandlerOf<(typeof stationActions)['station.mine']> = async (ctx) => {
  const rows = await stationRows(ctx.db)
    .innerJoin('station_deputy', 'station_deputy.station_id', 'station.id')
    .where('station_deputy.deputy_id', '=', ctx.actor.deputyId)
    .orderBy('station.name')
    .execute()
  return ok({ items: rows.map(lineOf) })
}

/** Every station of a congress, for choosing one. */
export const ofMyCongress: HandlerOf<(typeof stationActions)['station.ofMyCongress']> = async (ctx) => {
  const rows = await stationRows(ctx.db).where('station.congress_id', '=', ctx.actor.congressId).orderBy('station.name').execute()
  return ok({ items: rows.map(lineOf) })
}
