import type { StateTable } from './state-table'

/**
 * The handling (办理) of a matter by one unit: apart from what is handled, so that opinions and, later, suggestions run
 * on the same table.
 */
export const handlingStates = {
  assigned: '待签收',
  acknowledged: '已签收',
  inProgress: '办理中',
  returned: '单位退回',
  replied: '答复待审核',
  released: '已答复，待评价',
  rework: '重新办理',
  closed: '已办结',
  ended: '已转办',
} as const
export type HandlingState = keyof typeof handlingStates

export type HandlingEvent =
  | 'acknowledge'
  | 'return'
  | 'insist'
  | 'transfer'
  | 'takeBack'
  | 'progress'
  | 'askExtension'
  | 'grantExtension'
  | 'refuseExtension'
  | 'reply'
  | 'sendBack'
  | 'release'
  | 'urge'
  | 'rateHelped'
  | 'rateNotHelped'
  | 'rateNotHelpedAgain'

export const handlingTable: StateTable<HandlingState, HandlingEvent> = [
  { event: 'acknowledge', from: ['assigned'], to: 'acknowledged', by: ['unit'], label: '签收' },
  { event: 'return', from: ['assigned', 'acknowledged'], to: 'returned', by: ['unit'], label: '退回' },
  { event: 'insist', from: ['returned'], to: 'assigned', by: ['staff'], label: '不同意退回' },
  { event: 'transfer', from: ['returned'], to: 'ended', by: ['staff'], label: '转办' },
  { event: 'takeBack', from: ['returned'], to: 'ended', by: ['staff'], label: '收回重新交办' },
  {
    event: 'progress',
    from: ['acknowledged', 'inProgress', 'rework'],
    to: 'inProgress',
    by: ['unit'],
    label: '记录进展',
  },
  { event: 'reply', from: ['acknowledged', 'inProgress', 'rework'], to: 'replied', by: ['unit'], label: '提交答复' },
  { event: 'askExtension', from: ['acknowledged', 'inProgress'], to: 'same', by: ['unit'], label: '申请延期' },
  { event: 'grantExtension', from: ['acknowledged', 'inProgress'], to: 'same', by: ['staff'], label: '同意延期' },
  { event: 'refuseExtension', from: ['acknowledged', 'inProgress'], to: 'same', by: ['staff'], label: '不同意延期' },
  { event: 'sendBack', from: ['replied'], to: 'inProgress', by: ['staff'], label: '退回重写' },
  { event: 'release', from: ['replied'], to: 'released', by: ['staff'], label: '审核通过并发出' },
  {
    event: 'urge',
    from: ['assigned', 'acknowledged', 'inProgress', 'rework'],
    to: 'same',
    by: ['staff'],
    label: '催办',
  },
  { event: 'rateHelped', from: ['released'], to: 'closed', by: ['submitter'], label: '评价：解决了' },
  { event: 'rateNotHelped', from: ['released'], to: 'rework', by: ['submitter'], label: '评价：不满意，重新办理' },
  { event: 'rateNotHelpedAgain', from: ['released'], to: 'closed', by: ['submitter'], label: '评价：仍不满意' },
]

/** States in which the unit owes work, so that a due date can pass. */
export const owingStates: readonly HandlingState[] = ['assigned', 'acknowledged', 'inProgress', 'rework']

/** What a reply says came of it (答复类别). The set in use is profile data. */
export const replyClasses = {
  A: 'A类：已经解决或基本解决',
  B: 'B类：正在解决或列入计划',
  C: 'C类：目前条件所限，暂不能解决',
  D: 'D类：留作参考',
} as const
export type ReplyClass = keyof typeof replyClasses
