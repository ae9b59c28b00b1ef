import { sayDay } from './say-date'
import type { ChinaDate } from './china-time'
import { isOverdue } from './deadline'
import type { HandlingState } from './handling'
import type { OpinionState } from './opinion'

/** What is known of a case, for saying where it stands. */
export interface Situation {
  readonly state: OpinionState
  readonly handlingState?: HandlingState | undefined
  readonly unitName?: string | undefined
  readonly dueOn?: ChinaDate | undefined
  readonly today: ChinaDate
  /** The extension that staff have to decide on. */
  readonly extensionAsked?: boolean | undefined
  /** Who reads it; the submitter unless said. */
  readonly to?: 'submitter' | 'other' | undefined
}

/**
 * Where a case stands, as a sentence to its submitter: 县住建局正在办理，3月12日前答复您. To anyone else it speaks of her:
 * 3月12日前答复提交人.
 */
export function saySituation(s: Situation): string {
  if (s.state === 'handling') return sayHandling(s)
  const you = s.to === 'other' ? '提交人' : '您'
  const by = s.dueOn ? sayDay(s.dueOn, s.today) : undefined
  const late = s.dueOn !== undefined && isOverdue(s.dueOn, s.today)
  switch (s.state) {
    case 'checking':
    case 'toReview':
      if (late) return `原定${by}前告诉${you}是否受理，已经超期，正在催办`
      return by ? `已收到，${by}前告诉${you}是否受理` : '已收到，等待受理'
    case 'accepted':
      if (late) return `已受理，原定${by}前交给承办单位，已经超期`
      return by ? `已受理，${by}前交给承办单位` : '已受理，正在安排承办单位'
    case 'askedForMore':
      return s.to === 'other' ? '等补充情况，补充后继续办理' : '需要您补充情况，补充后继续办理'
    case 'declined':
      return '不予受理，原因已告知'
    case 'answered':
      return s.to === 'other' ? '已经答复，等提交人评价' : '已经答复，请您评价'
    case 'merged':
      return '与反映同一问题的意见合并办理'
    case 'withdrawn':
      return '已撤回'
    case 'closed':
      return '已办结'
  }
}

function sayHandling(s: Situation): string {
  const unit = s.unitName ?? '承办单位'
  const by = s.dueOn ? sayDay(s.dueOn, s.today) : undefined
  if (s.dueOn !== undefined && isOverdue(s.dueOn, s.today) && isOwing(s.handlingState)) {
    return `${unit}应于${by}前答复，已经超期，人大正在督办`
  }
  const until = by ? `，${by}前答复${s.to === 'other' ? '提交人' : '您'}` : ''
  switch (s.handlingState) {
    case 'assigned':
      return `已交给${unit}办理${until}`
    case 'acknowledged':
    case 'inProgress':
      return `${unit}正在办理${until}`
    case 'rework':
      return `${unit}正在重新办理${until}`
    case 'returned':
      return '正在确定由哪个单位办理'
    case 'replied':
      return `${unit}已写好答复，人大正在审核`
    case 'released':
      return s.to === 'other' ? `${unit}已经答复，等提交人评价` : `${unit}已经答复，请您评价`
    case 'closed':
    case 'ended':
    case undefined:
      return '正在安排承办单位'
  }
}

function isOwing(state: HandlingState | undefined): boolean {
  return state === 'assigned' || state === 'acknowledged' || state === 'inProgress' || state === 'rework'
}
