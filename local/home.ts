import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { CannotStart, codeOf } from './words'

/**
 * The version of what the local cloud keeps on disk. Raise it when the layout changes in a way an older program could
 * not read; the database's own schema has its own version.
 */
export const HOME_VERSION = 1

const MARK = 'express-lane.json'
const LOCK = 'running.json'

/** The local cloud's directory: database, files, the simulated WeChat, the clock, the keys. */
export interface Home {
  readonly path: string
  file(name: string): string
  readonly secrets: Secrets
  /** Gives the directory back. */
  leave(): void
}

/** Made on the first start and kept beside the data that they seal. */
export interface Secrets {
  /** As EXPRESS_LANE_KEYS. */
  readonly keys: string
  /** As EXPRESS_LANE_PEPPER. */
  readonly pepper: string
  /** Signs storage links. */
  readonly storage: string
}

/**
 * Takes the directory for this process. Refuses (CannotStart) one that holds something else, one of another version,
 * and one that another living process holds; what a dead process left locked is taken over.
 */
export function enterHome(directory: string): Home {
  const at = path.resolve(directory)
  mkdirSync(at, { recursive: true })
  const file = (name: string) => path.join(at, name)
  const isNew = checkMark(at)
  takeLock(at)
  try {
    if (isNew) writeFileSync(file(MARK), `${JSON.stringify({ product: 'express-lane', version: HOME_VERSION })}\n`)
    const leave = () => rmSync(file(LOCK), { force: true })
    return { path: at, file, secrets: secretsIn(file('secrets.json')), leave }
  } catch (trouble) {
    rmSync(file(LOCK), { force: true })
    throw trouble
  }
}

/**
 * Deletes the directory, so that the next start begins anew. Only where it is empty, absent, or carries our mark, and
 * nobody runs on it: `--data` may have been mistyped.
 */
export function resetHome(directory: string): void {
  const at = path.resolve(directory)
  if (!existsSync(at)) return
  if (readdirSync(at).length > 0) {
    if (readMark(at) === undefined) {
      throw new CannotStart(`${at} 不像是直通车的数据目录（里面没有 ${MARK}），没有删除任何东西。请核对 --data。`)
    }
    const holder = livingHolder(at)
    if (holder !== undefined) throw new CannotStart(heldWords(at, holder))
  }
  rmSync(at, { recursive: true, force: true })
}

/** @returns whether the directory is new */
function checkMark(at: string): boolean {
  const mark = readMark(at)
  if (mark === undefined) {
    if (readdirSync(at).length === 0) return true
    throw new CannotStart(`${at} 里已经有别的东西，不是直通车的数据目录。请用 --data 换一个空目录。`)
  }
  if (mark === HOME_VERSION) return false
  throw new CannotStart(
    mark > HOME_VERSION
      ? `${at} 的数据是较新版本的程序写的（数据版本 ${mark}，本程序 ${HOME_VERSION}）。数据没有动。请更新程序，或用 --data 换一个目录。`
      : `${at} 的数据是旧版本的（数据版本 ${mark}，本程序 ${HOME_VERSION}）。数据没有动。请用 --data 换一个目录，或加 --reset 清空重来。`,
  )
}

/** The version in the mark; undefined where there is no mark of ours. */
function readMark(at: string): number | undefined {
  try {
    const mark: unknown = JSON.parse(readFileSync(path.join(at, MARK), 'utf8'))
    if (typeof mark !== 'object' || mark === null || !('product' in mark) || mark.product !== 'express-lane') return undefined
    return 'version' in mark && typeof mark.version === 'number' ? mark.version : undefined
  } catch {
    return undefined
  }
}

function takeLock(at: string): void {
  const lock = path.join(at, LOCK)
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const handle = openSync(lock, 'wx')
      writeFileSync(handle, JSON.stringify({ pid: process.pid }))
      closeSync(handle)
      return
    } catch (trouble) {
      if (codeOf(trouble) !== 'EEXIST') throw trouble
    }
    const holder = livingHolder(at)
    if (holder !== undefined) throw new CannotStart(heldWords(at, holder))
    rmSync(lock, { force: true })
  }
  throw new CannotStart(`${at} 正被另一个程序占用。请稍后再试，或用 --data 换一个目录。`)
}

const heldWords = (at: string, pid: number) =>
  `${at} 正被另一个直通车进程使用（进程号 ${pid}）。请先停止它（在它的窗口按 Ctrl+C），或用 --data 换一个目录。`

function livingHolder(at: string): number | undefined {
  try {
    const lock: unknown = JSON.parse(readFileSync(path.join(at, LOCK), 'utf8'))
    const pid = typeof lock === 'object' && lock !== null && 'pid' in lock && typeof lock.pid === 'number' ? lock.pid : 0
    return pid > 0 && isAlive(pid) ? pid : undefined
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (trouble) {
    // EPERM: it lives, but is another user's.
    return codeOf(trouble) === 'EPERM'
  }
}

function secretsIn(file: string): Secrets {
  if (existsSync(file)) {
    const kept: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (isSecrets(kept)) return kept
    throw new CannotStart(`${file} 损坏了：没有里面的密钥，数据打不开。请恢复备份，或加 --reset 清空重来。`)
  }
  const key = () => randomBytes(32).toString('base64')
  const made: Secrets = { keys: `local1:${key()}`, pepper: key(), storage: key() }
  writeFileSync(file, `${JSON.stringify(made)}\n`, { mode: 0o600 })
  return made
}

function isSecrets(value: unknown): value is Secrets {
  if (typeof value !== 'object' || value === null) return false
  const { keys, pepper, storage } = value as Record<string, unknown> // an object; each member is checked next
  return [keys, pepper, storage].every((one) => typeof one === 'string' && one !== '')
}
