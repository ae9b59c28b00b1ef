import type { StateTable } from './state-table'

/**
 * The opinion loop (群众意见). What happens before and after a unit handles the matter; the handling itself has its own
 * table (handling.ts), so that suggestions can run on the same one. While a unit handles it, the opinion is `handling`.
 */
export const opinionStates = {
  checking: '正在安全检查',
  toReview: '待受理',
  accepted: '已受理，待交办',
  askedForMore: '请您补充',
  declined: '不予受理',
  answered: '已答复，待评价',
  merged: '已合并办理',
  handling: '单位办理中',
  withdrawn: '已撤回',
  closed: '已办结',
} as const
export type OpinionState = keyof typeof opinionStates

export type OpinionEvent =
  | 'passCheck'
  | 'doubtCheck'
  | 'failCheck'
  | 'vouch'
  | 'accept'
  | 'decline'
  | 'askForMore'
  | 'supplement'
  | 'answerNow'
  | 'merge'
  | 'assign'
  | 'takeBack'
  | 'conclude'
  | 'rateHelped'
  | 'rateNotHelped'
  | 'rateNotHelpedAgain'
  | 'withdraw'

export const opinionTable: StateTable<OpinionState, OpinionEvent> = [
  { event: 'passCheck', from: ['checking'], to: 'toReview', by: ['system'], label: '通过内容检查' },
  { event: 'doubtCheck', from: ['checking'], to: 'toReview', by: ['system'], label: '内容检查存疑，转人工' },
  { event: 'failCheck', from: ['checking'], to: 'declined', by: ['system'], label: '未通过内容检查' },
  { event: 'vouch', from: ['checking'], to: 'toReview', by: ['staff'], label: '人工放行' },
  { event: 'accept', from: ['toReview'], to: 'accepted', by: ['staff'], label: '受理' },
  { event: 'assign', from: ['toReview', 'accepted'], to: 'handling', by: ['staff'], label: '交办' },
  { event: 'answerNow', from: ['toReview', 'accepted'], to: 'answered', by: ['staff'], label: '即时答复' },
  { event: 'askForMore', from: ['toReview', 'accepted'], to: 'askedForMore', by: ['staff'], label: '退回补充' },
  { event: 'merge', from: ['toReview', 'accepted'], to: 'merged', by: ['staff'], label: '合并' },
  {
    event: 'decline',
    from: ['toReview', 'accepted', 'askedForMore'],
    to: 'declined',
    by: ['staff'],
    label: '不予受理',
  },
  {
    event: 'supplement',
    from: ['askedForMore'],
    // What is added is checked like what was said first.
    to: 'checking',
    by: ['submitter', 'deputy', 'staff'],
    label: '补充情况',
  },
  { event: 'takeBack', from: ['handling'], to: 'accepted', by: ['staff'], label: '收回重新交办' },
  { event: 'conclude', from: ['handling'], to: 'closed', by: ['system'], label: '办结' },
  { event: 'rateHelped', from: ['answered'], to: 'closed', by: ['submitter'], label: '评价：解决了' },
  { event: 'rateNotHelped', from: ['answered'], to: 'toReview', by: ['submitter'], label: '评价：不满意，重新受理' },
  { event: 'rateNotHelpedAgain', from: ['answered'], to: 'closed', by: ['submitter'], label: '评价：仍不满意' },
  {
    event: 'withdraw',
    from: ['checking', 'toReview', 'accepted', 'askedForMore'],
    to: 'withdrawn',
    by: ['submitter'],
    label: '撤回',
  },
]

/** States in which nothing more is owed to the submitter. */
export const endedOpinionStates: readonly OpinionState[] = ['declined', 'merged', 'withdrawn', 'closed']

/** 满意 / 基本满意 / 不满意 */
export const ratings = { satisfied: '满意', mostly: '基本满意', dissatisfied: '不满意' } as const
export type Rating = keyof typeof ratings

export type RatingEvent = 'rateHelped' | 'rateNotHelped' | 'rateNotHelpedAgain'

/**
 * The event that a rating causes. Dissatisfied opens the matter again as long as reworks are left;
 * afterwards it closes whatever the rating, and counts as it was rated.
 * @param round which reply is rated, from 1
 * @param reworks how many reworks the congress's profile allows
 */
export function ratingEvent(rating: Rating, round: number, reworks: number): RatingEvent {
  if (rating !== 'dissatisfied') return 'rateHelped'
  return round <= reworks ? 'rateNotHelped' : 'rateNotHelpedAgain'
}

/** Why an opinion is not taken on (不予受理). DOMAIN §3, "not acceptable". */
export const declineReasons = {
  ownCase: '涉及本人或亲属的个案',
  inCourt: '已进入诉讼、仲裁程序',
  againstPerson: '对个人的检举控告，应向纪检监察机关反映',
  forwarded: '转交他人的来信',
  promotion: '推销产品或服务',
  noContent: '没有具体内容，无法办理',
  outsidePowers: '不属于本级职权范围',
  secretOrUnlawful: '涉密或含违法违规内容',
} as const
export type DeclineReason = keyof typeof declineReasons

/** Through which door the opinion came. */
export const channels = { scan: '扫码', takenDown: '代表代记', desk: '工作人员录入', imported: '历史导入' } as const
export type Channel = keyof typeof channels
