import path from 'node:path'
import { parseArgs } from 'node:util'
import { buildClient } from '../scripts/build-client'
import { buildFunctions, functionRooms } from '../scripts/build-functions'
import { startCloud, type LocalCloud } from './cloud'
import { resetHome } from './home'
import { needsSeed, seed } from './seed/seed'
import { CannotStart } from './words'

const USAGE = `用法：npm start -- [选项]
  --port 8100        端口
  --host 127.0.0.1   监听地址；要让同一网络里的手机打开，用 0.0.0.0 并给出 --address
  --address URL      别的设备怎样访问本机，例如 http://192.168.1.5:8100
  --data .data       数据目录
  --reset            先清空数据目录（只清空直通车自己的）
  --no-build         不检查、不重新构建
  --help             显示本说明
设了环境变量 DATABASE_URL 时使用那个 PostgreSQL，否则使用内置的 PGlite。`

const root = path.resolve(__dirname, '..')

function readOptions(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '8100' },
      host: { type: 'string', default: '127.0.0.1' },
      address: { type: 'string' },
      data: { type: 'string', default: '.data' },
      reset: { type: 'boolean', default: false },
      'no-build': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new CannotStart(`端口要是 0 到 65535 的整数，不能是“${values.port}”。`)
  if (values.address !== undefined && !/^https?:\/\/[^/\s]+$/.test(values.address)) {
    throw new CannotStart(`--address 要像 http://192.168.1.5:8100 这样，结尾不带斜线，不能是“${values.address}”。`)
  }
  return { ...values, port }
}

async function run(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  if (options.help) {
    console.log(USAGE)
    return
  }
  const databaseUrl = process.env.DATABASE_URL
  if (options.reset) {
    if (databaseUrl) throw new CannotStart('--reset 只清空内置数据库。现在用的是 DATABASE_URL 指定的数据库，请自行清空它，或去掉这个环境变量。')
    resetHome(options.data)
  }
  if (!options['no-build']) {
    await buildFunctions({ quiet: true })
    await buildClient('h5')
  }
  const cloud = await startCloud({
    directory: options.data,
    port: options.port,
    host: options.host,
    dist: path.join(root, 'dist'),
    functionRooms: await functionRooms(),
    say: (line) => console.log(line),
    ...(options.address ? { address: options.address } : {}),
    ...(databaseUrl ? { databaseUrl } : {}),
  })
  stopOnSignal(cloud)
  try {
    await firstStart(cloud)
  } catch (trouble) {
    await cloud.close()
    throw trouble
  }
  cloud.timer.begin()
  console.log(welcome(cloud, options.data))
}

async function firstStart(cloud: LocalCloud): Promise<void> {
  if (!(await needsSeed(cloud))) return
  console.log('第一次启动：正在准备云溪县的示例数据（20个家站、60名代表、12个单位，以及各种办理状态的意见）……')
  const began = Date.now()
  await seed(cloud)
  console.log(`示例数据准备好了，用时 ${((Date.now() - began) / 1000).toFixed(1)} 秒。`)
}

function welcome(cloud: LocalCloud, data: string): string {
  return [
    '',
    '直通车已经启动。',
    `  微信模拟器（从这里开始）  ${cloud.origin}/wechat`,
    `  网页版小程序              ${cloud.origin}/`,
    `  数据                      ${cloud.database.kind === 'PGlite' ? path.resolve(data) : `DATABASE_URL 指定的 PostgreSQL；文件在 ${path.resolve(data)}`}`,
    '  停止                      按 Ctrl+C',
    '',
  ].join('\n')
}

function stopOnSignal(cloud: LocalCloud): void {
  let stopping = false
  const stop = () => {
    if (stopping) process.exit(1)
    stopping = true
    cloud.close().then(
      () => {
        console.log('直通车已停止，数据都已保存。')
        process.exit(0)
      },
      (trouble: unknown) => {
        console.error(trouble)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

run().catch((trouble: unknown) => {
  if (trouble instanceof CannotStart) console.error(trouble.message)
  else if (trouble instanceof TypeError && 'code' in trouble && String(trouble.code).startsWith('ERR_PARSE_ARGS')) console.error(`${trouble.message}\n${USAGE}`)
  else console.error(trouble)
  process.exit(1)
})
