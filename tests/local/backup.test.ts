import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import type { Pool } from 'pg'
import { checkBackup } from '../../scripts/backup/contents'
import { cloudMedia, localMedia, type MediaStore } from '../../scripts/backup/media-store'
import { restoreBackup, type Target } from '../../scripts/backup/restore-backup'
import { seal, unseal, type Secret } from '../../scripts/backup/sealed-stream'
import { sumTable, tableShapes, textSettings } from '../../scripts/backup/table-rows'
import { BackupRefused } from '../../scripts/backup/words'
import { writeBackup } from '../../scripts/backup/write-backup'
import { openCounty, spoken, type County } from '../functions/county'
import { onPostgres, openLiteDatabase, type OpenDatabase } from '../functions/databases'

const base = mkdtempSync(path.join(tmpdir(), 'express-lane-backup-'))
const secret: Secret = { key: randomBytes(32) }
const first = path.join(base, 'first.backup')
/** Incompressible, so that the backup has several chunks. */
const bulk = randomBytes(300_000)

let lite: OpenDatabase
let county: County

beforeAll(async () => {
  lite = await openLiteDatabase()
  county = await openCounty(lite.pool)
  await live(county)
  await writeBackup(first, secret, { pool: lite.pool, media: cloudMedia, home: new Map([['wechat.jsonl', bulk]]), now: county.now() })
})
afterAll(async () => {
  await county.close()
  await lite.close()
  rmSync(base, { recursive: true, force: true })
})

/** Some weeks in a small county: words of every kind, a recording, contacts, replies, a rating. */
async function live({ as, ids, tick, deliver, pass, newPerson, pool }: County): Promise<void> {
  const person = newPerson()
  const sound = Buffer.concat([Buffer.from('OggS'), randomBytes(2000)])
  const leave = await as(person).does('media.ticket', { kind: 'sound', mime: 'audio/ogg', bytes: sound.length, seconds: 2 })
  await fetch(leave.upload.url, { method: 'PUT', body: sound, headers: leave.upload.headers })
  await as(person).does('media.arrive', { mediaId: leave.mediaId })
  const text = '引号"、反斜线\\、{花括号}、逗号,、换行\n第二行、NULL、表情🚏和生僻字𠮷。'
  const contact = { name: '林小溪', phone: '13900005678' }
  const { opinionId } = await as(person).does('opinion.submit', { ...spoken(county, text), mediaIds: [leave.mediaId], contact })
  await as(person).does('media.ticket', { kind: 'photo', mime: 'image/png', bytes: 9 }) // never uploaded
  await tick()
  await deliver()
  await tick()
  const version = async () => (await as(ids.clerk).does('opinion.viewAsStaff', { opinionId })).version
  await as(ids.clerk).does('opinion.assign', { opinionId, version: await version(), unitId: ids.housing, weight: 'small' })
  const handlingId = (await as(ids.clerk).does('opinion.viewAsStaff', { opinionId })).handling?.handlingId ?? ''
  pass({ days: 1 })
  await as(ids.handler).does('handling.acknowledge', { handlingId, version: await version() })
  for (let i = 0; i < 4; i++) await as(newPerson()).does('opinion.submit', spoken(county, `第${i}件：路口的红绿灯不亮。`))
  await tick()
  await pool.query(`update opinion set lat = 38.0123456789, lng = 1e-7, moved_at = moved_at + interval '123456 microseconds' where id = $1`, [opinionId])
}

async function sums(pool: Pool) {
  const client = await pool.connect()
  await client.query('begin')
  await client.query(textSettings)
  const found: Record<string, unknown> = {}
  for (const shape of await tableShapes(client)) found[shape.name] = await sumTable(client, shape)
  await client.query('rollback')
  client.release()
  return found
}

const into = (pool: Pool, media: MediaStore | undefined, replace = false): Target => ({ pool, media, home: undefined, replace })

