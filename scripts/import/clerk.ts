import { databaseOf } from '../../cloudfunctions/kit/database'
import { openidOfPerson } from '../../cloudfunctions/kit/openid'
import type { Platform } from '../../cloudfunctions/kit/platform'
import { contextOf } from '../../local/functions'
import { CannotStart } from '../../local/words'

/** The staff member in whose name an import runs. */
export interface Clerk {
  readonly seatId: string
  readonly displayName: string
  readonly congressId: string
  readonly congressName: string
  /** The context of her calls. */
  readonly context: unknown
}

/**
 * Finds her: the staff member `name`, else the first one, of the congress of the station `code`, else of the only
 * congress there is. Refuses (CannotStart) where there is none or it is not clear who.
 */
export async function findClerk(platform: Platform, by: { readonly name?: string; readonly station?: string }): Promise<Clerk> {
  const db = databaseOf(platform.pool)
  const congressId = by.station === undefined ? undefined : await congressOf(platform, by.station)
  const seats = await db
    .selectFrom('seat')
    .innerJoin('congress', 'congress.id', 'seat.congress_id')
    .innerJoin('person', 'person.id', 'seat.person_id')
    .select(['seat.id', 'seat.person_id', 'seat.display_name', 'seat.congress_id', 'congress.name'])
    .where('seat.role', '=', 'staff')
    .where('seat.ended_at', 'is', null)
    .where('person.openid_hash', 'is not', null)
    .$if(congressId !== undefined, (q) => q.where('seat.congress_id', '=', congressId ?? ''))
    .$if(by.name !== undefined, (q) => q.where('seat.display_name', '=', by.name ?? ''))
    .orderBy('congress.area_code')
    .orderBy('person.created_at')
    .orderBy('seat.display_name')
    .orderBy('seat.id')
    .execute()
  const congresses = [...new Set(seats.map((seat) => seat.name))]
  if (congresses.length > 1) {
    throw new CannotStart(`这里有几级人大（${congresses.join('、')}）。请用 --station 家站编号 指明导入到哪个家站，或用 --as 姓名 指明以谁的名义导入。`)
  }
  const seat = seats[0]
  const openid = seat ? await openidOfPerson(db, platform.keys, seat.person_id) : undefined
  if (!seat || openid === undefined) {
    throw new CannotStart(by.name ? `没有找到工作人员“${by.name}”（要登录过微信）。` : '没有找到可以代为录入的人大工作人员（要登录过微信）。')
  }
  const { id: seatId, display_name: displayName, congress_id, name: congressName } = seat
  return { seatId, displayName, congressId: congress_id, congressName, context: contextOf(openid) }
}

async function congressOf(platform: Platform, code: string): Promise<string> {
  const db = databaseOf(platform.pool)
  const station = await db.selectFrom('station').select('congress_id').where('code', '=', code).executeTakeFirst()
  if (!station) throw new CannotStart(`没有编号为“${code}”的家站。编号印在家站的海报上。`)
  return station.congress_id
}

/** The open stations of a congress: id by code. */
export async function stationsOf(platform: Platform, congressId: string): Promise<Map<string, string>> {
  const rows = await databaseOf(platform.pool)
    .selectFrom('station')
    .select(['code', 'id'])
    .where('congress_id', '=', congressId)
    .where('closed_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.code, row.id]))
}
