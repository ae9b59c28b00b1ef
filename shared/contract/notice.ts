import { action } from './action'
import * as p from './pieces'
import { z } from './zod'

/** Notices: the inbox is the truth, the subscribe message is the bell. */

/** What a subscribe message can ring for; the template id of each is the operator's setting. */
export const bells = { replied: '意见答复通知', asked: '补充材料通知', assigned: '新办理件提醒', due: '办理到期提醒' } as const
export type Bell = keyof typeof bells
const bell = p.keysOf(bells)

export const noticeLine = z.object({
  noticeId: p.id,
  title: z.string(),
  body: z.string(),
  at: p.instant,
  read: z.boolean(),
  /** Where a tap leads. */
  leadsTo: z
    .object({ kind: z.enum(['opinion', 'handling', 'deskCase', 'deputyCase']), id: p.id, seatId: p.id.optional() })
    .optional(),
})

export const noticeActions = {
  'notice.inbox': action({
    does: '看收件箱',
    who: ['resident'],
    write: false,
    input: z.strictObject({ cursor: p.cursor.optional(), limit: p.limit }),
    output: p.page(noticeLine),
    refusals: [],
  }),
  'notice.read': action({
    does: '标为已读',
    who: ['resident'],
    write: true,
    input: z.strictObject({ noticeIds: z.array(p.id).min(1).max(50) }),
    output: z.object({ unread: z.number().int() }),
    refusals: [],
  }),
  'notice.bells': action({
    does: '看可以订阅的提醒',
    who: ['resident'],
    write: false,
    input: z.strictObject({}),
    output: z.object({
      items: z.array(z.object({ bell, templateId: z.string(), name: z.string(), left: z.number().int() })),
    }),
    refusals: [],
  }),
  'notice.consent': action({
    does: '记下我同意收的提醒（一次同意收一条）',
    who: ['resident'],
    write: true,
    input: z.strictObject({ bells: z.array(bell).min(1).max(3) }),
    output: z.object({ left: z.record(z.string(), z.number().int()) }),
    refusals: [],
  }),
}
