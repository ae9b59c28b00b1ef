import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Platform } from '../../cloudfunctions/kit/platform'
import { readKeys } from '../../cloudfunctions/kit/seal'
import { openClock } from '../../local/clock'
import { migrateLocal, openDatabase } from '../../local/database'
import { enterHome } from '../../local/home'
import { CannotStart } from '../../local/words'

export interface OpenPlatform {
  readonly platform: Platform
  /** Where the data are, in words. */
  readonly where: string
  close(): Promise<void>
}

/**
 * What `npm start` stands on, for a script: the database of the data directory, or the one that DATABASE_URL names with
 * the keys of the environment. Refuses (CannotStart) a directory that has no data yet, or that a running program holds.
 */
export async function openPlatform(directory: string, env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<OpenPlatform> {
  const url = env.DATABASE_URL
  if (url && env.EXPRESS_LANE_KEYS) return open(url, '', readKeys(env), () => new Date(), () => undefined)
  if (!existsSync(path.join(directory, 'express-lane.json'))) {
    throw new CannotStart(`${path.resolve(directory)} 里还没有数据。请先运行一次 npm start，或用 --data 指明数据目录。`)
  }
  const home = enterHome(directory)
  try {
    const clock = openClock(home.file('clock.json'), () => new Date(), say)
    const keys = readKeys({ EXPRESS_LANE_KEYS: home.secrets.keys, EXPRESS_LANE_PEPPER: home.secrets.pepper })
    return await open(url, home.file('pg'), keys, () => clock.now(), () => home.leave())
  } catch (trouble) {
    home.leave()
    throw trouble
  }
}

async function open(
  url: string | undefined,
  directory: string,
  keys: Platform['keys'],
  now: () => Date,
  leave: () => void,
): Promise<OpenPlatform> {
  const database = await openDatabase(directory, url)
  const close = async () => {
    await database.close()
    leave()
  }
  try {
    await migrateLocal(database)
  } catch (trouble) {
    await close()
    throw trouble
  }
  const platform: Platform = {
    pool: database.pool,
    clock: { now },
    keys,
    settings: { templates: {}, miniprogramState: 'formal' },
    log: () => undefined,
    trouble: (trouble) => console.error(trouble),
  }
  return { platform, where: url ? 'DATABASE_URL 指定的数据库' : path.resolve(directory, '..'), close }
}
