import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Pool } from 'pg'
import { create as clockwork } from '../../cloudfunctions/clockwork'
import { create as handling } from '../../cloudfunctions/handling'
import type { Platform } from '../../cloudfunctions/kit/platform'
import { readKeys } from '../../cloudfunctions/kit/seal'
import type { Main } from '../../cloudfunctions/kit/serve'
import { create as notice } from '../../cloudfunctions/notice'
import { create as opinion } from '../../cloudfunctions/opinion'
import { LOCAL_ENVIRONMENT, pointSdkHere } from '../../local/environment'
import { contextOf, type Functions } from '../../local/functions'
import { listen, makeDoor } from '../../local/http'
import { LocalStorage } from '../../local/services/storage'
import { templateIds } from '../../local/services/templates'
import { WeChatRecord } from '../../local/services/wechat-record'
import { timerEvent } from '../../local/timer'
import { layGround, type Ground } from '../../local/seed/ground'
import { COUNTY, COUNTY_STATIONS, COUNTY_UNITS } from '../../local/seed/places'
import type { Answer } from '../../shared/contract/refusals'
import { contract, type ActionName, type Contract } from '../../shared/contract/registry'

/** Who calls: her WeChat, and the seat she acts from. */
export interface Caller {
  readonly openid: string
  readonly seatId?: string
}

export type Answered<N extends ActionName> = Answer<Contract[N]['output'], Contract[N]['refusal']>

/** The place where messages are played: one county on a migrated database, the services, and a clock moved by hand. */
export interface Stage {
  readonly ground: Ground
  readonly pool: Pool
  readonly wechat: WeChatRecord
  readonly counts: { calls: number; internal: number; ticks: number; tickTrouble: number }
  now(): Date
  /** Moves the clock on to a moment; it never goes back. */
  moveTo(moment: Date): void
  call<N extends ActionName>(who: Caller, name: N, input: Contract[N]['input']): Promise<Answered<N>>
  /** Runs the timer function. */
  tick(): Promise<void>
  close(): Promise<void>
}

export interface StageOptions {
  readonly pool: Pool
  readonly keys: { readonly keys: string; readonly pepper: string }
  /** The simulated WeChat's journal; without one nothing is kept. */
  readonly journal?: string
  readonly begins: Date
}

/** Keys for a database that is thrown away. */
export function freshKeys(): StageOptions['keys'] {
  return { keys: `replay:${randomBytes(32).toString('base64')}`, pepper: randomBytes(32).toString('base64') }
}

/** Opens the stage: lays the county and starts the services that the real node-sdk calls. */
export async function openStage(options: StageOptions): Promise<Stage> {
  let now = options.begins
  const wechat = new WeChatRecord(options.journal)
  const counts = { calls: 0, internal: 0, ticks: 0, tickTrouble: 0 }
  const platform: Platform = {
    pool: options.pool,
    clock: { now: () => now },
    keys: readKeys({ EXPRESS_LANE_KEYS: options.keys.keys, EXPRESS_LANE_PEPPER: options.keys.pepper }),
    settings: { templates: templateIds, miniprogramState: 'developer' },
    log: () => undefined,
    trouble: (trouble) => console.error(trouble),
  }
  const functions = new Map<string, Main>([
    ['opinion', opinion(platform)],
    ['handling', handling(platform)],
    ['notice', notice(platform)],
  ])
  const closeServices = await openServices(functions, wechat, () => now)
  const here = { pool: options.pool, keys: platform.keys, wechat, now }
  const units = Object.values(COUNTY_UNITS)
  const staff = ['代表工委主任', '代表联络科科长', '信访室工作人员', '办公室工作人员']
  const plan = { ...COUNTY, level: 'county' as const, stations: COUNTY_STATIONS, units, staff, deputiesPerStation: 1, handlersPerUnit: 1, namesFrom: 0 }
  const ground = await layGround(here, plan)
  // Years pass here: every notice is kept, so that all can be counted at the end.
  const profile = JSON.stringify({ retention: { contactDays: 365, noticeDays: 3650 } })
  await options.pool.query('update congress set profile = $1 where id = $2', [profile, ground.congressId])
  const timer = clockwork(platform)
  return {
    ground,
    pool: options.pool,
    wechat,
    counts,
    now: () => now,
    moveTo: (moment) => void (now = moment > now ? moment : now),
    call: async (who, name, input) => {
      counts.calls++
      wechat.see(who.openid, now)
      const event = { action: name, input, ...(contract[name].write ? { requestId: randomUUID() } : {}), ...(who.seatId ? { seat: who.seatId } : {}) }
      const run = functions.get(name.split('.')[0] ?? '')
      if (!run) throw new Error(`no function for ${name}`)
      const answer = (await run(event, contextOf(who.openid))) as Answered<typeof name> // what `serve` checked against the contract
      if (!answer.ok && answer.refusal.code === 'INTERNAL') counts.internal++
      return answer
    },
    tick: async () => {
      counts.ticks++
      const ticked = (await timer(timerEvent(now), {})) as { ok: boolean } // what clockwork answers
      if (!ticked.ok) counts.tickTrouble++
    },
    close: closeServices,
  }
}

/** The services that node-sdk calls, on a port of this machine, in simulated time. */
async function openServices(functions: Functions, wechat: WeChatRecord, now: () => Date): Promise<() => Promise<void>> {
  const directory = mkdtempSync(path.join(tmpdir(), 'express-lane-replay-'))
  const secretId = randomBytes(16).toString('hex')
  let origin = ''
  const storage = new LocalStorage({ directory, key: secretId, origin: () => origin, environment: LOCAL_ENVIRONMENT, now: () => new Date() })
  const server = makeDoor({
    app: directory,
    functions,
    rooms: new Set(),
    admin: { storage, wechat: { record: wechat, now, scanAddress: (scene) => `${origin}/s/${scene}` }, invoke: () => undefined, secretId },
    storage,
    origins: () => [origin],
    hosts: new Set(['127.0.0.1']),
  })
  origin = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`
  pointSdkHere(origin, secretId)
  return () =>
    new Promise((resolve) => {
      server.close(() => {
        rmSync(directory, { recursive: true, force: true })
        resolve()
      })
      server.closeAllConnections()
    })
}