onPostgres('a backup goes to the other database and back', (open) => {
  it('with the same rows, files and ledger', async () => {
    const server = await open()
    const again = await openLiteDatabase()
    const files = path.join(base, 'files-of-server')
    const there = await restoreBackup(first, secret, into(server.pool, localMedia(files)))
    expect(there.checked.manifest).toMatchObject({ files: { count: 1 }, missingCount: 0, ledger: { cases: 5, broken: 0 } })
    expect(await sums(server.pool)).toEqual(await sums(lite.pool))

    const second = path.join(base, 'second.backup')
    const made = await writeBackup(second, secret, { pool: server.pool, media: localMedia(files), home: new Map(), now: county.now() })
    expect(made.manifest).toEqual(there.checked.manifest)
    await restoreBackup(second, secret, into(again.pool, localMedia(path.join(base, 'files-again'))))
    expect(await sums(again.pool)).toEqual(await sums(lite.pool))
    // What the schema forbids is forbidden again, foreign keys included.
    await expect(again.pool.query('delete from ledger')).rejects.toThrow('append-only')
    await expect(server.pool.query('delete from person')).rejects.toMatchObject({ code: '23503' })
    await again.close()
    await server.close()
  })

  it('as it stood at one moment, whatever is written meanwhile', async () => {
    const server = await open()
    await restoreBackup(first, secret, into(server.pool, undefined))
    const before = await sums(server.pool)
    // While the first table is read, others come to tables that are read later.
    const busy = {
      connect: async () => {
        const client = await server.pool.connect()
        const query = client.query.bind(client) as (...given: unknown[]) => unknown // one of several signatures; handed on as given
        const watched = async (...given: unknown[]) => {
          const answer = await query(...given)
          if (String(given[0]).startsWith('declare')) await server.pool.query(`insert into person (id, created_at) values (gen_random_uuid(), now())`)
          return answer
        }
        return Object.assign(Object.create(client) as typeof client, { query: watched })
      },
    }
    const file = path.join(base, 'busy.backup')
    const made = await writeBackup(file, secret, { pool: busy as unknown as Pool, media: undefined, home: new Map(), now: county.now() }) // only connect is asked
    expect(made.manifest.tables).toEqual(before)
    expect(await sums(server.pool)).not.toEqual(before)
    await server.close()
  })
})

describe('a restore', () => {
  it('refuses a database with data in it, and replaces it only when told to', async () => {
    const other = await openLiteDatabase()
    await other.pool.query(`insert into congress (id, name, level, area_code) values (gen_random_uuid(), '别的县', 'county', '1')`)
    const before = await sums(other.pool)
    await expect(restoreBackup(first, secret, into(other.pool, undefined))).rejects.toThrow('已经有直通车的数据')
    expect(await sums(other.pool)).toEqual(before)
    await restoreBackup(first, secret, into(other.pool, undefined, true))
    expect(await sums(other.pool)).toEqual(await sums(lite.pool))
    await other.close()
  })

  it('takes the ids that the storage of another environment gives', async () => {
    const other = await openLiteDatabase()
    const kept = new Map<string, Buffer>()
    const elsewhere: MediaStore = {
      read: async ({ fileId }) => kept.get(fileId),
      write: async (cloudPath, bytes) => {
        kept.set(`cloud://other/${cloudPath}`, bytes)
        return `cloud://other/${cloudPath}`
      },
    }
    await restoreBackup(first, secret, into(other.pool, elsewhere))
    const { rows } = await other.pool.query<{ file_id: string; cloud_path: string }>(`select file_id, cloud_path from media where state = 'ready'`)
    expect(rows).toEqual([{ file_id: `cloud://other/${rows[0]?.cloud_path}`, cloud_path: rows[0]?.cloud_path }])
    await other.close()
  })

  it('that fails half-way leaves everything as it was', async () => {
    const before = await sums(lite.pool)
    const full: MediaStore = { read: async () => undefined, write: async () => Promise.reject(new Error('no space left')) }
    await expect(restoreBackup(first, secret, into(lite.pool, full, true))).rejects.toThrow('no space left')
    const forgetful: MediaStore = { read: async () => Buffer.from('other bytes'), write: async () => undefined }
    await expect(restoreBackup(first, secret, into(lite.pool, forgetful, true))).rejects.toThrow('写进去再读出来不一样')
    expect(await sums(lite.pool)).toEqual(before)
  })
})

