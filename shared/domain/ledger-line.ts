import { declineReasons, ratings, type DeclineReason, type OpinionEvent, type Rating } from './opinion'
import type { HandlingEvent } from './handling'
import { sayDay } from './say-date'
import type { ChinaDate } from './china-time'

/** Everything that can stand in a case's ledger: what moved it, and what was seen or computed beside. */
export type LedgerEvent = 'submit' | OpinionEvent | HandlingEvent | 'mergedHere' | 'look' | 'recompute' | 'ratedToo'

/** What a ledger line carries. Names, phones and other contact data never stand here. */
export interface LedgerDetail {
  readonly remark?: string
  readonly mediaIds?: readonly string[]
  readonly unitName?: string
  readonly dueOn?: ChinaDate
  readonly until?: ChinaDate
  readonly reason?: DeclineReason
  readonly rating?: Rating
  readonly round?: number
  readonly channel?: string
  readonly other?: string
  readonly told?: number
}

/** For whom a timeline is written. */
export type Reader = 'submitter' | 'deputy' | 'staff' | 'unit'

interface Line {
  readonly seenBy: readonly Reader[]
  readonly say: (d: LedgerDetail, reader: Reader) => string
  /** Whether the remark and photos are told to this reader as well; absent: to all who see the line. */
  readonly remarkFor?: readonly Reader[]
}

const all: readonly Reader[] = ['submitter', 'deputy', 'staff', 'unit']
const notUnit: readonly Reader[] = ['submitter', 'deputy', 'staff']
const work: readonly Reader[] = ['staff', 'unit']
const staff: readonly Reader[] = ['staff']
const day = (d: ChinaDate | undefined) => (d ? sayDay(d) : '')

/** What each event says to each reader. Exhaustive: a new event does not compile without its line. */
export const ledgerLines: Readonly<Record<LedgerEvent, Line>> = {
  submit: { seenBy: all, say: (d) => (d.channel === 'takenDown' ? '代表代为记下意见' : '提出意见'), remarkFor: [] },
  passCheck: { seenBy: staff, say: () => '内容检查通过' },
  doubtCheck: { seenBy: staff, say: () => '内容检查存疑，转人工查看' },
  failCheck: { seenBy: notUnit, say: () => '内容含有不能受理的信息，未予受理' },
  vouch: { seenBy: staff, say: () => '人工放行' },
  accept: { seenBy: all, say: () => '受理' },
  decline: { seenBy: notUnit, say: (d) => `不予受理：${d.reason ? declineReasons[d.reason] : ''}` },
  askForMore: { seenBy: notUnit, say: () => '请提交人补充情况' },
  supplement: { seenBy: all, say: () => '补充了情况' },
  answerNow: { seenBy: notUnit, say: () => '直接作了答复', remarkFor: [] },
  merge: { seenBy: notUnit, say: () => '与反映同一问题的意见合并办理', remarkFor: staff },
  mergedHere: { seenBy: work, say: (d) => `并入一件反映同一问题的意见（${d.other ?? ''}）`, remarkFor: staff },
  assign: { seenBy: all, say: (d) => `交${d.unitName ?? ''}办理，${day(d.dueOn)}前答复`, remarkFor: work },
  acknowledge: { seenBy: all, say: () => '签收' },
  return: { seenBy: work, say: () => '提出退回' },
  insist: { seenBy: work, say: () => '不同意退回，仍由该单位办理' },
  transfer: { seenBy: all, say: (d) => `转交${d.unitName ?? ''}办理，${day(d.dueOn)}前答复`, remarkFor: work },
  takeBack: { seenBy: work, say: () => '收回，重新安排' },
  progress: { seenBy: all, say: () => '办理有进展' },
  askExtension: { seenBy: work, say: (d) => `申请延期到${day(d.until)}` },
  grantExtension: { seenBy: all, say: (d) => `办理期限延到${day(d.until)}` },
  refuseExtension: { seenBy: work, say: () => '不同意延期' },
  reply: { seenBy: work, say: () => '提交了答复，等人大审核', remarkFor: [] },
  sendBack: { seenBy: work, say: () => '答复退回重写' },
  release: {
    seenBy: all,
    say: (d, reader) => (reader === 'staff' ? `答复审核通过，发给${d.told ?? 1}位提交人` : '作出答复'),
    remarkFor: [],
  },
  urge: { seenBy: all, say: () => '人大催办', remarkFor: work },
  rateHelped: { seenBy: all, say: (d) => `评价：${d.rating ? ratings[d.rating] : ''}` },
  rateNotHelped: { seenBy: all, say: (d) => `评价：不满意，重新办理${d.dueOn ? `，${day(d.dueOn)}前再答复` : ''}` },
  rateNotHelpedAgain: { seenBy: all, say: () => '评价：仍不满意，如实记入' },
  ratedToo: { seenBy: work, say: (d) => `另一位提交人评价：${d.rating ? ratings[d.rating] : ''}` },
  conclude: { seenBy: all, say: () => '办结' },
  withdraw: { seenBy: notUnit, say: () => '撤回了意见' },
  look: { seenBy: staff, say: () => '查看了提交人的联系方式' },
  recompute: { seenBy: all, say: (d) => `放假安排有变，期限重新计算为${day(d.dueOn)}` },
}

/** Whether this reader is told the remark and the photos of a line. */
export function tellsRemark(event: LedgerEvent, reader: Reader): boolean {
  const line = ledgerLines[event]
  return line.seenBy.includes(reader) && (line.remarkFor === undefined || line.remarkFor.includes(reader))
}
