/**
 * China's civil calendar without a clock and without Intl.
 *
 * China keeps one zone (+08:00) and has had no summer time since 1991, so fixed-offset arithmetic is exact for every
 * date this product meets. Old WeChat runtimes have no time-zone data: nothing here asks for it.
 */

/** A calendar date in China, 'YYYY-MM-DD'. Plain strings become one only through `isChinaDate`. */
export type ChinaDate = `${number}-${number}-${number}`

/** 0 is Sunday, 6 is Saturday. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6

const MILLISECONDS_A_DAY = 86_400_000
const CHINA_OFFSET = 8 * 3_600_000
const SHAPE = /^([1-9]\d{3})-(\d{2})-(\d{2})$/

interface CivilDate {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** True for a date that exists, years 1000 to 9999: refuses '2026-02-30', '2026-2-3' and anything longer. */
export function isChinaDate(text: string): text is ChinaDate {
  const match = SHAPE.exec(text)
  if (match === null) return false
  const [, year, month, day] = match.map(Number)
  if (year === undefined || month === undefined || day === undefined) return false
  return month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year, month)
}

/** The date on the wall calendar in China at this instant. */
export function chinaDateOf(instant: Date): ChinaDate {
  return fromDayNumber(Math.floor((instantNumber(instant) + CHINA_OFFSET) / MILLISECONDS_A_DAY))
}

/** Hour (0-23) and minute (0-59) on the wall clock in China at this instant. */
export function chinaClockOf(instant: Date): { readonly hour: number; readonly minute: number } {
  const local = new Date(instantNumber(instant) + CHINA_OFFSET)
  return { hour: local.getUTCHours(), minute: local.getUTCMinutes() }
}

/** The instant at which China's clocks show this date and time; midnight when no time is given. */
export function instantAt(date: ChinaDate, hour = 0, minute = 0): Date {
  return new Date(dayNumber(date) * MILLISECONDS_A_DAY - CHINA_OFFSET + (hour * 60 + minute) * 60_000)
}

/** `days` may be negative; it must be a whole number. */
export function addDays(date: ChinaDate, days: number): ChinaDate {
  if (!Number.isSafeInteger(days)) throw new RangeError('addDays takes a whole number of days')
  return fromDayNumber(dayNumber(date) + days)
}

/** The same day of a later (or earlier) month, or that month's last day when it is shorter. */
export function addMonths(date: ChinaDate, months: number): ChinaDate {
  if (!Number.isSafeInteger(months)) throw new RangeError('addMonths takes a whole number of months')
  const { year, month, day } = civil(date)
  const count = year * 12 + (month - 1) + months
  const toYear = Math.floor(count / 12)
  const toMonth = count - toYear * 12 + 1
  return format(toYear, toMonth, Math.min(day, monthLength(toYear, toMonth)))
}

/** Days from `from` to `to`: 0 on the same day, negative when `to` is earlier. */
export function daysBetween(from: ChinaDate, to: ChinaDate): number {
  return dayNumber(to) - dayNumber(from)
}

/** Negative when `a` is earlier, 0 on the same day, positive when later: fit for `sort`. */
export function compareDates(a: ChinaDate, b: ChinaDate): number {
  return a < b ? -1 : a > b ? 1 : 0
}

export function weekdayOf(date: ChinaDate): Weekday {
  // 1970-01-01, day number 0, was a Thursday.
  const index = (((dayNumber(date) + 4) % 7) + 7) % 7
  return index as Weekday // a remainder of 7, made non-negative, is 0 to 6
}

export function yearOf(date: ChinaDate): number {
  return civil(date).year
}

export function monthOf(date: ChinaDate): number {
  return civil(date).month
}

export function dayOfMonth(date: ChinaDate): number {
  return civil(date).day
}

function civil(date: ChinaDate): CivilDate {
  if (!isChinaDate(date)) throw new RangeError(`not a calendar date: ${String(date)}`)
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) }
}

function dayNumber(date: ChinaDate): number {
  const { year, month, day } = civil(date)
  return Date.UTC(year, month - 1, day) / MILLISECONDS_A_DAY
}

function fromDayNumber(number: number): ChinaDate {
  const date = new Date(number * MILLISECONDS_A_DAY)
  return format(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
}

function format(year: number, month: number, day: number): ChinaDate {
  const text = `${year}-${pad(month)}-${pad(day)}`
  if (!isChinaDate(text)) throw new RangeError(`outside the years 1000 to 9999: ${text}`)
  return text
}

function pad(number: number): string {
  return number < 10 ? `0${number}` : String(number)
}

function monthLength(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function instantNumber(instant: Date): number {
  const number = instant.getTime()
  if (Number.isNaN(number)) throw new RangeError('not an instant')
  return number
}
