import { randomBytes, randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { create as clockwork } from '../../cloudfunctions/clockwork'
import { create as handling } from '../../cloudfunctions/handling'
import { databaseOf, type Db } from '../../cloudfunctions/kit/database'
import type { Platform } from '../../cloudfunctions/kit/platform'
import { readKeys } from '../../cloudfunctions/kit/seal'
import type { Main } from '../../cloudfunctions/kit/serve'
import { create as media } from '../../cloudfunctions/media'
import { create as notice } from '../../cloudfunctions/notice'
import { create as opinion } from '../../cloudfunctions/opinion'
import { create as people } from '../../cloudfunctions/people'
import { create as pushed } from '../../cloudfunctions/pushed'
import { create as station } from '../../cloudfunctions/station'
import { contextOf } from '../../local/functions'
import { templateIds } from '../../local/services/templates'
import type { Answer } from '../../shared/contract/refusals'
import { contract, type ActionName, type Contract, type RoomName } from '../../shared/contract/registry'
import { startServices, type Services } from './services'

/** A person of the tests: her openid, and the seat she acts from. */
export interface Person {
  readonly openid: string
  readonly seatId?: string
}

export interface Caller {
  /** Calls an action and answers what came back, refusal or value. */
  call<N extends ActionName>(
    name: N,
    input: Contract[N]['input'],
    requestId?: string,
  ): Promise<Answer<Contract[N]['output'], Contract[N]['refusal']>>
  /** Calls an action that has to succeed. */
  does<N extends ActionName>(name: N, input: Contract[N]['input'], requestId?: string): Promise<Contract[N]['output']>
}

/** One small county on a database, with a clock that is moved by hand. */
export interface County {
  readonly db: Db
  readonly pool: Pool
  readonly platform: Platform
  readonly services: Services
  readonly ids: Ids
  readonly logged: Record<string, unknown>[]
  now(): Date
  /** Moves the clock on. */
  pass(time: { days?: number; hours?: number }): void
  setClock(at: string): void
  /** Runs the timer function. */
  tick(): Promise<Record<string, unknown>>
  /** Delivers what WeChat pushed; `change` may make it say something else. */
  deliver(change?: (push: Record<string, unknown>) => Record<string, unknown>): Promise<number>
  as(person: Person | undefined): Caller
  /** Raw: an event as the platform gives it. */
  raw(room: RoomName, event: unknown, context: unknown): Promise<unknown>
  newPerson(): Person
  close(): Promise<void>
}

export interface Ids {
  readonly congress: string
  readonly otherCongress: string
  readonly station: { id: string; code: string }
  readonly secondStation: { id: string; code: string }
  readonly otherStation: { id: string; code: string }
  readonly housing: string
  readonly water: string
  readonly otherUnit: string
  readonly clerk: Person
  readonly secondClerk: Person
  readonly otherClerk: Person
  readonly deputy: Person
  readonly secondDeputy: Person
  readonly handler: Person
  readonly waterHandler: Person
  readonly otherHandler: Person
}

const creators: Readonly<Record<RoomName, (p: Platform) => Main>> = { opinion, handling, station, people, notice, media }

/** Opens the county on an empty migrated database. */
export async function openCounty(pool: Pool, at = '2026-03-02T01:00:00.000Z', keys?: NodeJS.ProcessEnv): Promise<County> {
  let now = new Date(at)
  const services = await startServices(() => now)
  const logged: Record<string, unknown>[] = []
  const platform: Platform = {
    pool,
    clock: { now: () => now },
    keys: keys ? readKeys(keys) : { current: 'k1', byId: new Map([['k1', randomBytes(32)]]), pepper: randomBytes(32) },
    log: (line) => logged.push({ ...line }),
    settings: { templates: templateIds, miniprogramState: 'developer' },
    trouble: (trouble) => console.error(trouble),
    // As on many instances: what one person sends at once meets in the database, not in a line before it.
    callsAtOnce: 1000,
  }
  const mains = Object.fromEntries(Object.entries(creators).map(([room, create]) => [room, create(platform)])) as Record<RoomName, Main>
  const timer = clockwork(platform)
  const db = databaseOf(pool)

  const newPerson = (): Person => {
    const { openid } = services.wechat.addAccount({ name: '群众', about: '' })
    return { openid }
  }
  const as = (person: Person | undefined): Caller => {
    const call: Caller['call'] = async (name, input, requestId) => {
      const room = name.split('.')[0] as RoomName
      if (person) services.wechat.see(person.openid, now)
      const event = {
        action: name,
        input,
        ...(contract[name].write ? { requestId: requestId ?? randomUUID() } : {}),
        ...(person?.seatId ? { seat: person.seatId } : {}),
      }
      return (await mains[room](event, person ? contextOf(person.openid) : {})) as never // the contract types it
    }
    return {
      call,
      does: async (name, input, requestId) => {
        const answer = await call(name, input, requestId)
        if (!answer.ok) throw new Error(`${name}: ${answer.refusal.code} ${answer.refusal.text} ${JSON.stringify(answer.refusal.fields ?? '')}`)
        return answer.value
      },
    }
  }
  const county = {
    db,
    pool,
    platform,
    services,
    logged,
    now: () => now,
    pass: ({ days = 0, hours = 0 }: { days?: number; hours?: number }) => {
      now = new Date(now.getTime() + days * 86_400_000 + hours * 3_600_000)
    },
    setClock: (to: string) => {
      now = new Date(to)
    },
    tick: async () => {
      const ticked = (await timer({ Type: 'Timer', TriggerName: 'everyMinute', Time: now.toISOString() }, {})) as {
        ok: boolean
        did: Record<string, unknown>
      }
      if (!ticked.ok) throw new Error(`the timer: ${JSON.stringify(ticked.did)}`)
      return ticked.did
    },
    deliver: async (change: (push: Record<string, unknown>) => Record<string, unknown> = (p) => p) => {
      const waiting = services.pushes.splice(0)
      for (const push of waiting) await pushed(platform)(change(push), {})
      return waiting.length
    },
    as,
    raw: (room: RoomName, event: unknown, context: unknown) => mains[room](event, context),
    newPerson,
    close: () => services.close(),
  }
  return { ...county, ids: await settle(county) }
}

/** Two congresses with stations, units and people. */
async function settle(county: Pick<County, 'db' | 'newPerson' | 'as' | 'now'>): Promise<Ids> {
  const { db } = county
  const congress = randomUUID()
  const otherCongress = randomUUID()
  await db
    .insertInto('congress')
    .values([
      { id: congress, parent_id: null, name: '云溪县人大', level: 'county', area_code: '990101', profile: '{}' },
      { id: otherCongress, parent_id: null, name: '临山县人大', level: 'county', area_code: '990102', profile: '{}' },
    ])
    .execute()
  const addStation = async (congress_id: string, code: string, name: string) => {
    const id = randomUUID()
    const row = { id, congress_id, code, name, address: `${name}街1号`, lat: 38.01, lng: 114.5, hours: '周一至周五 9:00–17:00', closed_at: null }
    await db.insertInto('station').values(row).execute()
    return { id, code }
  }
  const addUnit = async (congress_id: string, name: string) => {
    const id = randomUUID()
    await db.insertInto('unit').values({ id, congress_id, name }).execute()
    return id
  }
  const station = await addStation(congress, 'YX01', '城关代表家站')
  const secondStation = await addStation(congress, 'YX02', '河东代表家站')
  const otherStation = await addStation(otherCongress, 'LS01', '临山代表家站')
  const housing = await addUnit(congress, '县住建局')
  const water = await addUnit(congress, '县水务局')
  const otherUnit = await addUnit(otherCongress, '临山住建局')
  const seat = async (congress_id: string, role: 'deputy' | 'staff' | 'handler', name: string, more: { unit_id?: string; stations?: string[] } = {}) => {
    const person = county.newPerson()
    await county.as(person).does('people.me', {}) // the first call makes the person
    const { id: person_id } = await db.selectFrom('person').select('id').orderBy('created_at', 'desc').orderBy('id').where('id', 'not in', db.selectFrom('seat').select('person_id')).executeTakeFirstOrThrow()
    const deputy_id = role === 'deputy' ? randomUUID() : null
    if (deputy_id) {
      await db.insertInto('deputy').values({ id: deputy_id, congress_id, name, title: '县人大代表' }).execute()
      for (const station_id of more.stations ?? []) await db.insertInto('station_deputy').values({ station_id, deputy_id }).execute()
    }
    const id = randomUUID()
    await db
      .insertInto('seat')
      .values({ id, person_id, congress_id, role, deputy_id, unit_id: more.unit_id ?? null, display_name: name, ended_at: null })
      .execute()
    return { ...person, seatId: id }
  }
  return {
    congress,
    otherCongress,
    station,
    secondStation,
    otherStation,
    housing,
    water,
    otherUnit,
    clerk: await seat(congress, 'staff', '周敏'),
    secondClerk: await seat(congress, 'staff', '吴刚'),
    otherClerk: await seat(otherCongress, 'staff', '郑洁'),
    deputy: await seat(congress, 'deputy', '韩梅', { stations: [station.id] }),
    secondDeputy: await seat(congress, 'deputy', '方磊', { stations: [secondStation.id] }),
    handler: await seat(congress, 'handler', '李办', { unit_id: housing }),
    waterHandler: await seat(congress, 'handler', '孙办', { unit_id: water }),
    otherHandler: await seat(otherCongress, 'handler', '钱办', { unit_id: otherUnit }),
  }
}

/** An opinion handed in at the first station. */
export const spoken = (county: County, text = '南关菜市场门口的路灯坏了半个月，晚上老人走路不安全。') => ({
  stationCode: county.ids.station.code,
  text,
  mediaIds: [],
  anonymous: false,
})
