import { existsSync } from 'node:fs'
import { databaseOf, type Db } from '../cloudfunctions/kit/database'
import { readKeys, type Keys } from '../cloudfunctions/kit/seal'
import { migrateLocal, openDatabase } from '../local/database'
import { enterHome } from '../local/home'
import { CannotStart } from '../local/words'

/** What a command on the data works with. */
export interface OpenedData {
  readonly db: Db
  /** The keys: of the environment where DATABASE_URL is set, else those beside the local data. */
  readonly keys: () => Keys
}

/**
 * Runs a command of `npm run …` on the data: DATABASE_URL where it is set, else the local cloud's directory (--data, .data
 * by default). Ends the process with the code that `work` answers; what cannot be done is said in Chinese.
 */
export function dataCommand(usage: string, words: readonly string[], work: (data: OpenedData, args: readonly string[]) => Promise<number>): void {
  const args = process.argv.slice(2)
  const run = async (): Promise<number> => {
    if (!words.includes(args[0] ?? '')) {
      console.error(usage)
      return 2
    }
    const url = process.env.DATABASE_URL
    return url ? onServer(url, args, work) : onDirectory(valueOf(args, '--data') ?? '.data', args, work)
  }
  run().then(
    (code) => process.exit(code),
    (trouble: unknown) => {
      console.error(trouble instanceof CannotStart ? trouble.message : trouble)
      process.exit(1)
    },
  )
}

/** The value behind an option, or undefined. */
export function valueOf(args: readonly string[], option: string): string | undefined {
  const at = args.indexOf(option)
  return at >= 0 ? args[at + 1] : undefined
}

type Work = (data: OpenedData, args: readonly string[]) => Promise<number>

async function onServer(url: string, args: readonly string[], work: Work): Promise<number> {
  const database = await openDatabase('', url)
  try {
    return await work({ db: databaseOf(database.pool), keys: () => readKeys(process.env) }, args)
  } finally {
    await database.close()
  }
}

async function onDirectory(directory: string, args: readonly string[], work: Work): Promise<number> {
  if (!existsSync(directory)) throw new CannotStart(`没有找到数据目录 ${directory}。请先运行 npm start，或用 --data 指明目录。`)
  const home = enterHome(directory)
  try {
    const database = await openDatabase(home.file('pg'))
    try {
      await migrateLocal(database)
      const { keys, pepper } = home.secrets
      const local = () => readKeys({ EXPRESS_LANE_KEYS: process.env.EXPRESS_LANE_KEYS ?? keys, EXPRESS_LANE_PEPPER: pepper })
      return await work({ db: databaseOf(database.pool), keys: local }, args)
    } finally {
      await database.close()
    }
  } finally {
    home.leave()
  }
}
