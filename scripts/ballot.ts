import { statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { BallotRefusal } from '@shared/ballot/refusal'
import { sayRefusal } from '@shared/ballot/words'
import { auditFile } from './ballot/audit-file'
import { nodeEngine, systemRandom } from './ballot/node-engine'
import { parseOptions, UsageRefusal, wholeNumber } from './ballot/options'
import { inspect, sayReport, sayResult } from './ballot/report'
import { simulate, SIMULATE_OPTIONS } from './ballot/simulate'
import { verifyFile, verifyFileParallel } from './ballot/verify-file'

const USAGE = `用法：npm run -s ballot -- 命令
  simulate --voters V --projects P --form mark|fab [--min A] [--max B] [--blank yes] --trustees K/N [--revotes R] --out 文件.bel
  verify 文件.bel [--threads T]      检查全部内容；退出码 0 表示有效，1 表示有误
  inspect 文件.bel                   外人能看到的内容
  result 文件.bel                    检查后列出结果
  audit 票决说明.json 打开内容.json 封好的票.json   在第二台设备上检查打开的票`

/** Larger files pay for larger tables of powers. */
const LARGE_FILE = 16 * 1024 * 1024

/** Verifies on as many threads as asked for; unasked, a large file takes all cores. */
async function verified(path: string, asked = 0): Promise<string> {
  const large = statSync(path).size > LARGE_FILE
  const threads = asked || (large ? availableParallelism() : 1)
  const engine = nodeEngine(large && threads === 1 ? 12 : 8)
  return sayReport(threads > 1 ? await verifyFileParallel(path, engine, threads) : verifyFile(path, engine))
}

function fileOf(rest: readonly string[]): string {
  const [path, ...more] = rest
  if (path === undefined || more.length > 0) throw new UsageRefusal('请写一个档案文件名')
  return path
}

async function run(command: string | undefined, args: readonly string[]): Promise<number> {
  switch (command) {
    case 'simulate': {
      const { named, rest } = parseOptions(args, SIMULATE_OPTIONS)
      if (rest.length > 0) throw new UsageRefusal(`不认识：${rest.join(' ')}`)
      return simulate(named, nodeEngine(8), systemRandom, Math.floor(Date.now() / 1000)) ? 0 : 1
    }
    case 'verify': {
      const { named, rest } = parseOptions(args, ['threads'])
      console.log(await verified(fileOf(rest), wholeNumber(named, 'threads', 1, 256, 0)))
      return 0
    }
    case 'inspect':
      console.log(inspect(fileOf(args)))
      return 0
    case 'result': {
      await verified(fileOf(args))
      const words = sayResult(fileOf(args))
      console.log(words ?? '还没有公布结果。')
      return words === undefined ? 1 : 0
    }
    case 'audit': {
      const [election, opening, sealed] = args
      if (!election || !opening || !sealed) throw new UsageRefusal('请写三个文件名')
      console.log(auditFile(nodeEngine(4), election, opening, sealed))
      return 0
    }
    default:
      throw new UsageRefusal(command === undefined ? '请写一个命令' : `没有这个命令：${command}`)
  }
}

/** Words for what went wrong: a refusal, wrong usage, a file that cannot be read; anything else is a bug and shows. */
function complain(error: unknown): void {
  if (error instanceof BallotRefusal) return console.log(`检查不通过：${sayRefusal(error)}\n代码 ${error.message}`)
  if (error instanceof UsageRefusal) return console.error(`${error.message}\n${USAGE}`)
  if (error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error) {
    return console.error(`文件无法读写：${error.message}`)
  }
  console.error(error)
}

const [, , command, ...args] = process.argv
run(command, args).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    complain(error)
    process.exitCode = 1
  },
)
