import { existsSync, readdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { migrateLocal, openDatabase } from '../local/database'
import { enterHome, resetHome } from '../local/home'
import { CannotStart, codeOf } from '../local/words'
import { Unreadable } from './import/decode'
import { replay, type Replayed } from './replay/replay'
import { failedChecks, jsonTotals, sayTotals } from './replay/say-totals'
import { freshKeys } from './replay/stage'

const usage = `用法：npm run replay -- 文件 [--data 目录 [--keep]]
  文件：带官方答复的留言（JSONL、CSV 或 XLSX），列：id、user、title、time、text、reply、reply_time。
  --data  在这个新目录里重演（默认在内存里）；--keep 演完保留，可以用 npm start -- --data 目录 打开看。`

const say = (line: string) => console.log(line)

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { data: { type: 'string' }, keep: { type: 'boolean', default: false } } })
  const [file, ...more] = positionals
  if (!file || more.length > 0 || (values.keep && values.data === undefined)) {
    console.error(usage)
    return 1
  }
  const replayed = values.data === undefined ? await inMemory(file) : await onDisk(file, values.data, values.keep)
  for (const line of sayTotals(replayed)) say(line)
  say(jsonTotals(replayed))
  return failedChecks(replayed.totals.checks).length === 0 ? 0 : 1
}

async function inMemory(file: string): Promise<Replayed> {
  const database = await openDatabase('memory://')
  try {
    await migrateLocal(database)
    return await replay(file, { pool: database.pool, keys: freshKeys() }, say)
  } finally {
    await database.close()
  }
}

async function onDisk(file: string, directory: string, keep: boolean): Promise<Replayed> {
  if (existsSync(directory) && readdirSync(directory).length > 0) throw new CannotStart(`${directory} 里已经有东西。重演要用一个新目录。`)
  const home = enterHome(directory)
  try {
    const database = await openDatabase(home.file('pg'))
    try {
      await migrateLocal(database)
      return await replay(file, { pool: database.pool, keys: home.secrets, journal: home.file('wechat.jsonl') }, say)
    } finally {
      await database.close()
    }
  } finally {
    home.leave()
    if (!keep) resetHome(directory)
  }
}

const isWrongOption = (trouble: unknown) => codeOf(trouble)?.startsWith('ERR_PARSE_ARGS') ?? false

main().then(
  (code) => (process.exitCode = code),
  (trouble: unknown) => {
    const inWords = trouble instanceof CannotStart || trouble instanceof Unreadable
    console.error(inWords ? trouble.message : isWrongOption(trouble) ? usage : trouble)
    process.exitCode = 1
  },
)
