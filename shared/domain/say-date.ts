/** Dates and times as people say them in Chinese. Everything is told in China's time, whatever the reader's phone says. */
import type { WorkCalendar } from './calendar'
import {
  type ChinaDate,
  type Weekday,
  addDays,
  chinaClockOf,
  chinaDateOf,
  dayOfMonth,
  daysBetween,
  monthOf,
  weekdayOf,
  yearOf,
} from './china-time'
import { workingDaysLeft } from './deadline'

const MINUTE = 60_000
const WEEKDAYS: Readonly<Record<Weekday, string>> = {
  0: '周日',
  1: '周一',
  2: '周二',
  3: '周三',
  4: '周四',
  5: '周五',
  6: '周六',
}

/** '周四' */
export function sayWeekday(date: ChinaDate): string {
  return WEEKDAYS[weekdayOf(date)]
}

/** '3月12日', or '2027年3月12日' when the year is not that of `today` or no `today` is given. */
export function sayDay(date: ChinaDate, today?: ChinaDate): string {
  const day = `${monthOf(date)}月${dayOfMonth(date)}日`
  return today !== undefined && yearOf(today) === yearOf(date) ? day : `${yearOf(date)}年${day}`
}

/** '14:30' */
export function sayClock(instant: Date): string {
  const { hour, minute } = chinaClockOf(instant)
  return `${twoDigits(hour)}:${twoDigits(minute)}`
}

/** '2026年3月12日 14:30': complete, for records, exports and the `time` and `date` fields of a subscribe message. */
export function sayFullInstant(instant: Date): string {
  return `${sayDay(chinaDateOf(instant))} ${sayClock(instant)}`
}

/**
 * '刚刚' within a minute (either way: clocks differ), then '今天 14:30', '昨天 09:05', '明天 09:00', '11月3日 14:30'
 * in the same year, and '2025年11月3日' otherwise, where the hour no longer matters.
 */
export function sayInstant(instant: Date, now: Date): string {
  if (Math.abs(now.getTime() - instant.getTime()) < MINUTE) return '刚刚'
  const date = chinaDateOf(instant)
  const today = chinaDateOf(now)
  const clock = sayClock(instant)
  if (date === today) return `今天 ${clock}`
  if (date === addDays(today, -1)) return `昨天 ${clock}`
  if (date === addDays(today, 1)) return `明天 ${clock}`
  return yearOf(date) === yearOf(today) ? `${sayDay(date, today)} ${clock}` : sayDay(date)
}

/**
 * '今天到期', '还剩 3 个工作日', '已逾期 2 个工作日'. Counts plain days (天) without a calendar, and also when only days
 * off lie between: nobody is told '还剩 0 个工作日'.
 */
export function sayDueOn(dueOn: ChinaDate, today: ChinaDate, calendar?: WorkCalendar): string {
  const days = daysBetween(today, dueOn)
  if (days === 0) return '今天到期'
  const workingDays = calendar === undefined ? 0 : Math.abs(workingDaysLeft(today, dueOn, calendar))
  const amount = workingDays > 0 ? `${workingDays} 个工作日` : `${Math.abs(days)} 天`
  return days > 0 ? `还剩 ${amount}` : `已逾期 ${amount}`
}

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : String(number)
}
