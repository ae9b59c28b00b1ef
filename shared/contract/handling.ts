import { action } from './action'
import * as p from './pieces'
import { z } from './zod'

/**
 * Handling (办理): what a unit does with a matter assigned to it, and how staff steer it. Knows nothing of what is
 * handled, so that suggestions can use the same actions.
 */

export const unitTabs = { toAcknowledge: '待签收', open: '办理中', replied: '已提交答复', ended: '已办结' } as const
export type UnitTab = keyof typeof unitTabs

export const unitEvents = ['acknowledge', 'return', 'progress', 'askExtension', 'reply'] as const

export const handlingLine = z.object({
  handlingId: p.id,
  trackingNumber: z.string(),
  headline: z.string(),
  stationName: z.string(),
  category: z.string().optional(),
  assignedAt: p.instant,
  dueOn: p.day,
  overdue: z.boolean(),
  dueWords: z.string(),
  state: p.handlingState,
  sentence: z.string(),
  round: z.number().int(),
  /** How often staff urged. */
  urged: z.number().int(),
})

export const handlingForUnit = z.object({
  handlingId: p.id,
  version: z.number().int(),
  trackingNumber: z.string(),
  title: z.string().optional(),
  text: z.string(),
  media: z.array(p.media),
  place: z.string().optional(),
  category: z.string().optional(),
  stationName: z.string(),
  /** Her name, or 匿名群众. */
  submitter: z.string(),
  contactAllowed: z.boolean(),
  /** How many people said the same (merged). */
  submitters: z.number().int(),
  submittedAt: p.instant,
  assignedAt: p.instant,
  assignRemark: z.string().optional(),
  state: p.handlingState,
  sentence: z.string(),
  round: z.number().int(),
  dueOn: p.day,
  dueWords: z.string(),
  dueExplained: z.string(),
  overdue: z.boolean(),
  returnUntil: p.day,
  extensionAsked: z.object({ until: p.day, reason: z.string() }).optional(),
  extensionLatest: p.day,
  /** Why staff sent the last draft back. */
  sentBack: z.string().optional(),
  draftReply: p.publicReply.optional(),
  replies: z.array(p.publicReply),
  ratings: z.array(z.object({ round: z.number().int(), rating: p.rating, words: z.string(), at: p.instant })),
  replyClasses: z.array(p.replyClass),
  timeline: z.array(p.timelineEntry),
  open: z.array(z.enum(unitEvents)),
})

const seen = { handlingId: p.id, version: z.number().int().min(1) }
const moved = z.object({ version: z.number().int(), sentence: z.string() })
const moveRefusals = ['NOT_FOUND', 'NOT_OPEN', 'MOVED_ON'] as const
const photos = z.array(p.id).max(9, '最多9张照片')