describe('a backup file', () => {
  it('holds nothing that can be read without its key, and is never written over', async () => {
    const bytes = readFileSync(first)
    for (const word of ['林小溪', '红绿灯', 'opinion', 'begin.json']) expect(bytes.includes(word)).toBe(false)
    await expect(writeBackup(first, secret, { pool: lite.pool, media: undefined, home: new Map(), now: county.now() })).rejects.toThrow('已经存在')
    expect(readFileSync(first).equals(bytes)).toBe(true)
    expect(readdirSync(base).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('that was changed, cut off, put together otherwise or is opened by another key is refused in words, and nothing is changed', async () => {
    const bytes = readFileSync(first)
    const before = await sums(lite.pool)
    const [head, chunks] = takeApart(bytes)
    expect(chunks.length).toBeGreaterThan(4)
    const [one, two, three, ...rest] = chunks
    const flipped = Buffer.from(bytes)
    flipped.writeUInt8(flipped.readUInt8(bytes.length - 40) ^ 1, bytes.length - 40)
    const wrong: [string, readonly (Buffer | undefined)[], Secret, RegExp][] = [
      ['a flipped bit', [flipped], secret, /第 \d+ 块被改动/],
      ['its end cut off', [bytes.subarray(0, -1)], secret, /后面一截不见了/],
      ['its last chunk gone', [head, ...chunks.slice(0, -1)], secret, /后面一截不见了/],
      ['two chunks swapped', [head, one, three, two, ...rest], secret, /第 2 块被改动、调换/],
      ['a chunk left out', [head, one, three, ...rest], secret, /第 2 块/],
      ['something added', [bytes, Buffer.alloc(100)], secret, /块/],
      ['another key', [bytes], { key: randomBytes(32) }, /口令或密钥不对/],
      ['a passphrase for a key', [bytes], { passphrase: 'correct horse battery' }, /EXPRESS_LANE_BACKUP_KEY/],
      ['another file', [Buffer.from('PK\x03\x04 not a backup at all')], secret, /不是直通车的备份文件/],
      ['an empty file', [], secret, /不是直通车的备份文件/],
    ]
    for (const [, parts, key, words] of wrong) {
      const file = path.join(base, 'wrong.backup')
      writeFileSync(file, Buffer.concat(parts.filter((part) => part !== undefined)))
      const refused = restoreBackup(file, key, into(lite.pool, localMedia(path.join(base, 'never')), true))
      await expect(refused).rejects.toThrow(words)
      await expect(refused).rejects.toBeInstanceOf(BackupRefused)
    }
    expect(await sums(lite.pool)).toEqual(before)
    expect(existsSync(path.join(base, 'never'))).toBe(false)
  })

  it('is refused wherever a bit is flipped and wherever it is cut', async () => {
    const bytes = readFileSync(first)
    const file = path.join(base, 'any.backup')
    const change = fc.record({ at: fc.nat({ max: bytes.length - 1 }), bit: fc.nat({ max: 7 }), cut: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(change, async ({ at, bit, cut }) => {
        const changed = Buffer.from(cut ? bytes.subarray(0, at) : bytes)
        if (!cut) changed.writeUInt8(changed.readUInt8(at) ^ (1 << bit), at)
        writeFileSync(file, changed)
        await expect(checkBackup(file, secret)).rejects.toBeInstanceOf(BackupRefused)
      }),
      { numRuns: 60 },
    )
  })

  it('opens by its passphrase and by no other', async () => {
    const sealed = await gather(seal(pieces([Buffer.from('第一段'), bulk]), { passphrase: '春江潮水连海平，海上明月' }))
    const opened = await gather(unseal(pieces([sealed]), { passphrase: '春江潮水连海平，海上明月' }))
    expect(opened.equals(Buffer.concat([Buffer.from('第一段'), bulk]))).toBe(true)
    await expect(gather(unseal(pieces([sealed]), { passphrase: '春江潮水连海平，海上明日' }))).rejects.toThrow('口令或密钥不对')
  })

  it('of any length comes back as it was, in whatever pieces it is read', async () => {
    const lengths = fc.oneof(fc.nat({ max: 300 }), fc.integer({ min: 65_530, max: 65_545 }), fc.constantFrom(131_072, 200_000))
    await fc.assert(
      fc.asyncProperty(lengths, fc.integer({ min: 1, max: 70_000 }), async (length, piece) => {
        const plain = bulk.subarray(0, length)
        const sealed = await gather(seal(pieces([plain]), secret))
        const cut = Array.from({ length: Math.ceil(sealed.length / piece) }, (_, i) => sealed.subarray(i * piece, (i + 1) * piece))
        expect((await gather(unseal(pieces(cut), secret))).equals(plain)).toBe(true)
      }),
      { numRuns: 30 },
    )
  })
})

async function* pieces(parts: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* parts
}

async function gather(parts: AsyncIterable<Buffer>): Promise<Buffer> {
  const gathered: Buffer[] = []
  for await (const part of parts) gathered.push(part)
  return Buffer.concat(gathered)
}

/** The head of a backup file and its sealed chunks. */
function takeApart(bytes: Buffer): [Buffer, Buffer[]] {
  const magic = bytes.indexOf('\n') + 1
  let at = magic + 4 + bytes.readUInt32BE(magic)
  const head = bytes.subarray(0, at)
  const chunks: Buffer[] = []
  while (at < bytes.length) {
    const end = at + 4 + bytes.readUInt32BE(at) + 16
    chunks.push(bytes.subarray(at, end))
    at = end
  }
  return [head, chunks]
}
