import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { enterHome, HOME_VERSION, resetHome } from '../../local/home'
import { CannotStart } from '../../local/words'

let base: string
let home: string
beforeEach(() => {
  base = mkdtempSync(path.join(tmpdir(), 'express-lane-home-'))
  home = path.join(base, 'data')
})
afterEach(() => rmSync(base, { recursive: true, force: true }))

/** Runs what must be refused and gives its words; it must not have been another failure. */
function refusal(run: () => unknown): string {
  try {
    run()
  } catch (trouble) {
    if (trouble instanceof CannotStart) return trouble.message
    throw trouble
  }
  throw new Error('was not refused')
}

const put = (name: string, value: unknown) => {
  mkdirSync(home, { recursive: true })
  writeFileSync(path.join(home, name), typeof value === 'string' ? value : JSON.stringify(value))
}
/** The id of a process that is no more. */
const deadPid = () => spawnSync(process.execPath, ['-e', '']).pid

test('a new directory is taken, marked, and given back; its secrets stay and only its owner reads them', () => {
  const first = enterHome(home)
  first.leave()
  const second = enterHome(home)
  expect(second.secrets).toEqual(first.secrets)
  expect(Buffer.from(second.secrets.pepper, 'base64')).toHaveLength(32)
  expect(statSync(path.join(home, 'secrets.json')).mode & 0o077).toBe(0)
  second.leave()
})

test('another living process on it is refused, with its number and what to do', () => {
  const first = enterHome(home)
  const words = refusal(() => enterHome(home))
  expect(words).toContain(`进程号 ${process.pid}`)
  expect(words).toContain('--data')
  first.leave()
  enterHome(home).leave()
})

test('what a dead process left locked is taken over, a torn lock too', () => {
  enterHome(home).leave()
  put('running.json', { pid: deadPid() })
  enterHome(home).leave()
  put('running.json', '{"pi')
  enterHome(home).leave()
  expect(existsSync(path.join(home, 'running.json'))).toBe(false)
})

test('data of a newer version is refused and not touched', () => {
  put('express-lane.json', { product: 'express-lane', version: HOME_VERSION + 1 })
  const words = refusal(() => enterHome(home))
  expect(words).toContain('较新版本')
  expect(words).toContain('数据没有动')
  expect(readdirSync(home)).toEqual(['express-lane.json'])
})

test('data of an older version is refused and not touched', () => {
  put('express-lane.json', { product: 'express-lane', version: HOME_VERSION - 1 })
  expect(refusal(() => enterHome(home))).toContain('旧版本')
  expect(readdirSync(home)).toEqual(['express-lane.json'])
})

test('a directory of something else is neither used nor reset', () => {
  put('thesis.txt', 'three years of work')
  expect(refusal(() => enterHome(home))).toContain('不是直通车的数据目录')
  expect(refusal(() => resetHome(home))).toContain('没有删除任何东西')
  put('express-lane.json', { product: 'another', version: 1 })
  expect(refusal(() => resetHome(home))).toContain('没有删除任何东西')
  expect(readFileSync(path.join(home, 'thesis.txt'), 'utf8')).toBe('three years of work')
})

test('reset wipes our own, also of another version; an absent directory is fine', () => {
  enterHome(home).leave()
  put('express-lane.json', { product: 'express-lane', version: HOME_VERSION + 1 })
  resetHome(home)
  expect(existsSync(home)).toBe(false)
  resetHome(home)
})

test('reset is refused while somebody runs on it', () => {
  const running = enterHome(home)
  expect(refusal(() => resetHome(home))).toContain(`进程号 ${process.pid}`)
  expect(existsSync(path.join(home, 'secrets.json'))).toBe(true)
  running.leave()
})

test('broken secrets are told, and the lock is given back', () => {
  enterHome(home).leave()
  put('secrets.json', { keys: '' })
  expect(refusal(() => enterHome(home))).toContain('密钥')
  expect(existsSync(path.join(home, 'running.json'))).toBe(false)
})
