import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import type { Pool } from 'pg'
import type { Tables } from '../db/tables'

/** The typed database; a transaction serves wherever this is asked for. */
export type Db = Kysely<Tables>
export type Tx = Transaction<Tables>

const opened = new WeakMap<Pool, Db>()

/** Kysely over a pool, one per pool. */
export function databaseOf(pool: Pool): Db {
  let db = opened.get(pool)
  if (!db) {
    db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
    opened.set(pool, db)
  }
  return db
}

/** PostgreSQL's SQLSTATE of a failure, where it is one. */
export function sqlState(trouble: unknown): string | undefined {
  if (typeof trouble !== 'object' || trouble === null || !('code' in trouble)) return undefined
  return typeof trouble.code === 'string' && /^[0-9A-Z]{5}$/.test(trouble.code) ? trouble.code : undefined
}
