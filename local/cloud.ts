import { randomBytes } from 'node:crypto'
import path from 'node:path'
import type { Server } from 'node:http'
import type { Platform } from '../cloudfunctions/kit/platform'
import { readKeys } from '../cloudfunctions/kit/seal'
import { rooms } from '../shared/contract/registry'
import { openClock, type LocalClock } from './clock'
import { migrateLocal, openDatabase, type LocalDatabase } from './database'
import { LOCAL_ENVIRONMENT, pointSdkHere } from './environment'
import { loadFunctions, type Functions } from './functions'
import { enterHome, type Home } from './home'
import { listen, makeDoor } from './http'
import { LocalStorage } from './services/storage'
import { templateIds } from './services/templates'
import { PlatformTrouble } from './services/trouble'
import { WeChatRecord } from './services/wechat-record'
import { SCAN_PATH } from './simulator/poster'
import { makeSimulator, wechatOf } from './simulator/simulator'
import { Timer } from './timer'

export interface CloudOptions {
  /** The data directory. */
  readonly directory: string
  /** 0 finds a free port. */
  readonly port: number
  readonly host: string
  /** How others reach this server, e.g. 'http://192.168.1.5:8100', where that is not this machine. */
  readonly address?: string
  /** A PostgreSQL to use instead of PGlite. */
  readonly databaseUrl?: string
  /** Where the built H5 app and the function bundles are. */
  readonly dist: string
  readonly functionRooms: readonly string[]
  readonly say: (line: string) => void
}

/** A running local cloud. */
export interface LocalCloud {
  readonly origin: string
  readonly home: Home
  readonly database: LocalDatabase
  readonly platform: Platform
  readonly functions: Functions
  readonly wechat: WeChatRecord
  readonly clock: LocalClock
  readonly timer: Timer
  close(): Promise<void>
}

/** Starts everything in this process: data, services, functions, simulator, one HTTP server. The timer waits to be begun. */
export async function startCloud(options: CloudOptions): Promise<LocalCloud> {
  const home = enterHome(options.directory)
  const undo: (() => unknown)[] = [() => home.leave()]
  const close = async () => {
    for (const step of undo.reverse()) await step()
    undo.length = 0
  }
  try {
    const database = await openDatabase(home.file('pg'), options.databaseUrl)
    undo.push(() => database.close())
    await migrateLocal(database)
    const clock = openClock(home.file('clock.json'), () => new Date(), options.say)
    undo.push(() => clock.keep())
    const platform = localPlatform(database, home, clock)
    const functions = loadFunctions(path.join(options.dist, 'functions'), options.functionRooms, platform)
    const wechat = new WeChatRecord(home.file('wechat.jsonl'))
    const timer = new Timer(functions, clock)
    const server = makeServer(options, { home, platform, functions, wechat, clock, timer })
    const port = await listen(server.http, options.port, options.host)
    undo.push(() => closeServer(server.http))
    undo.push(() => timer.end())
    const origin = options.address ?? `http://127.0.0.1:${port}`
    server.opened(port, origin)
    pointSdkHere(`http://127.0.0.1:${port}`, server.secretId)
    return { origin, home, database, platform, functions, wechat, clock, timer, close }
  } catch (trouble) {
    await close()
    throw trouble
  }
}

function localPlatform(database: LocalDatabase, home: Home, clock: LocalClock): Platform {
  const { keys, pepper } = home.secrets
  return {
    pool: database.pool,
    clock,
    keys: readKeys({ EXPRESS_LANE_KEYS: keys, EXPRESS_LANE_PEPPER: pepper }),
    settings: { templates: templateIds, miniprogramState: 'developer', insecureCookies: true },
    log: (line) => {
      if (process.env.EXPRESS_LANE_LOG) console.log(JSON.stringify(line))
    },
    trouble: (trouble) => console.error(trouble),
  }
}

type Parts = Pick<LocalCloud, 'home' | 'platform' | 'functions' | 'wechat' | 'clock' | 'timer'>

function makeServer(options: CloudOptions, parts: Parts) {
  const secretId = randomBytes(16).toString('hex')
  let origin = ''
  let origins: readonly string[] = []
  const trouble = new PlatformTrouble()
  const storage = new LocalStorage({
    directory: parts.home.file('files'),
    key: parts.home.secrets.storage,
    origin: () => origin,
    environment: LOCAL_ENVIRONMENT,
    now: () => new Date(),
    trouble,
  })
  const now = () => parts.clock.now()
  const scanAddress = (scene: string) => `${origin}${SCAN_PATH}${scene}`
  // WeChat's answer comes after its receipt: the product has to have kept the name of the check by then.
  const push = (event: object) => {
    setTimeout(() => void parts.functions.get('pushed')?.(event, {}), 500)
  }
  const invoke = (name: string, data: unknown) => parts.functions.get(name)?.(data, {})
  const http = makeDoor({
    app: path.join(options.dist, 'h5'),
    functions: parts.functions,
    rooms: new Set(Object.keys(rooms)),
    admin: { storage, wechat: { record: parts.wechat, now, scanAddress, push }, invoke, secretId, trouble },
    storage,
    origins: () => origins,
    hosts: new Set(['localhost', '127.0.0.1', '[::1]', ...(options.address ? [new URL(options.address).hostname] : [])]),
    simulator: makeSimulator({ ...parts, scanAddress, trouble }),
    heard: (request) => {
      const openid = wechatOf(request)
      if (openid) parts.wechat.see(openid, now())
    },
  })
  const opened = (port: number, address: string) => {
    origin = address
    origins = [...new Set([address, `http://localhost:${port}`, `http://127.0.0.1:${port}`])]
  }
  return { http, secretId, opened }
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
