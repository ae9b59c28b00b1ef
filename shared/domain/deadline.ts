/**
 * Deadlines (期限): from a start date and a rule of the congress's profile to the date it is due on.
 *
 * Day 1 is the day after the start. Months clamp to the month's end. A date that falls on a day off stays where it is
 * unless the rule says `moveOffDays`. Everything needed to explain the answer is kept in it (see deadline-words.ts).
 */
import { type WorkCalendar, dayOffReason, isMakeUpWorkday, isSettled } from './calendar'
import { type ChinaDate, addDays, addMonths } from './china-time'

/** How long (办理时限). Counts are whole numbers from 1; `MAX_DEADLINE_DAYS` and `MAX_DEADLINE_MONTHS` bound them. */
export type DeadlineRule =
  | { readonly kind: 'workingDays'; readonly days: number }
  | { readonly kind: 'days'; readonly days: number; readonly moveOffDays?: boolean }
  | { readonly kind: 'months'; readonly months: number; readonly moveOffDays?: boolean }

export interface SkippedDay {
  readonly date: ChinaDate
  /** The holiday's name, or 周末. */
  readonly reason: string
}

/** A computed deadline, plain JSON: it is stored as it is and read back with `parseDeadline`. */
export interface Deadline {
  readonly dueOn: ChinaDate
  readonly start: ChinaDate
  readonly rule: DeadlineRule
  /** `WorkCalendar.version` it was computed with. */
  readonly calendarVersion: string
  /** True while a holiday notice still to come may move it. */
  readonly provisional: boolean
  /** Days off that were passed over, in order. For `moveOffDays` rules these are the days the due date moved past. */
  readonly skipped: readonly SkippedDay[]
  /** Make-up workdays (调休上班日) that were counted, in order. */
  readonly makeUp: readonly ChinaDate[]
}

export const MAX_DEADLINE_DAYS = 3_660
export const MAX_DEADLINE_MONTHS = 120

/** Refuses (RangeError) a count that is not a whole number from 1 to the bound of its kind. */
export function computeDeadline(start: ChinaDate, rule: DeadlineRule, calendar: WorkCalendar): Deadline {
  if (!isDeadlineRule(rule)) throw new RangeError(`not a deadline rule: ${JSON.stringify(rule)}`)
  const base = { start, rule, calendarVersion: calendar.version }
  if (rule.kind === 'workingDays') return { ...base, ...walk(addDays(start, 1), rule.days, calendar) }
  const lands = rule.kind === 'days' ? addDays(start, rule.days) : addMonths(start, rule.months)
  if (rule.moveOffDays === true) return { ...base, ...walk(lands, 1, calendar) }
  return { ...base, dueOn: lands, provisional: false, skipped: [], makeUp: [] }
}

/** Overdue (逾期) is derived, never stored: the due date itself is still in time. */
export function isOverdue(dueOn: ChinaDate, today: ChinaDate): boolean {
  return today > dueOn
}

/**
 * Working days after today up to and including `dueOn`: the inverse of counting working days from today.
 * When `dueOn` is past, the working days after it up to and including today, negative; 0 is possible while overdue
 * (due on Friday, today is Saturday), so ask `isOverdue` for that.
 */
export function workingDaysLeft(today: ChinaDate, dueOn: ChinaDate, calendar: WorkCalendar): number {
  return dueOn >= today ? workingDaysAfter(today, dueOn, calendar) : 0 - workingDaysAfter(dueOn, today, calendar)
}

/** True for a well-formed rule with counts inside the bounds; for profile packs and stored JSON. */
export function isDeadlineRule(value: unknown): value is DeadlineRule {
  if (typeof value !== 'object' || value === null) return false
  const { kind, days, months, moveOffDays } = value as Record<string, unknown> // any non-null object has string keys
  const moves = moveOffDays === undefined || typeof moveOffDays === 'boolean'
  if (kind === 'workingDays') return isCount(days, MAX_DEADLINE_DAYS) && moveOffDays === undefined
  if (kind === 'days') return isCount(days, MAX_DEADLINE_DAYS) && moves
  return kind === 'months' && isCount(months, MAX_DEADLINE_MONTHS) && moves
}

/** Goes forward from `first` until `count` working days are counted, and tells what it met on the way. */
function walk(
  first: ChinaDate,
  count: number,
  calendar: WorkCalendar,
): Pick<Deadline, 'dueOn' | 'provisional' | 'skipped' | 'makeUp'> {
  const skipped: SkippedDay[] = []
  const makeUp: ChinaDate[] = []
  let provisional = false
  let left = count
  for (let date = first; ; date = addDays(date, 1)) {
    if (!isSettled(calendar, date)) provisional = true
    const reason = dayOffReason(calendar, date)
    if (reason !== undefined) {
      skipped.push({ date, reason })
      continue
    }
    if (isMakeUpWorkday(calendar, date)) makeUp.push(date)
    left -= 1
    if (left === 0) return { dueOn: date, provisional, skipped, makeUp }
  }
}

function workingDaysAfter(from: ChinaDate, to: ChinaDate, calendar: WorkCalendar): number {
  let count = 0
  for (let date = from; date < to;) {
    date = addDays(date, 1)
    if (dayOffReason(calendar, date) === undefined) count += 1
  }
  return count
}

function isCount(value: unknown, max: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= max
}
