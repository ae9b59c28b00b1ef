import { Kysely, PostgresDialect } from 'kysely'
import type { PoolClient } from 'pg'
import type { Tables } from '../../cloudfunctions/db/tables'
import type { Db } from '../../cloudfunctions/kit/database'

/** The typed database over one connection, so that it reads inside the transaction that is open there. */
export function databaseOn(client: PoolClient): Db {
  // The transaction belongs to the caller: giving the connection back does nothing here.
  const borrowed = { query: client.query.bind(client), release: () => undefined }
  // Only `connect` and `end` are asked of a pool, and of a client only what is there.
  const pool = { connect: async () => borrowed as unknown as PoolClient, end: async () => undefined }
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}
