import { verifyLedger } from '../cloudfunctions/kit/ledger-check'
import { dataCommand } from './data-command'

/** `npm run ledger -- verify`: reads every chain and names the first line of each case that does not fit. */
dataCommand('用法：npm run ledger -- verify [--data 目录]   （设了 DATABASE_URL 就查那个数据库）', ['verify'], async ({ db }) => {
  const found = await verifyLedger(db)
  console.log(`共 ${found.cases} 件、${found.lines} 条记录。`)
  for (const one of found.broken) console.log(`第 ${one.seq} 条不对：案卷 ${one.subjectId}，${one.why}`)
  console.log(found.broken.length === 0 ? '全部连得上，没有被改动。' : `有 ${found.broken.length} 件案卷的记录被动过。`)
  return found.broken.length === 0 ? 0 : 1
})
