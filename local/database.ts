import { Pool } from 'pg'
import { latestVersion, migrate, schemaVersion } from '../cloudfunctions/db/migrate'
import { pgTypes } from '../cloudfunctions/db/pg-types'
import { CannotStart } from './words'

/** The local cloud's database. */
export interface LocalDatabase {
  readonly pool: Pool
  readonly kind: 'PGlite' | 'PostgreSQL'
  close(): Promise<void>
}

/**
 * Opens the database: the PostgreSQL that `url` names, else PGlite with its data in `directory`.
 * Refuses (CannotStart) where it cannot be reached or opened.
 */
export async function openDatabase(directory: string, url?: string): Promise<LocalDatabase> {
  return url ? openServer(url) : openLite(directory)
}

/** Brings the schema to this program's version. Refuses (CannotStart) one that a newer program made; nothing is changed then. */
export async function migrateLocal(database: LocalDatabase): Promise<string[]> {
  const present = await schemaVersion(database.pool)
  if (present > latestVersion) {
    throw new CannotStart(
      `数据库的结构是较新版本的程序建的（版本 ${present}，本程序 ${latestVersion}）。数据没有动。请更新程序，或换一个数据库（--data 或 DATABASE_URL）。`,
    )
  }
  return migrate(database.pool)
}

async function openLite(directory: string): Promise<LocalDatabase> {
  const { PGlite } = await import('@electric-sql/pglite')
  const { pg_trgm } = await import('@electric-sql/pglite/contrib/pg_trgm')
  const { createPgConfig } = await import('@electric-sql/pglite/node-postgres')
  try {
    const lite = await PGlite.create({ dataDir: directory, extensions: { pg_trgm } })
    // PGlite is one connection: the pool hands it out to one at a time, and never closes it for being idle.
    const pool = new Pool({ ...createPgConfig(lite), idleTimeoutMillis: 0, types: pgTypes })
    return {
      pool,
      kind: 'PGlite',
      close: async () => {
        await pool.end()
        await lite.close()
      },
    }
  } catch (trouble) {
    const why = trouble instanceof Error ? trouble.message : String(trouble)
    throw new CannotStart(`打不开数据库 ${directory}（${why}）。请恢复备份，或加 --reset 清空重来。`)
  }
}

async function openServer(url: string): Promise<LocalDatabase> {
  const pool = new Pool({ connectionString: url, max: 10, idleTimeoutMillis: 30_000, types: pgTypes })
  // An idle connection that the server drops is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => undefined)
  try {
    await pool.query('select 1')
  } catch (trouble) {
    await pool.end()
    const why = trouble instanceof Error ? trouble.message : String(trouble)
    throw new CannotStart(`连不上 DATABASE_URL 指定的 PostgreSQL（${why}）。请检查地址、口令和网络。`)
  }
  return { pool, kind: 'PostgreSQL', close: () => pool.end() }
}
