import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { openDatabase } from '../local/database'
import { enterHome } from '../local/home'
import { CannotStart } from '../local/words'
import { askSecret } from './backup/ask-secret'
import type { CheckedBackup } from './backup/contents'
import { readHomeFiles } from './backup/home-files'
import { cloudMedia, localMedia, type MediaStore } from './backup/media-store'
import type { Secret } from './backup/sealed-stream'
import { BackupRefused, sayBytes } from './backup/words'
import { writeBackup } from './backup/write-backup'

const usage = `用法：npm run backup -- --to 文件 [--data 目录] [--without-media]
  备份本机的数据目录（默认 .data；先停止 npm start）；设了 DATABASE_URL 就备份那个 PostgreSQL，不用停机。
  照片和录音：本机的在数据目录里；云上的按 TCB_ENV 指定的环境读取；--without-media 不备份它们。
  备份是加密的：用 EXPRESS_LANE_BACKUP_KEY（32 字节的 BASE64），或 EXPRESS_LANE_BACKUP_PASSPHRASE，或运行时输入口令。`

interface Options {
  readonly to: string
  readonly data: string | undefined
  readonly withMedia: boolean
}

async function run(): Promise<number> {
  // A large recording over an office line takes its time; nobody waits at a screen.
  process.env.CLOUD_CALL_MS ??= '60000'
  const { values } = parseArgs({
    options: { to: { type: 'string' }, data: { type: 'string' }, 'without-media': { type: 'boolean', default: false }, help: { type: 'boolean' } },
  })
  if (values.help || !values.to) {
    console.error(usage)
    return values.help ? 0 : 2
  }
  const secret = await askSecret(process.env, true)
  const options: Options = { to: values.to, data: values.data, withMedia: !values['without-media'] }
  const url = process.env.DATABASE_URL
  const checked = url ? await fromServer(url, options, secret) : await fromDirectory(options.data ?? '.data', options, secret)
  console.log(report(options.to, checked))
  return 0
}

async function fromDirectory(directory: string, options: Options, secret: Secret): Promise<CheckedBackup> {
  if (!existsSync(directory)) throw new CannotStart(`没有找到数据目录 ${directory}。请用 --data 指明目录。`)
  // The lock keeps the local cloud from running meanwhile.
  const home = enterHome(directory)
  try {
    const database = await openDatabase(home.file('pg'))
    try {
      const media = options.withMedia ? localMedia(home.file('files')) : undefined
      return await writeBackup(options.to, secret, { pool: database.pool, media, home: readHomeFiles(home.path), now: new Date() })
    } finally {
      await database.close()
    }
  } finally {
    home.leave()
  }
}

async function fromServer(url: string, options: Options, secret: Secret): Promise<CheckedBackup> {
  const database = await openDatabase('', url)
  try {
    const home = options.data === undefined ? new Map<string, Buffer>() : readHomeFiles(options.data)
    const media = options.withMedia ? serverMedia(options.data) : undefined
    return await writeBackup(options.to, secret, { pool: database.pool, media, home, now: new Date() })
  } finally {
    await database.close()
  }
}

/** A server's photos lie in the local directory that is named, else in the cloud environment that is set. */
function serverMedia(directory: string | undefined): MediaStore {
  if (directory !== undefined) return localMedia(`${directory}/files`)
  if (process.env.TCB_ENV) return cloudMedia
  throw new BackupRefused('不知道照片和录音在哪里：请设置 TCB_ENV 和它的密钥，或用 --data 指明本机目录；只备份数据库就加 --without-media。')
}

function report(to: string, { begin, manifest, home }: CheckedBackup): string {
  const rows = Object.values(manifest.tables).reduce((sum, one) => sum + one.rows, 0)
  const { ledger, files } = manifest
  const media = begin.withMedia ? `照片和录音 ${files.count} 个（${sayBytes(files.bytes)}）` : '没有备份照片和录音'
  return [
    `已备份到 ${to}，并已回读核对。`,
    `  数据库结构版本 ${begin.schema}，${begin.tables.length} 张表 ${rows} 行；${media}。`,
    ...(manifest.missingCount > 0 ? [`  注意：有 ${manifest.missingCount} 个照片或录音在存储里找不到，例如 ${manifest.missing[0] ?? ''}。`] : []),
    ledger.broken === 0 ? `  办理台账 ${ledger.cases} 件、${ledger.lines} 条，全部连得上。` : `  注意：办理台账有 ${ledger.broken} 件被动过，请运行 npm run ledger -- verify 查看。`,
    home.includes('secrets.json')
      ? '  本机的密钥也在备份里：请像保管密钥一样保管备份和它的口令。'
      : '  密钥（EXPRESS_LANE_KEYS、EXPRESS_LANE_PEPPER）不在备份里：请另外妥善保管，没有它们，联系方式等加密内容打不开。',
  ].join('\n')
}

run().then(
  (code) => process.exit(code),
  (trouble: unknown) => {
    if (trouble instanceof CannotStart) console.error(`${trouble.message}\n没有留下备份文件。`)
    else console.error(trouble)
    process.exit(1)
  },
)