export const handlingActions = {
  'handling.queue': action({
    does: '看本单位的办理件',
    who: ['handler'],
    write: false,
    input: z.strictObject({ tab: p.keysOf(unitTabs), cursor: p.cursor.optional(), limit: p.limit }),
    output: p.page(handlingLine),
    refusals: [],
  }),
  'handling.queueCounts': action({
    does: '看本单位各队列有几件',
    who: ['handler'],
    write: false,
    input: z.strictObject({}),
    output: z.object({ tabs: z.record(p.keysOf(unitTabs), z.number().int()), overdue: z.number().int() }),
    refusals: [],
  }),
  'handling.view': action({
    does: '打开一件办理件',
    who: ['handler'],
    write: false,
    input: z.strictObject({ handlingId: p.id }),
    output: handlingForUnit,
    refusals: ['NOT_FOUND'],
  }),
  'handling.contact': action({
    does: '查看提交人联系方式（留痕）',
    who: ['handler'],
    write: true,
    input: z.strictObject({ handlingId: p.id, why: p.words(100, '请写明为什么要看') }),
    output: z.object({ name: z.string().optional(), phone: z.string().optional() }),
    refusals: ['NOT_FOUND', 'NO_CONTACT', 'STAYS_ANONYMOUS'],
  }),
  'handling.acknowledge': action({
    does: '签收',
    who: ['handler'],
    write: true,
    input: z.strictObject(seen),
    output: moved,
    refusals: moveRefusals,
  }),
  'handling.return': action({
    does: '退回',
    who: ['handler'],
    write: true,
    input: z.strictObject({ ...seen, reason: p.words(1000, '请写明为什么不该由本单位办理') }),
    output: moved,
    refusals: [...moveRefusals, 'RETURN_WINDOW_CLOSED'],
  }),
  'handling.progress': action({
    does: '记录进展',
    who: ['handler'],
    write: true,
    input: z.strictObject({ ...seen, text: p.words(2000, '请写进展'), mediaIds: photos }),
    output: moved,
    refusals: [...moveRefusals, 'MEDIA_NOT_READY'],
  }),
  'handling.askExtension': action({
    does: '申请延期',
    who: ['handler'],
    write: true,
    input: z.strictObject({ ...seen, until: p.day, reason: p.words(1000, '请写明延期原因') }),
    output: moved,
    refusals: [...moveRefusals, 'EXTENSION_PENDING', 'DUE_TOO_EARLY', 'DUE_TOO_LATE'],
  }),
  'handling.reply': action({
    does: '提交答复',
    who: ['handler'],
    write: true,
    input: z.strictObject({
      ...seen,
      text: p.words(8000, '请写答复内容'),
      replyClass: p.replyClass,
      /** When it will be done, for class B. */
      promisedOn: p.day.optional(),
      mediaIds: photos,
    }),
    output: moved,
    refusals: [...moveRefusals, 'MEDIA_NOT_READY', 'CLASS_NEEDS_DATE', 'DUE_TOO_EARLY'],
  }),
  'handling.insist': action({
    does: '不同意退回',
    who: ['staff'],
    write: true,
    input: z.strictObject({ ...seen, words: p.words(1000, '请写明为什么仍由该单位办理') }),
    output: moved,
    refusals: moveRefusals,
  }),
  'handling.transfer': action({
    does: '转办给另一个单位',
    who: ['staff'],
    write: true,
    input: z.strictObject({
      ...seen,
      unitId: p.id,
      weight: p.weight,
      dueOn: p.day.optional(),
      remark: p.words(1000).optional(),
    }),
    output: moved,
    refusals: [...moveRefusals, 'UNIT_NOT_FOUND', 'DUE_TOO_EARLY', 'DUE_TOO_LATE'],
  }),
  'handling.takeBack': action({
    does: '收回，重新决定',
    who: ['staff'],
    write: true,
    input: z.strictObject({ ...seen, why: p.words(500).optional() }),
    output: moved,
    refusals: moveRefusals,
  }),
  'handling.grantExtension': action({
    does: '同意延期',
    who: ['staff'],
    write: true,
    input: z.strictObject({ ...seen, words: p.words(500).optional() }),
    output: moved,
    refusals: [...moveRefusals, 'NO_EXTENSION_ASKED'],
  }),
  'handling.refuseExtension': action({
    does: '不同意延期',
    who: ['staff'],
    write: true,
    input: z.strictObject({ ...seen, words: p.words(500, '请写明为什么不同意') }),
    output: moved,
    refusals: [...moveRefusals, 'NO_EXTENSION_ASKED'],
  }),
  'handling.sendBack': action({
    does: '把答复退回重写',
    who: ['staff'],
    write: true,
    input: z.strictObject({ ...seen, remark: p.words(1000, '请写明要改什么') }),
    output: moved,
    refusals: moveRefusals,
  }),
  'handling.release': action({
    does: '审核通过，发给每一位提交人',
    who: ['staff'],
    write: true,
    input: z.strictObject(seen),
    output: z.object({
      version: z.number().int(),
      sentence: z.string(),
      /** How many submitters it went to. */
      told: z.number().int(),
    }),
    refusals: moveRefusals,
  }),
  'handling.urge': action({
    does: '催办',
    who: ['staff'],
    write: true,
    input: z.strictObject({ ...seen, words: p.words(500).optional() }),
    output: moved,
    refusals: moveRefusals,
  }),
}
