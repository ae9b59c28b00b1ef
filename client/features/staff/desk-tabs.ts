import type { Input } from '@/api/call'

export type DeskTab = Input<'opinion.queue'>['tab']

/** The parts of the desk's queue, in the order in which work goes through them. */
export const deskTabWords: Readonly<Record<DeskTab, string>> = {
  new: '待受理',
  toAssign: '待交办',
  inHand: '办理中',
  returned: '单位退回',
  toRelease: '待审核答复',
  waiting: '待群众补充',
  released: '待评价',
  ended: '已结束',
}

// The record's own keys.
export const deskTabNames = Object.keys(deskTabWords) as DeskTab[]

/** What an empty part says. */
export const emptyWords: Readonly<Record<DeskTab, string>> = {
  new: '新来的意见都看过了。',
  toAssign: '受理了的都已经交办。',
  inHand: '现在没有单位在办的件。',
  returned: '没有被单位退回的件。',
  toRelease: '没有等着审核的答复。',
  waiting: '没有在等群众补充的件。',
  released: '发出去的答复都已经评价。',
  ended: '还没有办结的件。',
}
