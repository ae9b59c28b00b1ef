import type { Pool } from 'pg'
import { lookupHash, type Keys } from '../../cloudfunctions/kit/seal'
import { roles } from '../../shared/contract/action'
import { handlingStates, type HandlingState } from '../../shared/domain/handling'
import { endedOpinionStates, opinionStates, type OpinionState } from '../../shared/domain/opinion'
import type { WeChatRecord } from '../services/wechat-record'

/** Somebody the simulator can become. */
export interface Person {
  readonly openid: string
  readonly name: string
  readonly role: 'resident' | 'deputy' | 'staff' | 'handler'
  /** Her seats, or what she last spoke of. */
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
  level: string
  unit: string | null
}

/** Every account of the simulated WeChat with the seats that the product knows it to hold. */
export async function listPeople(pool: Pool, keys: Keys, record: WeChatRecord): Promise<Person[]> {
  const found = await pool.query<SeatLine>(
    `select p.openid_hash, s.role, s.title, c.name as congress, c.level, u.name as unit
     from seat s join person p on p.id = s.person_id join congress c on c.id = s.congress_id
     left join unit u on u.id = s.unit_id where s.ended_at is null and p.openid_hash is not null`,
  )
  const seats = new Map<string, SeatLine[]>()
  for (const seat of found.rows) seats.set(seat.openid_hash, [...(seats.get(seat.openid_hash) ?? []), seat])
  const sent = await lastOpinions(pool)
  const people = [...record.accounts.values()].map((account) => {
    const hash = lookupHash(keys, 'openid', account.openid)
    const held = seats.get(hash) ?? []
    const opinion = sent.get(hash)
    const about = held.length > 0 ? held.map(describe).join('、') : (opinion?.about ?? account.about)
    const order = held[0] ? (held[0].level === 'city' ? 1 : 0) : (opinion?.order ?? 5)
    return { openid: account.openid, name: account.name, role: held[0]?.role ?? ('resident' as const), about, order }
  })
  // Sorting is stable: within an order they stand as they came.
  return people.sort((a, b) => a.order - b.order).map(({ order: _order, ...person }) => person)
}

/** Who is waited for comes first, then the ones under way, those at an end last. */
function orderOf(state: OpinionState, handling: HandlingState | null): number {
  if (state === 'answered' || state === 'askedForMore' || handling === 'released') return 1
  return endedOpinionStates.includes(state) ? 4 : 2
}

/** What each resident last spoke of and how it stands, so that one finds whom to become: 办理中 · 路灯坏了. */
async function lastOpinions(pool: Pool): Promise<Map<string, { about: string; order: number }>> {
  const found = await pool.query<{ hash: string; headline: string; state: OpinionState; handling: HandlingState | null }>(
    `select distinct on (p.id) p.openid_hash as hash, o.headline, o.state, h.state as handling
     from opinion o join person p on p.id = o.person_id left join handling h on h.id = o.handling_id
     where o.taken_by_seat is null and p.openid_hash is not null order by p.id, o.submitted_at desc`,
  )
  return new Map(
    found.rows.map(({ hash, headline, state, handling }) => {
      const stands = state === 'handling' && handling ? handlingStates[handling] : opinionStates[state]
      return [hash, { about: `${stands} · ${headline}`, order: orderOf(state, handling) }]
    }),
  )
}

function describe(seat: SeatLine): string {
  if (seat.role === 'handler') return `${seat.unit ?? seat.congress} · ${seat.title || roles.handler}`
  return `${seat.congress} · ${seat.title || roles[seat.role]}`
}

/** Every open station. */
export async function listStations(pool: Pool): Promise<StationLine[]> {
  const found = await pool.query<StationLine>(
    `select s.code, s.name, s.address, s.hours, c.name as "congressName"
     from station s join congress c on c.id = s.congress_id where s.closed_at is null order by c.level = 'city', c.area_code, s.code`,
  )
  return found.rows
}
