import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { type Secret, unseal } from './sealed-stream'
import { readTar, type Entry } from './tar'
import { TableSummer, type TableSum } from './table-rows'
import { BackupRefused } from './words'

/**
 * What is inside a backup, in this order: `begin.json`; `home/NAME`, what a data directory has beside the database;
 * `tables/NAME/NUMBER.ndjson`; `files/SHA256/PATH`, photos and recordings; `manifest.json`.
 */
export interface Begin {
  readonly format: 1
  /** The schema's version. */
  readonly schema: number
  /** When it was made, ISO. */
  readonly at: string
  readonly tables: readonly { readonly name: string; readonly columns: readonly string[] }[]
  /** False where the operator left photos and recordings out. */
  readonly withMedia: boolean
}

export interface Manifest {
  readonly tables: Readonly<Record<string, TableSum>>
  readonly files: FilesSum
  /** Photos and recordings that the database names and the storage did not have, at most the first hundred. */
  readonly missing: readonly string[]
  readonly missingCount: number
  /** How the ledger stood when the backup was made. */
  readonly ledger: { readonly cases: number; readonly lines: number; readonly broken: number }
}

export interface FilesSum {
  readonly count: number
  readonly bytes: number
  /** SHA-256 over a line `SHA256 PATH` a file. */
  readonly sha256: string
}

export const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** Sums files up while they go by. */
export class FilesSummer {
  private readonly hash = createHash('sha256')
  private count = 0
  private bytes = 0

  add(cloudPath: string, sha256: string, length: number): void {
    this.hash.update(`${sha256} ${cloudPath}\n`)
    this.count++
    this.bytes += length
  }

  sum(): FilesSum {
    return { count: this.count, bytes: this.bytes, sha256: this.hash.digest('hex') }
  }
}

/** The parts of `files/SHA256/PATH`. */
export function fileOf(entry: Entry): { sha256: string; cloudPath: string } | undefined {
  const match = /^files\/([0-9a-f]{64})\/(.+)$/.exec(entry.name)
  return match?.[1] !== undefined && match[2] !== undefined ? { sha256: match[1], cloudPath: match[2] } : undefined
}

/** The table whose part an entry is. */
export function tableOf(entry: Entry): string | undefined {
  return /^tables\/([^/]+)\/\d+\.ndjson$/.exec(entry.name)?.[1]
}

/** The entries of a backup file. Refuses (BackupRefused) a wrong key and whatever was changed. */
export async function* readEntries(file: string, secret: Secret): AsyncGenerator<Entry> {
  const opened = unseal(createReadStream(file), secret)
  const unpacked = createGunzip()
  let trouble: unknown
  // pipeline passes every failure on to `unpacked`; which of the two it was is told by what is thrown here.
  pipeline(opened, unpacked, (failed) => (trouble = failed ?? undefined))
  try {
    yield* readTar(unpacked)
  } catch (failed) {
    const why = trouble ?? failed
    throw why instanceof BackupRefused ? why : failed instanceof BackupRefused ? failed : new BackupRefused('备份文件里的内容解不开，不能用它恢复。')
  } finally {
    unpacked.destroy()
  }
}

/** What a backup says of itself, after everything in it was read and checked. */
export interface CheckedBackup {
  readonly begin: Begin
  readonly manifest: Manifest
  /** Names of what a data directory had beside the database. */
  readonly home: readonly string[]
}

/** Reads a whole backup and holds every table and file against the manifest; nothing is written anywhere. */
export async function checkBackup(file: string, secret: Secret): Promise<CheckedBackup> {
  let begin: Begin | undefined
  let manifest: Manifest | undefined
  const home: string[] = []
  const tables = new Map<string, TableSummer>()
  const files = new FilesSummer()
  for await (const entry of readEntries(file, secret)) {
    const table = tableOf(entry)
    const media = fileOf(entry)
    if (entry.name === 'begin.json') begin = beginOf(entry)
    else if (entry.name === 'manifest.json') manifest = manifestOf(entry)
    else if (entry.name.startsWith('home/')) home.push(entry.name.slice('home/'.length))
    else if (table !== undefined) {
      const shape = begin?.tables.find((one) => one.name === table)
      if (!shape) throw notAsSaid(`表 ${table}`)
      if (!tables.has(table)) tables.set(table, new TableSummer(shape))
      tables.get(table)?.add(entry.body.toString('utf8'))
    } else if (media) {
      if (sha256Of(entry.body) !== media.sha256) throw notAsSaid(`文件 ${media.cloudPath}`)
      files.add(media.cloudPath, media.sha256, entry.body.length)
    } else throw notAsSaid(entry.name)
  }
  if (!begin || !manifest) throw new BackupRefused('备份文件里缺少清单，不能用它恢复。')
  compareTables(begin, manifest, tables)
  if (JSON.stringify(files.sum()) !== JSON.stringify(manifest.files)) throw notAsSaid('照片和录音')
  return { begin, manifest, home }
}

function compareTables(begin: Begin, manifest: Manifest, found: ReadonlyMap<string, TableSummer>): void {
  for (const shape of begin.tables) {
    const sum = (found.get(shape.name) ?? new TableSummer(shape)).sum()
    if (JSON.stringify(sum) !== JSON.stringify(manifest.tables[shape.name])) throw notAsSaid(`表 ${shape.name}`)
  }
}

const notAsSaid = (what: string) => new BackupRefused(`备份里的${what}与清单对不上，不能用它恢复。`)

function beginOf(entry: Entry): Begin {
  const begin = JSON.parse(entry.body.toString('utf8')) as Begin // authenticated: only a backup writes it
  if (begin.format !== 1) throw new BackupRefused('这个备份是较新版本的程序写的，请更新程序后再恢复。')
  return begin
}

const manifestOf = (entry: Entry) => JSON.parse(entry.body.toString('utf8')) as Manifest // as above
