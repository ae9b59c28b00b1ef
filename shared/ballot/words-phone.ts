import { BallotRefusal, type Reason } from './refusal'

/** The sentences that a voter's own phone can meet; words.ts has all of them. */
export const PHONE_WORDS = {
  'election-shape': '票决说明的内容不符合规定',
  'election-group': '票决使用的加密参数不是规定的那一组',
  'election-key': '票决的公钥与监票人的公钥对不上',
  'roll-shape': '投票凭证名册的内容不符合规定',
  'roll-member': '名册中的这个凭证不是有效的凭证',
  'roll-twice': '名册中的这个凭证重复了',
  'credential-form': '投票凭证的写法不对，请检查有没有抄错',
  'credential-proof': '没有证明掌握这个投票凭证',
  'ballot-election': '这张票不是这次票决的',
  'ballot-audited': '这张票已经打开检查过，不能再投',
  'ballot-opening': '打开的内容与封好的票对不上，这部手机没有如实加密',
  'choice-forbidden': '所选的项数不符合规定',
  'preparation-used': '这份准备已经用过，请重新准备一张票',
  'text-form': '文字里有不能使用的字符',
} satisfies Partial<Record<Reason, string>>

const OTHERWISE = '这次没有成功，您的票没有投出，请找工作人员'

/** A refusal on the phone as a sentence; anything unforeseen says that nothing was cast and where to turn. */
export function sayOnPhone(error: unknown): string {
  const words: Partial<Record<Reason, string>> = PHONE_WORDS
  return `${(error instanceof BallotRefusal && words[error.reason]) || OTHERWISE}。`
}
