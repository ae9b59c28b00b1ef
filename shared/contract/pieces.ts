import { channels, declineReasons, opinionStates, ratings } from '../domain/opinion'
import { handlingStates, replyClasses } from '../domain/handling'
import { weights } from '../domain/profile'
import { z } from './zod'

/**
 * Pieces that several actions share. Input objects are strict: an unknown key is refused, so nothing slips in.
 */

/** The keys of a const record as a zod enum. */
export function keysOf<K extends string>(record: Readonly<Record<K, unknown>>) {
  // Object.keys is typed string[]; the record's own type says which keys there are.
  return z.enum(Object.keys(record) as [K, ...K[]])
}

export const id = z.uuid('编号不对')
/** A moment as ISO 8601 with Z. */
export const instant = z.iso.datetime()
/** A moment that somebody gives, of this century: what lies before it is a slip of the pen. */
export const givenInstant = instant.refine((s) => s >= '2000-01-01T00:00:00Z' && s < '2100-01-01T00:00:00Z', '时间不对，请检查年份')
/** A China calendar date, YYYY-MM-DD. */
export const day = z.iso.date('请选择一个日期')

// A text's length is counted in characters as people see them typed (code points), not UTF-16 units.
const length = (s: string) => Array.from(s).length
// Control characters other than newline and tab, which no keyboard types and which break files and messages.
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

/** A text that a person typed: trimmed, at most `most` characters, no control characters. */
export function words(most: number, empty?: string) {
  const text = z
    .string()
    .transform((s) => s.replace(/\r\n?/g, '\n').trim())
    .refine((s) => length(s) <= most, `最多${most}个字，请删减一些`)
    .refine((s) => !forbidden.test(s), '里面有无法识别的字符，请删掉后重新输入')
  return empty === undefined ? text : text.refine((s) => s.length > 0, empty)
}

/**
 * A short text that programs read: a code, a cursor, a secret. Control characters in it were never typed, and the database
 * refuses some of them.
 */
export function token(most: number) {
  return z.string().max(most).refine((s) => !forbidden.test(s), '里面有无法识别的字符，请重新输入')
}

/** Keyset cursor: opaque to the caller. */
export const cursor = token(500)

/** A mainland mobile or landline number as people write it; kept as digits. */
export const phone = z
  .string()
  .transform((s) => s.replace(/[\s\-－—()（）]/g, '').replace(/^(\+?86)(?=1\d{10}$)/, ''))
  .refine((s) => /^(1[3-9]\d{9}|0\d{9,11}|[2-8]\d{6,7})$/.test(s), '电话号码不对，请检查位数')

/** A person's name as she gives it. */
export const personName = words(30)

/** WGS/GCJ point with the words that describe it. */
export const place = z.strictObject({
  words: words(100),
  lat: z.number().min(-90).max(90).optional(),
  lng: z.number().min(-180).max(180).optional(),
})

export const opinionState = keysOf(opinionStates)
export const handlingState = keysOf(handlingStates)
export const rating = keysOf(ratings)
export const declineReason = keysOf(declineReasons)
export const channel = keysOf(channels)
export const replyClass = keysOf(replyClasses)
export const weight = keysOf(weights)

export const media = z.object({
  mediaId: id,
  kind: z.enum(['photo', 'sound']),
  /** A signed link that expires. */
  url: z.string(),
  seconds: z.number().optional(),
})

/** One line of a case's timeline, as the reader may see it. */
export const timelineEntry = z.object({
  at: instant,
  event: z.string(),
  /** Who, as the reader may know it: 您、县住建局、人大工作人员. */
  who: z.string(),
  /** What happened, as a sentence. */
  sentence: z.string(),
  /** What was said with it. */
  remark: z.string().optional(),
  media: z.array(media),
})

/** The answer to the submitter. */
export const publicReply = z.object({
  by: z.string(),
  at: instant,
  text: z.string(),
  replyClass: replyClass.optional(),
  promisedOn: day.optional(),
  media: z.array(media),
  round: z.number().int(),
})

/** A page of a list: `next` is absent at the end. */
export function page<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: cursor.optional() })
}

export const limit = z.number().int().min(1).max(50).default(20)
