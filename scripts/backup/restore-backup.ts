import type { Pool, PoolClient } from 'pg'
import { latestVersion, migrate, schemaVersion } from '../../cloudfunctions/db/migrate'
import { verifyLedger } from '../../cloudfunctions/kit/ledger-check'
import { checkBackup, fileOf, readEntries, sha256Of, tableOf, type CheckedBackup } from './contents'
import { beginLoading } from './load-rows'
import type { MediaStore } from './media-store'
import { databaseOn } from './one-client'
import type { Secret } from './sealed-stream'
import { quoted, sumTable, tableShapes, textSettings, type TableShape } from './table-rows'
import { BackupRefused } from './words'

/** Where a backup goes. */
export interface Target {
  readonly pool: Pool
  /** Undefined: photos and recordings are left alone. */
  readonly media: MediaStore | undefined
  /** Takes what a data directory has beside the database; undefined where there is no directory. */
  readonly home: ((name: string, body: Buffer) => void) | undefined
  /** Whether what is there may be removed. */
  readonly replace: boolean
  /** The last step before the commit; is told the names of what `home` was given, and may refuse. */
  readonly finish?: (home: readonly string[]) => void
}

export interface Restored {
  readonly checked: CheckedBackup
  /** The migrations that brought an older backup up to this program. */
  readonly migrated: readonly string[]
}

/**
 * Restores a backup. First all of it is read and checked; then everything goes in in one transaction, foreign keys are
 * checked, each table is summed up again and held against the manifest, the ledger is verified, each file is read back;
 * only then it is committed, and brought to this program's schema. Refuses a database with data in it unless `replace`,
 * and a backup of a newer program. Whatever fails, the database is as it was.
 */
export async function restoreBackup(file: string, secret: Secret, target: Target): Promise<Restored> {
  const checked = await checkBackup(file, secret)
  const { schema } = checked.begin
  if (schema > latestVersion) throw new BackupRefused(`这个备份是较新版本的程序写的（结构版本 ${schema}，本程序 ${latestVersion}）。请更新程序后再恢复。`)
  const client = await target.pool.connect()
  try {
    await client.query('begin')
    await client.query(textSettings)
    await makeRoom(client, target.replace)
    await fill(client, file, secret, target, checked)
    await verify(client, checked)
    target.finish?.(checked.home)
    await client.query('commit')
  } catch (trouble) {
    await client.query('rollback')
    throw trouble
  } finally {
    client.release()
  }
  return { checked, migrated: await migrate(target.pool) }
}

/** Leaves the schema without tables of ours. */
async function makeRoom(client: PoolClient, replace: boolean): Promise<void> {
  const version = await schemaVersion(client)
  const shapes = await tableShapes(client)
  if (version === 0 && shapes.length > 0) throw new BackupRefused('这个数据库里有别的程序的表，没有动它。请换一个空数据库。')
  if (version === 0) return
  if (!replace) {
    for (const { name } of shapes) {
      const found = await client.query(`select 1 from ${quoted(name)} limit 1`)
      if (found.rowCount) throw new BackupRefused('这个数据库里已经有直通车的数据，没有动它。请换一个空数据库；确实要用备份换掉现有数据，加 --replace。')
    }
  }
  await client.query(`drop table ${[...shapes.map((one) => one.name), 'schema_version'].map(quoted).join(', ')} cascade`)
  // Functions of our own; those of an extension belong to it.
  const functions = await client.query<{ signature: string }>(`
    select p.oid::regprocedure::text as signature from pg_proc p
    where p.pronamespace = current_schema()::regnamespace
      and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')`)
  for (const { signature } of functions.rows) await client.query(`drop function ${signature} cascade`)
}

async function fill(client: PoolClient, file: string, secret: Secret, target: Target, checked: CheckedBackup): Promise<void> {
  const { begin } = checked
  const loading = await beginLoading(client, begin.schema)
  const moved: Moved[] = []
  for await (const entry of readEntries(file, secret)) {
    const table = tableOf(entry)
    const media = fileOf(entry)
    if (table !== undefined) {
      const columns = begin.tables.find((one) => one.name === table)?.columns ?? []
      await loading.add(table, columns, entry.body.toString('utf8'))
    } else if (media && target.media) {
      const fileId = await put(target.media, media, entry.body)
      if (fileId !== undefined) moved.push({ cloudPath: media.cloudPath, fileId })
    } else if (entry.name.startsWith('home/')) target.home?.(entry.name.slice('home/'.length), entry.body)
  }
  await loading.end()
  await compareTables(client, loading.shapes, checked)
  for (const { cloudPath, fileId } of moved) {
    await client.query('update media set file_id = $1 where cloud_path = $2 and file_id <> $1', [fileId, cloudPath])
  }
}

/** A file that has its own id in the environment it was restored to. */
interface Moved {
  readonly cloudPath: string
  readonly fileId: string
}

/** Writes a file and reads it back. */
async function put(media: MediaStore, { cloudPath, sha256 }: { cloudPath: string; sha256: string }, body: Buffer): Promise<string | undefined> {
  const fileId = await media.write(cloudPath, body)
  const kept = await media.read({ cloudPath, fileId: fileId ?? '' })
  if (!kept || sha256Of(kept) !== sha256) throw new BackupRefused(`照片或录音 ${cloudPath} 写进去再读出来不一样，恢复停止。`)
  return fileId
}

/** Each table as it stands in the database now, against the manifest. */
async function compareTables(client: PoolClient, shapes: readonly TableShape[], { begin, manifest }: CheckedBackup): Promise<void> {
  for (const { name, columns } of begin.tables) {
    const shape = shapes.find((one) => one.name === name)
    const sum = shape && (await sumTable(client, { ...shape, columns }))
    if (JSON.stringify(sum) !== JSON.stringify(manifest.tables[name])) throw new BackupRefused(`表 ${name} 恢复后与清单对不上，恢复停止。`)
  }
}

/** The ledger has to stand as it stood when the backup was made. */
async function verify(client: PoolClient, { manifest }: CheckedBackup): Promise<void> {
  const { cases, lines, broken } = await verifyLedger(databaseOn(client))
  const found = { cases, lines, broken: broken.length }
  if (JSON.stringify(found) !== JSON.stringify(manifest.ledger)) throw new BackupRefused('办理台账恢复后核对不上，恢复停止。')
}
