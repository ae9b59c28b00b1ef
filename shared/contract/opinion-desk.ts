import { action } from './action'
import * as p from './pieces'
import { z } from './zod'

/** Opinions on the staff's desk (人大工作人员的工作台). */

export const deskTabs = {
  new: '待受理',
  toAssign: '待交办',
  inHand: '办理中',
  returned: '单位退回',
  toRelease: '待审核答复',
  waiting: '待群众补充',
  released: '待评价',
  ended: '已结束',
} as const
export type DeskTab = keyof typeof deskTabs

/** A line of the desk's queue. */
export const deskLine = z.object({
  opinionId: p.id,
  trackingNumber: z.string(),
  headline: z.string(),
  stationName: z.string(),
  category: z.string().optional(),
  unitName: z.string().optional(),
  submittedAt: p.instant,
  dueOn: p.day.optional(),
  overdue: z.boolean(),
  /** 还剩 3 个工作日 / 已逾期 2 个工作日 */
  dueWords: z.string().optional(),
  state: p.opinionState,
  handlingState: p.handlingState.optional(),
  sentence: z.string(),
  mediaCount: z.number().int(),
  mergedCount: z.number().int(),
  /** The content check is not done or was doubtful. */
  check: z.enum(['pending', 'passed', 'review', 'risky']),
})

/** The handling of a case by a unit, as staff see it. */
export const handlingForStaff = z.object({
  handlingId: p.id,
  unitId: p.id,
  unitName: z.string(),
  state: p.handlingState,
  round: z.number().int(),
  assignedAt: p.instant,
  weight: p.weight,
  dueOn: p.day,
  overdue: z.boolean(),
  /** Start, rule, days counted, holidays skipped, in words. */
  dueExplained: z.string(),
  dueProvisional: z.boolean(),
  returnUntil: p.day,
  extensionAsked: z.object({ until: p.day, reason: z.string() }).optional(),
  /** The reply that waits to be checked. */
  draftReply: p.publicReply.optional(),
})

export const staffEvents = [
  'vouch',
  'accept',
  'decline',
  'askForMore',
  'supplement',
  'answerNow',
  'merge',
  'assign',
  'insist',
  'transfer',
  'takeBack',
  'grantExtension',
  'refuseExtension',
  'sendBack',
  'release',
  'urge',
] as const

/** A case file (案卷). */
export const caseFile = z.object({
  opinionId: p.id,
  version: z.number().int(),
  trackingNumber: z.string(),
  title: z.string().optional(),
  text: z.string(),
  media: z.array(p.media),
  place: z.string().optional(),
  category: z.string().optional(),
  /** Suggested from the words; a person decides. */
  suggestedCategory: z.string().optional(),
  stationId: p.id,
  stationName: z.string(),
  /** How the submitter may be called: 匿名群众 to others, but staff see whether there is a contact. */
  submitter: z.string(),
  anonymous: z.boolean(),
  hasContact: z.boolean(),
  channel: p.channel,
  takenDownBy: z.string().optional(),
  submittedAt: p.instant,
  state: p.opinionState,
  sentence: z.string(),
  check: z.enum(['pending', 'passed', 'review', 'risky']),
  dueOn: p.day.optional(),
  dueWords: z.string().optional(),
  overdue: z.boolean(),
  handling: handlingForStaff.optional(),
  mergedInto: z.object({ opinionId: p.id, trackingNumber: z.string(), headline: z.string() }).optional(),
  mergedHere: z.array(z.object({ opinionId: p.id, trackingNumber: z.string(), headline: z.string() })),
  replies: z.array(p.publicReply),
  ratings: z.array(
    z.object({ round: z.number().int(), rating: p.rating, words: z.string(), at: p.instant, trackingNumber: z.string() }),
  ),
  timeline: z.array(p.timelineEntry),
  /** How many more subscribe messages the submitter's consent allows. */
  bellsLeft: z.number().int(),
  open: z.array(z.enum(staffEvents)),
})

/** Every move names the version its author saw; somebody else's move in between is told, not overwritten. */
const seen = { opinionId: p.id, version: z.number().int().min(1) }
const moved = z.object({ version: z.number().int(), sentence: z.string() })
const moveRefusals = ['NOT_FOUND', 'NOT_OPEN', 'MOVED_ON'] as const

/** Which lines of the desk are asked for. */
const filters = {
  tab: p.keysOf(deskTabs),
  overdueOnly: z.boolean().optional(),
  stationId: p.id.optional(),
  category: p.token(40).optional(),
  unitId: p.id.optional(),
  /** Came in at least so many days ago. */
  olderThanDays: z.number().int().min(1).max(3650).optional(),
  /** Words in the text, or a tracking number. */
  text: p.words(60).optional(),
}

