import { PHONE_WORDS } from './words-phone'
import { type BallotRefusal, type Reason, type Where } from './refusal'

/** Each reason in plain words. The compiler asks for every one. */
const WORDS: Record<Reason, string> = {
  ...PHONE_WORDS,
  'archive-header': '文件开头不是票决档案的格式',
  'archive-name': '档案里一段内容的名称与它的指纹不符，内容被改过',
  'archive-record': '档案里一段内容的排列方式不对，文件被改过',
  'archive-order': '档案里内容的先后次序不对，有缺少或多余的部分',
  'archive-cut': '档案不完整，在中间断开了',
  'event-shape': '这条记录的写法不对',
  'event-parent': '这条记录没有接在前一条之后，前面有记录被删改、调换或插入',
  'event-height': '这条记录的序号不对，前面有记录缺少或多出',
  'event-order': '这条记录不应该出现在这个时候',
  'event-payload': '这条记录所指的内容不在它前面',
  'trustees-shape': '监票人公钥的内容不符合规定',
  'trustee-proof': '这位监票人没有证明自己掌握密钥',
  'trustee-certificate': '这位监票人的身份证书无效',
  'trustee-coefficients': '这位监票人公布的承诺无效',
  'trustee-key': '这位监票人的公钥与大家的承诺对不上',
  'trustee-twice': '同一个监票人出现了两次',
  'commitment-differs': '这位监票人公开的内容与事先的承诺不同',
  'share-unreadable': '这位监票人送来的密钥份额无法解开或被改过',
  'share-wrong': '这位监票人送来的密钥份额与其承诺不符',
  'complaint-unproved': '这位监票人的投诉没有证据',
  'message-signature': '这位监票人消息的签名无效',
  'message-address': '这位监票人的消息不是发给这里的，或不属于这次票决',
  'message-missing': '还没有收到这位监票人的消息',
  'ballot-shape': '这张票的写法不符合规定',
  'ballot-number': '这张票里的数字写法不规范或超出范围',
  'ballot-off-roll': '这张票的凭证不在名册上',
  'ballot-member': '这张票里有不合规定的数',
  'ballot-choice-proof': '这张票没有证明这一项只是选或不选',
  'ballot-total-proof': '这张票没有证明所选的数目在规定范围内',
  'ballot-blank-proof': '这张票没有证明空白票上没有选其他项',
  'ballot-signature': '这张票的签名无效',
  'ballot-copied': '这张票与前面的一张完全相同，是重复投入的',
  'ballot-second': '这个凭证已经投过票，本次票决不能再投',
  'tally-shape': '密文总数的写法不符合规定',
  'tally-count': '公布的计票张数与实际的票不符',
  'tally-differs': '公布的密文总数与按所有票重新计算的不同',
  'decryption-shape': '解密份额的写法不符合规定',
  'decryption-owner': '解密份额的提交人不对，或提交了两次',
  'decryption-proof': '这位监票人的解密份额是错的',
  'decryption-missing': '参加解密的监票人还不够数',
  'decrypted-before': '这次票决已经解密过一次，不能再解密',
  'board-open': '投票还没有结束或密文总数还没有公布，不能解密',
  'key-not-trustee': '这把密钥不属于本次票决的监票人',
  'result-shape': '结果的写法不符合规定',
  'result-differs': '公布的结果与重新解密的结果不同',
  'paper-words': '抄写的密钥字有误，请对照原件检查',
  'number-form': '数字的写法不规范或超出范围',
}

function sayWhere({ event, question, answer, trustee, member, field }: Where): string {
  const parts = [
    event === undefined ? '' : `第${event}号记录`,
    trustee === undefined ? '' : `第${trustee}位监票人`,
    member === undefined ? '' : `名册第${member}行`,
    question === undefined ? '' : `第${question}题`,
    answer === undefined ? '' : `第${answer}项`,
    field === undefined ? '' : `（${field}）`,
  ]
  return parts.filter((part) => part !== '').join(' ')
}

/** A refusal as a sentence for people: what is wrong, and where. */
export function sayRefusal(refusal: BallotRefusal): string {
  const where = sayWhere(refusal.where)
  return `${WORDS[refusal.reason]}${where === '' ? '' : `：${where}`}。`
}

/** Every reason there is, for tests and documents. */
export const reasons = (): Reason[] => Object.keys(WORDS) as Reason[] // the keys of a complete record are the reasons
