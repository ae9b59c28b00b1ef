import type { DeadlineRule } from './deadline'
import type { ReplyClass } from './handling'

/** How heavy a matter is for a unit; each has its own time. Values are local, so they live in the profile pack. */
export const weights = { small: '小事快办', ordinary: '一般事项', hard: '复杂事项' } as const
export type Weight = keyof typeof weights

/**
 * The rules of one congress (profile pack). Deadlines, classes and limits are data, never constants in code.
 * Sources: DOMAIN §3; every value is local.
 */
export interface Profile {
  /** By when a new opinion is looked at (受理期限), from the day it came in. */
  readonly review: DeadlineRule
  /** By when a unit replies, from the day of assignment, by weight. */
  readonly reply: Readonly<Record<Weight, DeadlineRule>>
  /** The latest date an extension may reach, from the day of assignment. */
  readonly extensionLimit: DeadlineRule
  /** How long a unit may return a misassigned matter, from the day of assignment; after it the way is shut. */
  readonly returnWindow: DeadlineRule
  /** Time for a rework after 不满意. */
  readonly rework: DeadlineRule
  /** How many reworks a matter gets before a rating closes it whatever it says. */
  readonly reworks: number
  /** By when the submitter is asked to rate; after it she is reminded once, never rated for. */
  readonly rating: DeadlineRule
  /** Days relative to the due date on which the handler is reminded: −3 is three days before, 1 is the day after. */
  readonly remindOn: readonly number[]
  /** Reply classes in use here (答复类别). */
  readonly replyClasses: readonly ReplyClass[]
  /** Whether a due date on a day off moves to the next working day. */
  readonly moveOffDays: boolean
  /** How long personal data is kept when its purpose has ended. */
  readonly retention: {
    /** Name and phone of a submitter, in days after her case ended. */
    readonly contactDays: number
    /** Notices in the inbox, in days. */
    readonly noticeDays: number
  }
}

/** The default pack: a county that has not set its own rules. */
export const defaultProfile: Profile = {
  review: { kind: 'workingDays', days: 5 },
  reply: {
    small: { kind: 'workingDays', days: 7 },
    ordinary: { kind: 'months', months: 1 },
    hard: { kind: 'months', months: 3 },
  },
  extensionLimit: { kind: 'months', months: 6 },
  returnWindow: { kind: 'days', days: 10 },
  rework: { kind: 'months', months: 1 },
  reworks: 1,
  rating: { kind: 'days', days: 10 },
  remindOn: [-3, -1, 1, 7],
  replyClasses: ['A', 'B', 'C', 'D'],
  moveOffDays: false,
  retention: { contactDays: 365, noticeDays: 730 },
}
