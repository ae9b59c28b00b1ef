import { verifyLedger } from '../cloudfunctions/kit/ledger-check'
import { databaseOf } from '../cloudfunctions/kit/database'
import { openDatabase } from '../local/database'
import { enterHome } from '../local/home'

/** `npm run ledger -- verify [--data DIR]`: reads every chain and names the first line of each case that does not fit. */
async function main(args: readonly string[]): Promise<number> {
  if (args[0] !== 'verify') {
    console.error('用法：npm run ledger -- verify [--data 目录]   （设了 DATABASE_URL 就查那个数据库）')
    return 2
  }
  const at = args.indexOf('--data')
  const home = enterHome(at >= 0 ? (args[at + 1] ?? '.data') : '.data')
  const database = await openDatabase(home.file('pg'), process.env.DATABASE_URL)
  try {
    const found = await verifyLedger(databaseOf(database.pool))
    console.log(`共 ${found.cases} 件、${found.lines} 条记录。`)
    for (const one of found.broken) console.log(`第 ${one.seq} 条不对：案卷 ${one.subjectId}，${one.why}`)
    console.log(found.broken.length === 0 ? '全部连得上，没有被改动。' : `有 ${found.broken.length} 件案卷的记录被动过。`)
    return found.broken.length === 0 ? 0 : 1
  } finally {
    await database.close()
    home.leave()
  }
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (trouble: unknown) => {
    console.error(trouble instanceof Error ? trouble.message : trouble)
    process.exit(1)
  },
)
