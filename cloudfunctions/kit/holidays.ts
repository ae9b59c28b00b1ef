/**
 * Mainland China's holidays and make-up workdays as the `WorkCalendar` that shared/domain reckons with.
 *
 * Only the JSON of the `chinese-days` package is read, none of its code: it brings no time-zone arithmetic and no
 * side effects, and esbuild bundles 37 KB. See docs/decisions/working-days.md.
 */
import { createHash } from 'node:crypto'
import arrangements from 'chinese-days/dist/chinese-days.json'
import { version as packageVersion } from 'chinese-days/package.json'
import type { WorkCalendar } from '@shared/domain/calendar'
import { type ChinaDate, isChinaDate, yearOf } from '@shared/domain/china-time'

/** A year's notice always has these; New Year's days alone may have been announced by the notice of the year before. */
const YEARLY_HOLIDAYS = ['元旦', '春节', '劳动节', '国庆节']

let calendar: WorkCalendar | undefined

/** The calendar in force in this bundle; built on the first call and kept. */
export function mainlandCalendar(): WorkCalendar {
  calendar ??= buildCalendar(arrangements.holidays, arrangements.workdays, `chinese-days@${packageVersion}`)
  return calendar
}

/**
 * Turns the package's lists into a calendar. Each maps 'YYYY-MM-DD' to 'English name,中文名,days in lieu'.
 * Refuses (Error) an entry of another shape and a date in both lists: a wrong holiday is a wrong legal deadline.
 * The version is `source`, a plus, and eight hex digits of the content's SHA-256.
 */
export function buildCalendar(
  holidayList: Readonly<Record<string, string>>,
  workdayList: Readonly<Record<string, string>>,
  source: string,
): WorkCalendar {
  const holidays = named(holidayList)
  const makeUpWorkdays = named(workdayList)
  const both = Object.keys(makeUpWorkdays).find((date) => date in holidays)
  if (both !== undefined) throw new Error(`both a day off and a workday: ${both}`)
  const content = JSON.stringify([Object.entries(holidays), Object.entries(makeUpWorkdays)])
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 8)
  return { version: `${source}+${digest}`, publishedYears: publishedYears(holidays), holidays, makeUpWorkdays }
}

function named(list: Readonly<Record<string, string>>): Record<ChinaDate, string> {
  const names: Record<ChinaDate, string> = {}
  for (const date of Object.keys(list).sort()) {
    const name = list[date]?.split(',')[1]
    if (!isChinaDate(date) || name === undefined || name === '') throw new Error(`unknown holiday entry: ${date}`)
    names[date] = name
  }
  return names
}

function publishedYears(holidays: Readonly<Record<ChinaDate, string>>): number[] {
  const namesByYear = new Map<number, Set<string>>()
  for (const [date, name] of Object.entries(holidays)) {
    if (!isChinaDate(date)) continue
    const year = yearOf(date)
    namesByYear.set(year, (namesByYear.get(year) ?? new Set<string>()).add(name))
  }
  const complete = [...namesByYear].filter(([, names]) => YEARLY_HOLIDAYS.every((name) => names.has(name)))
  return complete.map(([year]) => year).sort((a, b) => a - b)
}