export const deskActions = {
  'opinion.queue': action({
    does: '看待办队列',
    who: ['staff'],
    write: false,
    input: z.strictObject({ ...filters, cursor: p.cursor.optional(), limit: p.limit }),
    output: p.page(deskLine),
    refusals: [],
  }),
  'opinion.export': action({
    does: '导出队列到表格',
    who: ['staff'],
    write: false,
    input: z.strictObject({ ...filters, format: z.enum(['xlsx', 'csv']) }),
    output: z.object({
      fileName: z.string(),
      mime: z.string(),
      base64: z.string(),
      rows: z.number().int(),
      /** There were more lines than one file takes: filter and export again. */
      cut: z.boolean(),
    }),
    refusals: [],
  }),
  'opinion.queueCounts': action({
    does: '看各队列有几件',
    who: ['staff'],
    write: false,
    input: z.strictObject({}),
    output: z.object({
      /** Counted up to 999; more is shown as 999+. */
      tabs: z.record(p.keysOf(deskTabs), z.number().int()),
      overdue: z.number().int(),
    }),
    refusals: [],
  }),
  'opinion.viewAsStaff': action({
    does: '打开案卷',
    who: ['staff'],
    write: false,
    input: z.strictObject({ opinionId: p.id }),
    output: caseFile,
    refusals: ['NOT_FOUND'],
  }),
  'opinion.contact': action({
    does: '查看提交人联系方式（留痕）',
    who: ['staff'],
    write: true,
    input: z.strictObject({ opinionId: p.id, why: p.words(100, '请写明为什么要看') }),
    output: z.object({
      name: z.string().optional(),
      phone: z.string().optional(),
      onBehalfOf: z.object({ name: z.string(), phone: z.string().optional(), relation: z.string().optional() }).optional(),
    }),
    refusals: ['NOT_FOUND', 'NO_CONTACT'],
  }),
  'opinion.similar': action({
    does: '找相近的意见，供合并',
    who: ['staff'],
    write: false,
    input: z.strictObject({ opinionId: p.id, text: p.words(60).optional() }),
    output: z.object({
      items: z.array(
        z.object({
          opinionId: p.id,
          trackingNumber: z.string(),
          headline: z.string(),
          stationName: z.string(),
          submittedAt: p.instant,
          sentence: z.string(),
        }),
      ),
    }),
    refusals: ['NOT_FOUND'],
  }),
  'opinion.vouch': action({
    does: '内容检查人工放行',
    who: ['staff'],
    write: true,
    input: z.strictObject({ ...seen, why: p.words(500).optional() }),
    output: moved,
    refusals: moveRefusals,
  }),
  'opinion.accept': action({
    does: '受理',
    who: ['staff'],
    write: true,
    input: z.strictObject({ ...seen, category: p.token(40).optional() }),
    output: moved,
    refusals: moveRefusals,
  }),
  'opinion.decline': action({
    does: '不予受理',
    who: ['staff'],
    write: true,
    input: z.strictObject({ ...seen, reason: p.declineReason, words: p.words(1000, '请向提交人说明为什么不受理、可以找谁') }),
    output: moved,
    refusals: moveRefusals,
  }),
  'opinion.askForMore': action({
    does: '退回补充',
    who: ['staff'],
    write: true,
    input: z.strictObject({ ...seen, words: p.words(1000, '请写明需要补充什么') }),
    output: moved,
    refusals: moveRefusals,
  }),
  'opinion.answerNow': action({
    does: '即时答复',
    who: ['staff'],
    write: true,
    input: z.strictObject({ ...seen, text: p.words(8000, '请写答复内容'), mediaIds: z.array(p.id).max(9) }),
    output: moved,
    refusals: [...moveRefusals, 'MEDIA_NOT_READY'],
  }),
  'opinion.merge': action({
    does: '合并到另一件',
    who: ['staff'],
    write: true,
    input: z.strictObject({ ...seen, into: p.id, why: p.words(500).optional() }),
    output: moved,
    refusals: [...moveRefusals, 'MERGE_INTO_ITSELF', 'MERGE_TARGET_ENDED'],
  }),
  'opinion.assign': action({
    does: '交办给承办单位',
    who: ['staff'],
    write: true,
    input: z.strictObject({
      ...seen,
      unitId: p.id,
      weight: p.weight,
      /** Where absent, the rule of the profile says. */
      dueOn: p.day.optional(),
      category: p.token(40).optional(),
      remark: p.words(1000).optional(),
    }),
    output: moved,
    refusals: [...moveRefusals, 'UNIT_NOT_FOUND', 'DUE_TOO_EARLY', 'DUE_TOO_LATE', 'BEING_CHECKED'],
  }),
  'opinion.dueChoices': action({
    does: '看各类事项的默认期限',
    who: ['staff'],
    write: false,
    input: z.strictObject({}),
    output: z.object({
      choices: z.array(z.object({ weight: p.weight, dueOn: p.day, explained: z.string(), provisional: z.boolean() })),
      latest: p.day,
    }),
    refusals: [],
  }),
}
