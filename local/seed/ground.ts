import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { personOfOpenid } from '../../cloudfunctions/kit/actor'
import { databaseOf } from '../../cloudfunctions/kit/database'
import type { Keys } from '../../cloudfunctions/kit/seal'
import { addDays, chinaDateOf, weekdayOf } from '../../shared/domain/china-time'
import type { WeChatRecord } from '../services/wechat-record'
import { DEPUTY_INTROS, DEPUTY_TITLES, nameOf } from './names'
import type { StationPlace } from './places'

/** What a congress of the seed has. */
export interface CongressPlan {
  readonly name: string
  readonly short: string
  readonly areaCode: string
  readonly level: 'city' | 'county'
  readonly parentId?: string
  readonly stations: readonly StationPlace[]
  readonly deputiesPerStation: number
  readonly units: readonly string[]
  readonly handlersPerUnit: number
  readonly staff: readonly string[]
  /** Where this congress's names begin in the list of invented ones. */
  readonly namesFrom: number
}

/** Somebody who acts from a seat. */
export interface Seated {
  readonly openid: string
  readonly seatId: string
  readonly name: string
}

/** A congress with its people, as the stories need them. */
export interface Ground {
  readonly congressId: string
  readonly stations: readonly { readonly id: string; readonly code: string; readonly deputies: readonly Seated[] }[]
  readonly units: readonly { readonly id: string; readonly name: string; readonly handlers: readonly Seated[] }[]
  readonly staff: readonly Seated[]
}

interface Here {
  readonly pool: Pool
  readonly keys: Keys
  readonly wechat: WeChatRecord
  readonly now: Date
}

/** Writes a congress, its units, deputies, stations, reception days and everybody's seats. */
export async function layGround(here: Here, plan: CongressPlan): Promise<Ground> {
  const congressId = randomUUID()
  await here.pool.query('insert into congress (id, parent_id, name, level, area_code) values ($1, $2, $3, $4, $5)', [
    congressId,
    plan.parentId ?? null,
    plan.name,
    plan.level,
    plan.areaCode,
  ])
  let next = plan.namesFrom
  const name = () => nameOf(next++)
  const stations = []
  for (const station of plan.stations) {
    stations.push(await layStation(here, plan, congressId, station, name))
  }
  const units = []
  for (const [sort, unitName] of plan.units.entries()) {
    const id = randomUUID()
    await here.pool.query('insert into unit (id, congress_id, name, sort) values ($1, $2, $3, $4)', [id, congressId, unitName, sort])
    const handlers = []
    for (let i = 0; i < plan.handlersPerUnit; i++) {
      const title = i === 0 ? '办公室主任' : '承办科员'
      handlers.push(await seat(here, { congressId, role: 'handler', unitId: id, name: name(), title, about: unitName }))
    }
    units.push({ id, name: unitName, handlers })
  }
  const staff = []
  for (const title of plan.staff) {
    staff.push(await seat(here, { congressId, role: 'staff', name: name(), title, about: plan.name }))
  }
  return { congressId, stations, units, staff }
}

async function layStation(here: Here, plan: CongressPlan, congressId: string, place: StationPlace, name: () => string) {
  const id = randomUUID()
  const { code, address, lat, lng, hours, phone } = place
  await here.pool.query(
    'insert into station (id, congress_id, code, name, address, lat, lng, hours, phone) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [id, congressId, code, place.name, address, lat, lng, hours, phone],
  )
  const deputies = []
  const deputyIds: string[] = []
  for (let i = 0; i < plan.deputiesPerStation; i++) {
    const deputyId = randomUUID()
    const who = name()
    const pick = Number(code.slice(-3)) * plan.deputiesPerStation + i
    const title = (DEPUTY_TITLES[pick % DEPUTY_TITLES.length] ?? '').replace('县', plan.level === 'city' ? '市' : '县')
    const intro = DEPUTY_INTROS[pick % DEPUTY_INTROS.length] ?? ''
    await here.pool.query('insert into deputy (id, congress_id, name, title, intro) values ($1, $2, $3, $4, $5)', [deputyId, congressId, who, title, intro])
    await here.pool.query('insert into station_deputy (station_id, deputy_id, sort) values ($1, $2, $3)', [id, deputyId, i])
    const about = `${plan.short}人大代表`
    deputies.push(await seat(here, { congressId, role: 'deputy', deputyId, name: who, title: `人大代表 · ${place.name}`, about }))
    deputyIds.push(deputyId)
  }
  await layReceptions(here, id, Number(code.slice(-3)), deputyIds)
  return { id, code, deputies }
}

/** A reception morning a week, on a weekday of the station's own, with its deputies in turn. */
async function layReceptions(here: Here, stationId: string, number: number, deputyIds: readonly string[]): Promise<void> {
  const weekday = (number % 5) + 1
  const today = chinaDateOf(here.now)
  for (let ahead = 0, turn = 0; ahead < 200; ahead++) {
    const day = addDays(today, ahead)
    if (weekdayOf(day) !== weekday) continue
    const id = randomUUID()
    await here.pool.query('insert into reception_day (id, station_id, on_day, from_time, to_time) values ($1, $2, $3, $4, $5)', [id, stationId, day, '09:00', '11:30'])
    const onDuty = deputyIds[turn++ % deputyIds.length]
    await here.pool.query('insert into reception_day_deputy (reception_day_id, deputy_id) values ($1, $2)', [id, onDuty])
  }
}

interface SeatPlan {
  readonly congressId: string
  readonly role: 'deputy' | 'staff' | 'handler'
  readonly name: string
  readonly title: string
  readonly about: string
  readonly deputyId?: string
  readonly unitId?: string
}

async function seat(here: Here, plan: SeatPlan): Promise<Seated> {
  const account = here.wechat.addAccount({ name: plan.name, about: plan.about })
  const personId = await personOfOpenid(databaseOf(here.pool), here.keys, account.openid, here.now)
  const seatId = randomUUID()
  await here.pool.query(
    `insert into seat (id, person_id, congress_id, role, deputy_id, unit_id, display_name, title)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [seatId, personId, plan.congressId, plan.role, plan.deputyId ?? null, plan.unitId ?? null, plan.name, plan.title],
  )
  return { openid: account.openid, seatId, name: plan.name }
}
