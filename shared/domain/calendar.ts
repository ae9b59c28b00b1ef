/**
 * Working days (工作日) in mainland China: Monday to Friday, except the State Council's holidays (放假),
 * plus its make-up workdays (调休上班). The holidays are an argument, so that a new year is new data and no new code.
 */
import { type ChinaDate, weekdayOf, yearOf } from './china-time'

/** One edition of the holidays. `version` changes whenever any entry does; deadlines remember it. */
export interface WorkCalendar {
  readonly version: string
  /** Years whose arrangement the State Council has published, ascending. */
  readonly publishedYears: readonly number[]
  /** Days off by arrangement, with the holiday's name, e.g. 春节. May include weekend days. */
  readonly holidays: Readonly<Record<ChinaDate, string>>
  /** Days worked in exchange, with the name of the holiday they pay for. */
  readonly makeUpWorkdays: Readonly<Record<ChinaDate, string>>
}

/** What `dayOffReason` answers for a Saturday or Sunday that is no holiday. */
export const WEEKEND = '周末'

export function isMakeUpWorkday(calendar: WorkCalendar, date: ChinaDate): boolean {
  return calendar.makeUpWorkdays[date] !== undefined
}

/** Why nobody works on this date: the holiday's name, or 周末; undefined on a working day. */
export function dayOffReason(calendar: WorkCalendar, date: ChinaDate): string | undefined {
  if (isMakeUpWorkday(calendar, date)) return undefined
  const holiday = calendar.holidays[date]
  if (holiday !== undefined) return holiday
  const weekday = weekdayOf(date)
  return weekday === 0 || weekday === 6 ? WEEKEND : undefined
}

/** In a year that is not published only weekends are known to be off; ask `isSettled` whether to trust the answer. */
export function isWorkingDay(calendar: WorkCalendar, date: ChinaDate): boolean {
  return dayOffReason(calendar, date) === undefined
}

/**
 * Whether no notice still to come can change this date: its year is published and, for the last week of December,
 * the following year too, because the New Year's arrangement reaches back (2018-12-29 became a workday and
 * 2018-12-31 a day off by the notice for 2019).
 */
export function isSettled(calendar: WorkCalendar, date: ChinaDate): boolean {
  const year = yearOf(date)
  if (!calendar.publishedYears.includes(year)) return false
  return date.slice(5) < '12-25' || calendar.publishedYears.includes(year + 1)
}
