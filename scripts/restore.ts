import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { openDatabase } from '../local/database'
import { CannotStart } from '../local/words'
import { askSecret } from './backup/ask-secret'
import { checkBackup } from './backup/contents'
import { cloudMedia } from './backup/media-store'
import { restoreBackup, type Restored } from './backup/restore-backup'
import { restoreDirectory } from './backup/restore-directory'
import type { Secret } from './backup/sealed-stream'
import { BackupRefused, sayBytes } from './backup/words'

const usage = `用法：npm run restore -- --from 文件 [--data 目录] [--replace] [--without-media] [--check]
  恢复到本机的数据目录（默认 .data）；设了 DATABASE_URL 就恢复到那个 PostgreSQL，同时给出 --data 时，照片和密钥恢复到该目录。
  只往空的地方恢复；--replace 用备份换掉现有数据；--check 只核对备份，什么都不恢复。
  打开备份：EXPRESS_LANE_BACKUP_KEY，或 EXPRESS_LANE_BACKUP_PASSPHRASE，或运行时输入口令。`

interface Options {
  readonly from: string
  readonly data: string | undefined
  readonly replace: boolean
  readonly withMedia: boolean
}

async function run(): Promise<number> {
  // A large recording over an office line takes its time; nobody waits at a screen.
  process.env.CLOUD_CALL_MS ??= '60000'
  const { values } = parseArgs({
    options: {
      from: { type: 'string' },
      data: { type: 'string' },
      replace: { type: 'boolean', default: false },
      'without-media': { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  })
  if (values.help || !values.from) {
    console.error(usage)
    return values.help ? 0 : 2
  }
  const { from } = values
  if (!existsSync(from)) throw new BackupRefused(`没有找到备份文件 ${from}。`)
  const secret = await askSecret(process.env, false)
  if (values.check) {
    const { begin, manifest } = await checkBackup(from, secret)
    console.log(`备份完好：${begin.at} 制作，结构版本 ${begin.schema}，照片和录音 ${manifest.files.count} 个，办理台账 ${manifest.ledger.cases} 件。什么都没有恢复。`)
    return 0
  }
  const options: Options = { from, data: values.data, replace: values.replace, withMedia: !values['without-media'] }
  const url = process.env.DATABASE_URL
  const restored = url ? await toServer(url, options, secret) : await restoreDirectory(from, secret, options.data ?? '.data', options)
  console.log(report(url ? 'DATABASE_URL 指定的 PostgreSQL' : (options.data ?? '.data'), restored, url !== undefined && options.data === undefined))
  return 0
}

async function toServer(url: string, options: Options, secret: Secret): Promise<Restored> {
  const database = await openDatabase('', url)
  try {
    const { pool } = database
    if (options.data !== undefined) return await restoreDirectory(options.from, secret, options.data, { ...options, server: pool })
    if (options.withMedia && !process.env.TCB_ENV) {
      throw new BackupRefused('不知道照片和录音要恢复到哪里：请设置 TCB_ENV 和它的密钥，或用 --data 指明本机目录；只恢复数据库就加 --without-media。')
    }
    return await restoreBackup(options.from, secret, { pool, media: options.withMedia ? cloudMedia : undefined, home: undefined, replace: options.replace })
  } finally {
    await database.close()
  }
}

function report(where: string, { checked: { begin, manifest, home }, migrated }: Restored, isServerAlone: boolean): string {
  const rows = Object.values(manifest.tables).reduce((sum, one) => sum + one.rows, 0)
  const { ledger, files } = manifest
  return [
    `已恢复到 ${where}。备份制作于 ${begin.at}。`,
    `  ${begin.tables.length} 张表 ${rows} 行，逐表与清单一致；照片和录音 ${files.count} 个（${sayBytes(files.bytes)}），逐个核对过。`,
    ledger.broken === 0 ? `  办理台账 ${ledger.cases} 件、${ledger.lines} 条，全部连得上。` : `  注意：备份时办理台账就有 ${ledger.broken} 件被动过，请运行 npm run ledger -- verify 查看。`,
    migrated.length > 0 ? `  数据库结构已从版本 ${begin.schema} 升级：${migrated.join('、')}。` : `  数据库结构版本 ${begin.schema}，不用升级。`,
    ...(isServerAlone && home.includes('secrets.json') ? ['  注意：备份里有本机的密钥，没有恢复；函数的 EXPRESS_LANE_KEYS 和 EXPRESS_LANE_PEPPER 要与当时的一样，才打得开加密内容。'] : []),
    ...(isServerAlone && !home.includes('secrets.json') ? ['  密钥不在备份里：函数的 EXPRESS_LANE_KEYS 和 EXPRESS_LANE_PEPPER 要与当时的一样，才打得开加密内容。'] : []),
  ].join('\n')
}

run().then(
  (code) => process.exit(code),
  (trouble: unknown) => {
    if (trouble instanceof CannotStart) console.error(`${trouble.message}\n什么都没有改动。`)
    else console.error(trouble)
    process.exit(1)
  },
)
