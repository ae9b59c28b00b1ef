import type { IconName } from '@/components/icon'
import type { CaseFile } from './staff-words'

export type StaffEvent = CaseFile['open'][number]

interface MoveFacts {
  /** On the button. */
  readonly word: string
  /** A line below it where the buttons stand in a list. */
  readonly hint: string
  readonly icon: IconName
  /** The case stays in its tab, so the next one does not open by itself; what is said instead. */
  readonly stays?: string
}

/** Every move of staff, in the order in which it is offered. */
export const moves: Readonly<Record<StaffEvent, MoveFacts>> = {
  vouch: { word: '人工放行', hint: '看过内容，没有问题', icon: 'tick', stays: '已经放行，可以受理了' },
  release: { word: '审核答复', hint: '看过答复，发给每一位提交人', icon: 'tick' },
  sendBack: { word: '退回重写', hint: '写明要改什么', icon: 'pen' },
  grantExtension: { word: '同意延期', hint: '把新的期限告诉提交人', icon: 'calendar', stays: '已同意延期' },
  refuseExtension: { word: '不同意延期', hint: '期限不变，写明原因', icon: 'close', stays: '已告诉单位不同意延期' },
  transfer: { word: '转办', hint: '交给另一个单位', icon: 'next' },
  insist: { word: '不同意退回', hint: '仍由这个单位办理', icon: 'back' },
  takeBack: { word: '收回', hint: '收回工作台，重新决定', icon: 'back' },
  assign: { word: '交办', hint: '选单位、定期限', icon: 'next' },
  supplement: { word: '代为补充', hint: '把电话里问到的情况记下来', icon: 'pen' },
  urge: { word: '催办', hint: '提醒单位抓紧', icon: 'bell', stays: '已催办' },
  accept: { word: '先受理', hint: '先受理，过后再交办', icon: 'tick' },
  answerNow: { word: '即时答复', hint: '能当场说清楚的，直接答复', icon: 'pen' },
  askForMore: { word: '退回补充', hint: '说不清的，请提交人补充', icon: 'refresh' },
  merge: { word: '合并', hint: '同一件事，并到另一件一起办', icon: 'copy' },
  decline: { word: '不予受理', hint: '写明原因，告诉提交人可以找谁', icon: 'close' },
}

// Each state has at most one of these that leads on; it is the cinnabar button.
const leading: readonly StaffEvent[] = ['vouch', 'release', 'grantExtension', 'transfer', 'assign', 'supplement', 'urge']

/** What a move is called on a case: assigning a new one takes it on as well. */
export function wordOf(event: StaffEvent, { state }: Pick<CaseFile, 'state'>): string {
  return event === 'assign' && state === 'toReview' ? '受理并交办' : moves[event].word
}

/** The main move of a case, and the others that are open, in the order of the table. */
export function openMoves({ open }: Pick<CaseFile, 'open'>): { main: StaffEvent | undefined; others: StaffEvent[] } {
  const main = leading.find((event) => open.includes(event))
  // The record's own keys, in the order they are written.
  const inOrder = Object.keys(moves) as StaffEvent[]
  return { main, others: inOrder.filter((event) => event !== main && open.includes(event)) }
}
