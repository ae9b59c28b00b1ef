import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { Client, Pool } from 'pg'
import { migrate, migrations } from '../../cloudfunctions/db/migrate'
import { pgTypes } from '../../cloudfunctions/db/pg-types'

// The first run on a machine migrates the template, on both databases.
jest.setTimeout(60_000)

/** A migrated, empty database of one's own. */
export interface OpenDatabase {
  readonly pool: Pool
  close(): Promise<void>
}
export type DatabaseKind = 'PGlite' | 'PostgreSQL'
export type OpenAny = () => Promise<OpenDatabase>

/**
 * Runs the same tests on PGlite (one connection, in memory) and on a real PostgreSQL server. `open` gives a migrated
 * empty database; call it in beforeAll or beforeEach and `close` it after.
 */
export function eachDatabase(name: string, tests: (open: OpenAny, kind: DatabaseKind) => void): void {
  describe(`${name} [PGlite]`, () => tests(openLiteDatabase, 'PGlite'))
  onPostgres(name, (open) => tests(open, 'PostgreSQL'))
}

/** Tests that need several connections (races): on the real server only. */
export function onPostgres(name: string, tests: (open: OpenAny) => void): void {
  // Without the binaries global-setup has failed (CI) or said so.
  const describeHere = process.env.TEST_POSTGRES_URL ? describe : describe.skip
  describeHere(`${name} [PostgreSQL]`, () => tests(openPostgresDatabase))
}

const root = path.resolve(__dirname, '../..')
const liteVersion = readFileSync(path.join(root, 'node_modules/@electric-sql/pglite/package.json'), 'utf8')
const schema = createHash('sha256').update(JSON.stringify(migrations)).update(liteVersion).digest('hex').slice(0, 12)

/** An empty migrated PGlite in memory, cloned from one that was migrated once and kept on disk. */
export async function openLiteDatabase(): Promise<OpenDatabase> {
  const kept = path.join(root, '.cache/tests', `lite-${schema}.tar`)
  if (!existsSync(kept)) await makeLiteTemplate(kept)
  const lite = await openLite(kept)
  const pool = new Pool({ ...lite.config, idleTimeoutMillis: 0, types: pgTypes })
  return {
    pool,
    close: async () => {
      await pool.end()
      await lite.close()
    },
  }
}

async function makeLiteTemplate(file: string): Promise<void> {
  mkdirSync(path.dirname(file), { recursive: true })
  for (const old of readdirSync(path.dirname(file))) {
    if (/^lite-[0-9a-f]+\.tar$/.test(old)) rmSync(path.join(path.dirname(file), old), { force: true })
  }
  const lite = await openLite()
  const pool = new Pool({ ...lite.config, idleTimeoutMillis: 0 })
  await migrate(pool)
  await pool.end()
  await lite.dump(file)
  await lite.close()
}

/** An empty migrated database on the real server, cloned from a template; dropped on close. */
export async function openPostgresDatabase(): Promise<OpenDatabase> {
  const server = process.env.TEST_POSTGRES_URL
  if (!server) throw new Error('no PostgreSQL server: TEST_POSTGRES_URL is not set (tests/postgres/global-setup.ts)')
  const template = `template_${schema}`
  const name = `test_${randomBytes(6).toString('hex')}`
  await maintain(server, async (client) => {
    await makeTemplate(client, server, template)
    await client.query(`create database ${name} template ${template}`)
  })
  const pool = new Pool({ connectionString: databaseUrl(server, name), max: 10, types: pgTypes })
  // The database is dropped by force: a connection that is still closing may be cut, which nobody waits for.
  pool.on('error', () => undefined)
  return {
    pool,
    close: async () => {
      await pool.end()
      await maintain(server, (client) => client.query(`drop database ${name} with (force)`))
    },
  }
}

async function makeTemplate(client: Client, server: string, template: string): Promise<void> {
  // Several test files may come first at once; the session's end gives the lock back.
  await client.query('select pg_advisory_lock(5204)')
  const there = await client.query('select 1 from pg_database where datname = $1', [template])
  if (there.rowCount === 0) {
    const making = `${template}_making`
    await client.query(`drop database if exists ${making} with (force)`)
    await client.query(`create database ${making}`)
    const pool = new Pool({ connectionString: databaseUrl(server, making), max: 1 })
    await migrate(pool)
    await pool.end()
    await client.query(`alter database ${making} rename to ${template}`)
  }
  await client.query('select pg_advisory_unlock(5204)')
}

async function maintain(server: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: server })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

function databaseUrl(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}
