import type { stationActions } from '@shared/contract/station'
import type { ChinaDate } from '@shared/domain/china-time'
import { sayDay, sayWeekday } from '@shared/domain/say-date'
import type { Db } from '../kit/database'
import { ok, refuse } from '../kit/result'
import type { HandlerOf } from '../kit/serve'

/** What a scan of a station's code shows: anyone may see it. */
export const view: HandlerOf<(typeof stationActions)['station.view']> = async (ctx, input) => {
  const row = await ctx.db
    .selectFrom('station')
    .innerJoin('congress', 'congress.id', 'station.congress_id')
    .selectAll('station')
    .select('congress.name as congress_name')
    .where('station.code', '=', input.code)
    .where('station.closed_at', 'is', null)
    .executeTakeFirst()
  if (!row) return refuse('STATION_NOT_FOUND')
  const deputies = await ctx.db
    .selectFrom('station_deputy')
    .innerJoin('deputy', 'deputy.id', 'station_deputy.deputy_id')
    .select(['deputy.name', 'deputy.title', 'deputy.intro'])
    .where('station_deputy.station_id', '=', row.id)
    .orderBy('station_deputy.sort')
    .orderBy('deputy.name')
    .execute()
  const reception = await nextReception(ctx.db, row.id, ctx.today)
  return ok({
    stationId: row.id,
    code: row.code,
    name: row.name,
    congressName: row.congress_name,
    address: row.address,
    ...(row.lat !== null && row.lng !== null ? { lat: row.lat, lng: row.lng } : {}),
    hours: row.hours,
    ...(row.phone ? { phone: row.phone } : {}),
    deputies: deputies.map((d) => (d.intro ? d : { name: d.name, title: d.title })),
    ...(reception ? { nextReception: reception } : {}),
  })
}

async function nextReception(db: Db, stationId: string, today: ChinaDate) {
  const row = await db
    .selectFrom('reception_day')
    .selectAll()
    .where('station_id', '=', stationId)
    .where('on_day', '>=', today)
    .orderBy('on_day')
    .orderBy('from_time')
    .limit(1)
    .executeTakeFirst()
  if (!row) return undefined
  const deputies = await db
    .selectFrom('reception_day_deputy')
    .innerJoin('deputy', 'deputy.id', 'reception_day_deputy.deputy_id')
    .select('deputy.name')
    .where('reception_day_id', '=', row.id)
    .orderBy('deputy.name')
    .execute()
  const on = row.on_day as ChinaDate // a date column
  const words = `${on === today ? '今天' : `${sayDay(on, today)}（${sayWeekday(on)}）`} ${row.from_time}–${row.to_time}`
  return { on, from: row.from_time, to: row.to_time, deputies: deputies.map((d) => d.name), words }
}
