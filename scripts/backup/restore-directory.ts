import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Pool } from 'pg'
import { readKeys } from '../../cloudfunctions/kit/seal'
import { openDatabase } from '../../local/database'
import { enterHome, resetHome, type Home } from '../../local/home'
import { writeHomeFile } from './home-files'
import { localMedia } from './media-store'
import { restoreBackup, type Restored, type Target } from './restore-backup'
import type { Secret } from './sealed-stream'
import { BackupRefused } from './words'

/**
 * Restores into a local data directory. It is made beside the place first (`DIR.restoring`) and moved there when all is
 * well, so that a directory that is replaced is whole until then. Refuses one with anything in it unless `replace`.
 * @param server a PostgreSQL that holds the rows, where the local cloud runs on one; else they go into PGlite
 */
export async function restoreDirectory(file: string, secret: Secret, directory: string, options: { replace: boolean; withMedia: boolean; server?: Pool }): Promise<Restored> {
  const at = path.resolve(directory)
  if (existsSync(at) && readdirSync(at).length > 0 && !options.replace) {
    throw new BackupRefused(`${at} 里已经有东西，没有动它。请用 --data 换一个空目录；确实要用备份换掉它，加 --replace。`)
  }
  const making = `${at}.restoring`
  resetHome(making) // what an earlier try that was killed left behind
  const home = enterHome(making)
  try {
    const restored = await into(home, file, secret, options)
    home.leave()
    // Refuses a directory that is not ours or that a running local cloud holds.
    resetHome(at)
    renameSync(making, at)
    return restored
  } catch (trouble) {
    home.leave()
    rmSync(making, { recursive: true, force: true })
    throw trouble
  }
}

async function into(home: Home, file: string, secret: Secret, options: { replace: boolean; withMedia: boolean; server?: Pool }): Promise<Restored> {
  const target = (pool: Pool): Target => ({
    pool,
    media: options.withMedia ? localMedia(home.file('files')) : undefined,
    home: (name, body) => writeHomeFile(home.path, name, body),
    replace: options.replace,
    finish: (names) => keepKeys(home, names),
  })
  if (options.server) return restoreBackup(file, secret, target(options.server))
  const database = await openDatabase(home.file('pg'))
  try {
    return await restoreBackup(file, secret, target(database.pool))
  } finally {
    await database.close()
  }
}

/** A server's backup has no keys in it: then those of the environment are kept beside the data. */
function keepKeys(home: Home, names: readonly string[]): void {
  if (names.includes('secrets.json')) return
  const { EXPRESS_LANE_KEYS: keys, EXPRESS_LANE_PEPPER: pepper } = process.env
  if (!keys || !pepper) {
    throw new BackupRefused('这个备份来自服务器，里面没有密钥。请把当时的 EXPRESS_LANE_KEYS 和 EXPRESS_LANE_PEPPER 设为环境变量再恢复。')
  }
  readKeys(process.env) // refuses keys that no function could start with
  const secrets = { keys, pepper, storage: randomBytes(32).toString('base64') }
  writeFileSync(home.file('secrets.json'), `${JSON.stringify(secrets)}\n`, { mode: 0o600 })
  writeFileSync(home.file('seeded'), '')
}
