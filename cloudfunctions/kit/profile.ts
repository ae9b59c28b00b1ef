import { z } from '@shared/contract/zod'
import type { ChinaDate } from '@shared/domain/china-time'
import { daysBetween } from '@shared/domain/china-time'
import { computeDeadline, isDeadlineRule, type Deadline, type DeadlineRule } from '@shared/domain/deadline'
import { replyClasses, type ReplyClass } from '@shared/domain/handling'
import { defaultProfile, type Profile } from '@shared/domain/profile'
import type { Db } from './database'
import { mainlandCalendar } from './holidays'

const rule = z.custom<DeadlineRule>(isDeadlineRule, 'not a deadline rule')
const profileOverride = z.strictObject({
  review: rule.optional(),
  reply: z.strictObject({ small: rule, ordinary: rule, hard: rule }).optional(),
  extensionLimit: rule.optional(),
  returnWindow: rule.optional(),
  rework: rule.optional(),
  reworks: z.number().int().min(0).max(5).optional(),
  rating: rule.optional(),
  remindOn: z.array(z.number().int().min(-60).max(60)).max(10).optional(),
  replyClasses: z.array(z.custom<ReplyClass>((v) => typeof v === 'string' && Object.hasOwn(replyClasses, v))).min(1).optional(),
  moveOffDays: z.boolean().optional(),
  retention: z
    .strictObject({ contactDays: z.number().int().min(30).max(3650), noticeDays: z.number().int().min(180).max(3650) })
    .optional(),
})

/** A stored profile pack over the defaults. Throws where it is not a pack: a wrong rule is a wrong legal deadline. */
export function readProfile(stored: unknown): Profile {
  const override = profileOverride.parse(stored)
  const given = Object.fromEntries(Object.entries(override).filter(([, v]) => v !== undefined))
  return { ...defaultProfile, ...given }
}

/** The rules of a congress. */
export async function profileOf(db: Db, congressId: string): Promise<Profile> {
  const row = await db.selectFrom('congress').select('profile').where('id', '=', congressId).executeTakeFirstOrThrow()
  return readProfile(row.profile)
}

/** A deadline under a congress's rules and the calendar in force. */
export function deadlineFor(profile: Profile, start: ChinaDate, given: DeadlineRule): Deadline {
  const moved: DeadlineRule = profile.moveOffDays && given.kind !== 'workingDays' ? { ...given, moveOffDays: true } : given
  return computeDeadline(start, moved, mainlandCalendar())
}

/** A date that staff chose, as a deadline that explains itself by its days; holidays do not move it. */
export function chosenDeadline(start: ChinaDate, dueOn: ChinaDate): Deadline {
  return computeDeadline(start, { kind: 'days', days: daysBetween(start, dueOn) }, mainlandCalendar())
}
