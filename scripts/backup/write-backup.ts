import { existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Pool, PoolClient } from 'pg'
import { latestVersion, schemaVersion } from '../../cloudfunctions/db/migrate'
import { verifyLedger } from '../../cloudfunctions/kit/ledger-check'
import { checkBackup, FilesSummer, sha256Of, type Begin, type CheckedBackup, type Manifest } from './contents'
import type { MediaStore } from './media-store'
import { databaseOn } from './one-client'
import { seal, type Secret } from './sealed-stream'
import { readRows, tableShapes, TableSummer, textSettings, type TableSum } from './table-rows'
import { tarEnd, tarEntry } from './tar'
import { BackupRefused } from './words'

/** What is backed up. */
export interface Source {
  readonly pool: Pool
  /** Undefined: photos and recordings are left out. */
  readonly media: MediaStore | undefined
  /** What a data directory has beside the database and the files: keys, clock, the simulated WeChat. */
  readonly home: ReadonlyMap<string, Buffer>
  readonly now: Date
}

/**
 * Writes a backup: one snapshot of the database (repeatable read), the photos and recordings it names, and a manifest.
 * The file appears whole, after it was read back and checked, or not at all. Refuses a file that is there already and a
 * database that a newer program made.
 */
export async function writeBackup(file: string, secret: Secret, source: Source): Promise<CheckedBackup> {
  if (existsSync(file)) throw new BackupRefused(`${file} 已经存在，没有覆盖它。请换一个文件名。`)
  const writing = `${file}.part`
  const client = await source.pool.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    await client.query(textSettings)
    const handle = await open(writing, 'wx', 0o600).catch(() => {
      throw new BackupRefused(`写不了 ${writing}：目录不存在、没有权限，或另一个备份正在写它（上次备份被打断时会留下它，请先删除）。`)
    })
    try {
      await pipeline(entries(client, source), createGzip(), (packed: AsyncIterable<Buffer>) => seal(packed, secret), handle.createWriteStream({ flush: true }))
    } finally {
      await handle.close().catch(() => undefined) // the stream closes it where all went well
    }
    const checked = await checkBackup(writing, secret)
    await rename(writing, file)
    return checked
  } catch (trouble) {
    if (!(trouble instanceof BackupRefused && trouble.message.startsWith('写不了'))) await rm(writing, { force: true })
    throw trouble
  } finally {
    await client.query('rollback')
    client.release()
  }
}

async function* entries(client: PoolClient, source: Source): AsyncGenerator<Buffer> {
  const schema = await schemaVersion(client)
  if (schema === 0) throw new BackupRefused('这个数据库里还没有直通车的数据。')
  if (schema > latestVersion) throw new BackupRefused(`数据库是较新版本的程序建的（版本 ${schema}，本程序 ${latestVersion}），请用那个版本的程序备份。`)
  const shapes = await tableShapes(client)
  const begin: Begin = {
    format: 1,
    schema,
    at: source.now.toISOString(),
    tables: shapes.map(({ name, columns }) => ({ name, columns })),
    withMedia: source.media !== undefined,
  }
  yield jsonEntry('begin.json', begin)
  for (const [name, body] of source.home) yield tarEntry({ name: `home/${name}`, body })
  const tables: Record<string, TableSum> = {}
  for (const shape of shapes) {
    const summer = new TableSummer(shape)
    let number = 0
    for await (const { text } of readRows(client, shape)) {
      summer.add(text)
      yield tarEntry({ name: `tables/${shape.name}/${String(number++).padStart(6, '0')}.ndjson`, body: Buffer.from(text, 'utf8') })
    }
    tables[shape.name] = summer.sum()
  }
  const files = new FilesSummer()
  const missing: { first: string[]; count: number } = { first: [], count: 0 }
  if (source.media) yield* mediaEntries(client, source.media, files, missing)
  const { cases, lines, broken } = await verifyLedger(databaseOn(client))
  const ledger = { cases, lines, broken: broken.length }
  const manifest: Manifest = { tables, files: files.sum(), missing: missing.first, missingCount: missing.count, ledger }
  yield jsonEntry('manifest.json', manifest)
  yield tarEnd
}

const PAGE = 500

async function* mediaEntries(client: PoolClient, media: MediaStore, files: FilesSummer, missing: { first: string[]; count: number }): AsyncGenerator<Buffer> {
  let after = ''
  for (;;) {
    const page = await client.query<{ cloud_path: string; file_id: string; state: string }>(
      'select cloud_path, file_id, state from media where cloud_path collate "C" > $1 order by cloud_path collate "C" limit $2',
      [after, PAGE],
    )
    for (const { cloud_path: cloudPath, file_id: fileId, state } of page.rows) {
      after = cloudPath
      const body = await media.read({ cloudPath, fileId })
      if (body) {
        const sha256 = sha256Of(body)
        files.add(cloudPath, sha256, body.length)
        yield tarEntry({ name: `files/${sha256}/${cloudPath}`, body })
      } else if (state === 'ready' && ++missing.count <= 100) missing.first.push(cloudPath)
    }
    if (page.rows.length < PAGE) return
  }
}

const jsonEntry = (name: string, value: object) => tarEntry({ name, body: Buffer.from(JSON.stringify(value), 'utf8') })
