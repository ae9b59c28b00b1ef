import type { Pool } from 'pg'
import { lookupHash, type Keys } from '../../cloudfunctions/kit/seal'
import { roles } from '../../shared/contract/action'
import type { WeChatRecord } from '../services/wechat-record'

/** Somebody the simulator can become. */
export interface Person {
  readonly openid: string
  readonly name: string
  readonly role: 'resident' | 'deputy' | 'staff' | 'handler'
  /** 群众 / 云溪县人大代表 / 县住建局承办人 … */
  readonly about: string
}

export interface StationLine {
  readonly code: string
  readonly name: string
  readonly address: string
  readonly hours: string
  readonly congressName: string
}

interface SeatLine {
  openid_hash: string
  role: 'deputy' | 'staff' | 'handler'
  title: string
  congress: string
  unit: string | null
}

/** Every account of the simulated WeChat with the seats that the product knows it to hold. */
export async function listPeople(pool: Pool, keys: Keys, record: WeChatRecord): Promise<Person[]> {
  const found = await pool.query<SeatLine>(
    `select p.openid_hash, s.role, s.title, c.name as congress, u.name as unit
     from seat s join person p on p.id = s.person_id join congress c on c.id = s.congress_id
     left join unit u on u.id = s.unit_id where s.ended_at is null and p.openid_hash is not null`,
  )
  const seats = new Map<string, SeatLine[]>()
  for (const seat of found.rows) seats.set(seat.openid_hash, [...(seats.get(seat.openid_hash) ?? []), seat])
  return [...record.accounts.values()].map((account) => {
    const held = seats.get(lookupHash(keys, 'openid', account.openid)) ?? []
    const about = held.length === 0 ? account.about : held.map(describe).join('、')
    return { openid: account.openid, name: account.name, role: held[0]?.role ?? 'resident', about }
  })
}

function describe(seat: SeatLine): string {
  if (seat.role === 'handler') return `${seat.unit ?? seat.congress} · ${seat.title || roles.handler}`
  return `${seat.congress} · ${seat.title || roles[seat.role]}`
}

/** Every open station. */
export async function listStations(pool: Pool): Promise<StationLine[]> {
  const found = await pool.query<StationLine>(
    `select s.code, s.name, s.address, s.hours, c.name as "congressName"
     from station s join congress c on c.id = s.congress_id where s.closed_at is null order by c.area_code, s.code`,
  )
  return found.rows
}
