import { type Engine } from './engine'
import { group } from './group'
import { toHex, fromHex } from './random'
import { demand } from './refusal'

/**
 * A scrutineer's key written on paper (密钥抄写字): 36 common characters in nine groups of four. One character is one
 * byte; all 256 sound differently even with the tones left out, and the pairs that southern speech confuses (z/zh, c/ch,
 * s/sh, n/l, f/h, in/ing) are never both in the list, so the words can also be read out.
 */
export const CHARACTERS =
  '爱安八白半帮包北本笔边表别波布茶柴产场潮车晨尺虫愁出船窗吹春大带蛋党刀德灯弟电蝶丁东豆读短队吨多恩二法饭方飞分父改甘钢高歌根工狗' +
  '古瓜关光贵滚国海毫河红后花怀欢黄回火鸡家剑江交姐金九决军卡开看康考课孔口苦快宽矿葵蜡来蓝狼老雷冷李连凉料林六龙楼路乱轮罗绿马麦慢' +
  '忙猫梅门米面苗民墨木怕牌盘胖跑配皮片票品坡七千墙桥茄穷秋去全缺群染让热人日荣肉入软润弱赛沙山上烧蛇神十手书帅双水顺说松算塔台谈糖' +
  '桃特藤题天条铁听铜头土团腿拖瓦外万王位文我五西夏先香小鞋心熊秀许选雪寻鸭盐羊药叶一银永油鱼园月云杂宅站张找这真纸钟周竹砖装准桌最'

const SECRET_BYTES = 32
const CHECK_BYTES = 3

/** Bytes as characters, in groups of four. */
export function toCharacters(bytes: Uint8Array): string {
  const all = Array.from(CHARACTERS)
  return Array.from(bytes, (byte, i) => (i > 0 && i % 4 === 0 ? ' ' : '') + (all[byte] ?? '')).join('')
}

function checkOf(engine: Engine, uuid: string, bodyHex: string): string {
  return engine
    .hash()
    .update(`paper|${uuid}|${bodyHex}`)
    .hex()
    .slice(0, 2 * CHECK_BYTES)
}

/** The words of a secret decryption key: one byte of the scrutineer's number, 32 of the key, three of checksum. */
export function toPaperWords(engine: Engine, uuid: string, trustee: number, secret: bigint): string {
  demand(trustee >= 1 && trustee <= 255 && secret >= group().zero && secret < group().q, 'paper-words')
  const body = trustee.toString(16).padStart(2, '0') + secret.toString(16).padStart(2 * SECRET_BYTES, '0')
  return toCharacters(fromHex(body + checkOf(engine, uuid, body)))
}

/**
 * The key from its words. Spaces, line breaks and full-width spaces are ignored. Refuses a wrong number of characters, a
 * character not in the list (says which), a wrong checksum, and words of another election.
 */
export function fromPaperWords(engine: Engine, uuid: string, words: string): { trustee: number; secret: bigint } {
  const characters = Array.from(words.replace(/\s/g, ''))
  const codes = characters.map((character) => Array.from(CHARACTERS).indexOf(character))
  codes.forEach((code, i) => demand(code >= 0, 'paper-words', { field: `第${i + 1}个字“${characters[i]}”` }))
  demand(codes.length === 1 + SECRET_BYTES + CHECK_BYTES, 'paper-words', { field: `共${codes.length}个字` })
  const hex = toHex(Uint8Array.from(codes))
  const body = hex.slice(0, -2 * CHECK_BYTES)
  demand(checkOf(engine, uuid, body) === hex.slice(-2 * CHECK_BYTES), 'paper-words', { field: 'checksum' })
  const secret = BigInt(`0x${body.slice(2)}`)
  demand(secret < group().q, 'paper-words', { field: 'checksum' })
  return { trustee: parseInt(body.slice(0, 2), 16), secret }
}
