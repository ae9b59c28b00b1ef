import type { Pool, PoolClient } from 'pg'
import { opinionLoop } from './migrations/0001-opinion-loop'
import { importKey } from './migrations/0002-import-key'
import { personalData } from './migrations/0003-personal-data'
import { signIn } from './migrations/0004-sign-in'
import { mediaCheck } from './migrations/0005-media-check'

/** Every migration in order. A released one is never changed: a new one follows it. */
export const migrations: readonly { readonly version: number; readonly name: string; readonly sql: string }[] = [
  { version: 1, name: '0001-opinion-loop', sql: opinionLoop },
  { version: 2, name: '0002-import-key', sql: importKey },
  { version: 3, name: '0003-personal-data', sql: personalData },
  { version: 4, name: '0004-sign-in', sql: signIn },
  { version: 5, name: '0005-media-check', sql: mediaCheck },
]

/** The schema version this code works with. */
export const latestVersion = migrations[migrations.length - 1]?.version ?? 0

// Any number: it only has to be the same for all who migrate one database.
const LOCK = 7_410_311

/** The version of the schema in the database; 0 for an empty one. */
export async function schemaVersion(pool: Pool | PoolClient): Promise<number> {
  const there = await pool.query<{ there: boolean }>(`select to_regclass('schema_version') is not null as there`)
  if (!there.rows[0]?.there) return 0
  const found = await pool.query<{ version: number | null }>('select max(version) as version from schema_version')
  return found.rows[0]?.version ?? 0
}

/**
 * Brings the schema to the latest version, each migration in a transaction of its own, under a lock, so that several
 * starters at once do it once. Refuses (Error) a schema newer than this code.
 * @param options `upTo`: not beyond this version, where a database of an older program is wanted
 * @returns the names of the migrations run (or, in a dry run, to be run)
 */
export async function migrate(pool: Pool, options: { dryRun?: boolean; upTo?: number } = {}): Promise<string[]> {
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    const present = await schemaVersion(client)
    if (present > latestVersion) {
      throw new Error(`the schema has version ${present}, newer than this program's ${latestVersion}`)
    }
    const due = migrations.filter((m) => m.version > present && m.version <= (options.upTo ?? latestVersion))
    if (options.dryRun) return due.map((m) => m.name)
    for (const migration of due) await run(client, migration)
    return due.map((m) => m.name)
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK])
    client.release()
  }
}

/** Makes the tables of a version in an empty schema, in the transaction that the caller has open. */
export async function createSchema(client: PoolClient, upTo: number): Promise<void> {
  for (const migration of migrations.filter((m) => m.version <= upTo)) await apply(client, migration)
}

async function apply(client: PoolClient, migration: (typeof migrations)[number]): Promise<void> {
  await client.query(
    'create table if not exists schema_version (version integer primary key, name text not null, at timestamptz not null default now())',
  )
  await client.query(migration.sql)
  await client.query('insert into schema_version (version, name) values ($1, $2)', [migration.version, migration.name])
}

async function run(client: PoolClient, migration: (typeof migrations)[number]): Promise<void> {
  await client.query('begin')
  try {
    await apply(client, migration)
    await client.query('commit')
  } catch (trouble) {
    await client.query('rollback')
    throw trouble
  }
}
