import path from 'node:path'
import { parseArgs } from 'node:util'
import { create } from '../cloudfunctions/opinion/index'
import { CannotStart, codeOf } from '../local/words'
import { findClerk, stationsOf } from './import/clerk'
import { Unreadable } from './import/decode'
import { importOpinions, type Imported } from './import/import-opinions'
import { openPlatform } from './import/open-platform'

const usage = `用法：npm run import -- opinions 文件 [--station 家站编号] [--as 工作人员姓名] [--source 名称] [--data 目录]
  文件：JSONL、CSV（UTF-8 或 Excel 存的 GBK）、XLSX。
  --station  没有“家站编号”一列时，全部记到这个家站。
  --source   旧系统这份清单的名称，默认用文件名（不带扩展名）。同一份清单再次导入不会重复；文件改了名，请仍用原来的名称。
  --data     数据目录，默认 .data；设了 DATABASE_URL 则导入到那个数据库。`

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { station: { type: 'string' }, as: { type: 'string' }, source: { type: 'string' }, data: { type: 'string' } },
  })
  const [what, file, ...more] = positionals
  if (what !== 'opinions' || !file || more.length > 0) {
    console.error(usage)
    return 1
  }
  const say = (line: string) => console.log(line)
  const opened = await openPlatform(values.data ?? '.data', process.env, say)
  try {
    const { platform } = opened
    const clerk = await findClerk(platform, {
      ...(values.as ? { name: values.as } : {}),
      ...(values.station ? { station: values.station } : {}),
    })
    say(`导入到${opened.where}，${clerk.congressName}，以${clerk.displayName}的名义。`)
    const imported = await importOpinions({
      file,
      source: values.source ?? path.parse(file).name,
      opinion: create(platform),
      clerk,
      stations: await stationsOf(platform, clerk.congressId),
      ...(values.station ? { station: values.station } : {}),
      now: () => platform.clock.now(),
      say,
    })
    say(sayTotals(imported))
    return 0
  } finally {
    await opened.close()
  }
}

function sayTotals({ read, added, alreadyThere, refused }: Imported): string {
  return `共读${read}条 = 新导入${added}条 + 以前已导入${alreadyThere}条 + 没有导入${refused.length}条`
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
