import { heldByOldKeys, rotateKeys } from '../cloudfunctions/kit/rotate'
import { dataCommand } from './data-command'

const usage = `用法：npm run keys -- status | rotate [--data 目录]
  先把新密钥写在 EXPRESS_LANE_KEYS 的最前面（如 k2:新密钥,k1:旧密钥），再运行 rotate；
  status 说还有多少数据要用旧密钥，为 0 时才可以去掉旧密钥。`

/** `npm run keys`: seals everything anew with the current key, and tells what still needs an older one. */
dataCommand(usage, ['status', 'rotate'], async ({ db, keys }, args) => {
  const in_use = keys()
  if (args[0] === 'rotate') {
    const done = await rotateKeys(db, in_use)
    console.log(`已用密钥 ${in_use.current} 重新加密：联系方式 ${done.contacts} 条，微信标识 ${done.openids} 条。`)
  }
  const left = await heldByOldKeys(db, in_use)
  console.log(
    left === 0
      ? `全部数据都由密钥 ${in_use.current} 加密，可以去掉旧密钥。`
      : `还有 ${left} 条要用旧密钥（其中提交结果的留底一个月内自动清除），先不要去掉旧密钥。`,
  )
  return 0
})
