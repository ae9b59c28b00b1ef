import { applyRetention } from '../cloudfunctions/kit/retention'
import { dataCommand } from './data-command'

const usage = `用法：npm run retention -- dry-run | apply [--data 目录]
  dry-run 只数一数按保存期限该删除多少个人资料，什么都不动；apply 真的删除（定时任务每天也会做）。`

/** `npm run retention`: what the retention rules would remove, or removing it. */
dataCommand(usage, ['dry-run', 'apply'], async ({ db }, args) => {
  const dryRun = args[0] === 'dry-run'
  const found = await applyRetention(db, new Date(), { dryRun, most: 1_000_000 })
  console.log(`${dryRun ? '到期应删除' : '已删除'}：联系方式 ${found.contacts} 条，消息 ${found.notices} 条。`)
  return 0
})
