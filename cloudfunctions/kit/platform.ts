import { Pool } from 'pg'
import { pgTypes } from '../db/pg-types'
import { readKeys, type Keys } from './seal'

/**
 * What a function stands on: database, clock, keys, log, and the settings of WeChat. Deployed functions take it from the
 * environment; the local cloud and the tests pass their own through `create`.
 */
export interface Platform {
  readonly pool: Pool
  readonly clock: { now(): Date }
  readonly keys: Keys
  readonly log: (line: Readonly<Record<string, unknown>>) => void
  readonly settings: Settings
  /** Where a failure itself goes, message and all; only for a developer's own machine and tests, never in the cloud. */
  readonly trouble?: (trouble: unknown) => void
  /** How many calls of one caller run at once in this process; by default as kit/turns.ts says. */
  readonly callsAtOnce?: number
}

/** The operator's settings that are not secret. */
export interface Settings {
  /** Subscribe-message template id by bell; a bell without one does not ring. */
  readonly templates: Readonly<Record<string, string>>
  /** 'developer' | 'trial' | 'formal': which version of the mini-program a message opens. */
  readonly miniprogramState: string
  /** False only where there is no TLS: the local cloud. */
  readonly insecureCookies?: boolean
}

/** The settings from the environment: WX_TEMPLATES is JSON {"replied": "templateId", …}. */
export function settingsFrom(env: NodeJS.ProcessEnv): Settings {
  const parsed: unknown = JSON.parse(env.WX_TEMPLATES ?? '{}')
  const templates: Record<string, string> = {}
  if (typeof parsed === 'object' && parsed !== null) {
    for (const [bell, id] of Object.entries(parsed)) if (typeof id === 'string') templates[bell] = id
  }
  return { templates, miniprogramState: env.WX_MINIPROGRAM_STATE ?? 'formal' }
}

let deployed: Platform | undefined

/** The platform of a deployed function, made once per warm instance. */
export function cloudPlatform(): Platform {
  deployed ??= {
    pool: deployedPool(),
    clock: { now: () => new Date() },
    keys: readKeys(process.env),
    log: (line) => console.log(JSON.stringify(line)),
    settings: settingsFrom(process.env),
  }
  return deployed
}

function deployedPool(): Pool {
  const pool = new Pool({
    connectionString: process.env.DATABASE_URL,
    // Few connections per instance: instances × max must stay under the server's limit (docs/architecture.md).
    max: Number(process.env.PG_POOL_MAX ?? 3),
    idleTimeoutMillis: 30_000,
    statement_timeout: 15_000,
    types: pgTypes,
  })
  // An idle connection that the server cut would end the process; the next call opens a new one.
  pool.on('error', (trouble) => console.log(JSON.stringify({ action: 'pool', outcome: 'trouble', kind: trouble.name })))
  return pool
}
