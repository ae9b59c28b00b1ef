import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { checkBackup } from '../../scripts/backup/contents'
import type { Secret } from '../../scripts/backup/sealed-stream'
import { writeBackup } from '../../scripts/backup/write-backup'
import { openLiteDatabase } from '../functions/databases'

// Each command starts a process of its own.
jest.setTimeout(120_000)

const root = path.resolve(__dirname, '../..')
const base = mkdtempSync(path.join(tmpdir(), 'express-lane-backup-command-'))
const secret: Secret = { key: randomBytes(32) }
const secrets = JSON.stringify({ keys: `local1:${randomBytes(32).toString('base64')}`, pepper: randomBytes(32).toString('base64'), storage: 'a key' })
const photo = randomBytes(5000)
const first = path.join(base, 'first.backup')
const data = path.join(base, 'data')

beforeAll(async () => {
  const database = await openLiteDatabase()
  const owner = '11111111-1111-4111-8111-111111111111'
  await database.pool.query('insert into person (id, created_at) values ($1, now())', [owner])
  await database.pool.query(
    `insert into media (id, owner_id, kind, mime, bytes, cloud_path, file_id, state, created_at)
     values (gen_random_uuid(), $1, 'photo', 'image/jpeg', 5000, 'kept/2026-03/one.jpg', 'cloud://one', 'ready', now())`,
    [owner],
  )
  const source = { pool: database.pool, media: { read: async () => photo, write: async () => undefined }, home: new Map([['secrets.json', Buffer.from(secrets)]]), now: new Date('2026-03-02T00:00:00Z') }
  await writeBackup(first, secret, source)
  await database.close()
})
afterAll(() => rmSync(base, { recursive: true, force: true }))

/** A command as a person runs it. */
function run(script: 'backup' | 'restore', ...args: string[]): Promise<{ code: number; said: string }> {
  const key = 'key' in secret ? secret.key.toString('base64') : ''
  const env = { ...process.env, NODE_OPTIONS: '', DATABASE_URL: '', TCB_ENV: '', EXPRESS_LANE_BACKUP_KEY: key }
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', `scripts/${script}.ts`, ...args], { cwd: root, env }, (trouble, out, errors) => {
      resolve({ code: trouble ? Number(trouble.code ?? 1) : 0, said: out + errors })
    })
  })
}

test('a data directory is restored from a backup, and backed up from there, the same again', async () => {
  const restored = await run('restore', '--from', first, '--data', data)
  expect(restored.said).toMatch(/已恢复到[\s\S]*逐表与清单一致；照片和录音 1 个[\s\S]*全部连得上/)
  expect(restored.code).toBe(0)
  expect(readFileSync(path.join(data, 'secrets.json'), 'utf8')).toBe(secrets)
  expect(readFileSync(path.join(data, 'files/kept/2026-03/one.jpg')).equals(photo)).toBe(true)
  expect(readdirSync(base)).not.toContain('data.restoring')

  const second = path.join(base, 'second.backup')
  const backed = await run('backup', '--to', second, '--data', data)
  expect(backed.said).toMatch(/已备份到[\s\S]*照片和录音 1 个[\s\S]*本机的密钥也在备份里/)
  const [one, two] = [await checkBackup(first, secret), await checkBackup(second, secret)]
  expect(two.manifest).toEqual(one.manifest)
  expect(two.home).toContain('secrets.json')

  // A directory with something in it is not touched, nor one that somebody runs on, even to be replaced.
  const refused = await run('restore', '--from', first, '--data', data)
  expect(refused.said).toContain('里已经有东西，没有动它')
  writeFileSync(path.join(data, 'running.json'), JSON.stringify({ pid: process.pid }))
  const held = await run('restore', '--from', first, '--data', data, '--replace')
  expect(held.said).toContain('正被另一个直通车进程使用')
  expect([refused.code, held.code]).toEqual([1, 1])
  expect(existsSync(path.join(data, 'files/kept/2026-03/one.jpg'))).toBe(true)
  expect(readdirSync(base)).not.toContain('data.restoring')
})

test('what is no data directory of ours is never replaced', async () => {
  const other = path.join(base, 'other')
  mkdirSync(other)
  writeFileSync(path.join(other, 'letter.txt'), 'mine')
  const refused = await run('restore', '--from', first, '--data', other, '--replace')
  expect(refused.said).toContain('不像是直通车的数据目录')
  expect(readdirSync(other)).toEqual(['letter.txt'])
})
