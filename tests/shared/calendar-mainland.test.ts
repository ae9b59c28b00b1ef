import { build } from 'esbuild'
import { isWorkday } from 'chinese-days'
import { buildCalendar, mainlandCalendar } from '../../cloudfunctions/kit/holidays'
import { type WorkCalendar, dayOffReason, isWorkingDay } from '@shared/domain/calendar'
import { type ChinaDate, addDays, yearOf } from '@shared/domain/china-time'

/** Typed in from the State Council's notices for 2025 and 2026: [first day off, last day off] and the make-up days. */
const NOTICES: Readonly<Record<number, { off: [ChinaDate, ChinaDate][]; makeUp: ChinaDate[] }>> = {
  2025: {
    off: [
      ['2025-01-01', '2025-01-01'],
      ['2025-01-28', '2025-02-04'],
      ['2025-04-04', '2025-04-06'],
      ['2025-05-01', '2025-05-05'],
      ['2025-05-31', '2025-06-02'],
      ['2025-10-01', '2025-10-08'],
    ],
    makeUp: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  },
  2026: {
    off: [
      ['2026-01-01', '2026-01-03'],
      ['2026-02-15', '2026-02-23'],
      ['2026-04-04', '2026-04-06'],
      ['2026-05-01', '2026-05-05'],
      ['2026-06-19', '2026-06-21'],
      ['2026-09-25', '2026-09-27'],
      ['2026-10-01', '2026-10-07'],
    ],
    makeUp: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  },
}

describe('the calendar of mainland China', () => {
  const calendar = mainlandCalendar()

  it.each([2025, 2026])('is the notice of the State Council for %i, day for day', (year) => {
    const notice = NOTICES[year]
    const off = notice?.off.flatMap(([from, to]) => daysOf(from, to)) ?? []
    expect(entriesOf(calendar.holidays, year)).toEqual(off)
    expect(entriesOf(calendar.makeUpWorkdays, year)).toEqual(notice?.makeUp)
  })

  // West of Greenwich the package itself reads '2026-02-14' as the 13th: there it is no second opinion.
  const itEastOfGreenwich = new Date(0).getTimezoneOffset() <= 0 ? it : it.skip
  itEastOfGreenwich("agrees with the package's own reckoning on every day of every published year", () => {
    const [first, last] = [calendar.publishedYears[0] ?? 0, calendar.publishedYears.at(-1) ?? 0]
    const days = daysOf(`${first}-01-01`, `${last}-12-31`)
    expect(days.length).toBeGreaterThan(20 * 365)
    expect(days.filter((date) => isWorkingDay(calendar, date) !== isWorkday(date))).toEqual([])
  })

  it('publishes every year since 2004 without a gap, up to the data it has', () => {
    const years = calendar.publishedYears
    expect(years[0]).toBe(2004)
    expect(years).toEqual(years.map((_, index) => 2004 + index))
    expect(years).toContain(2026)
  })

  it('names holidays in Chinese', () => {
    expect(dayOffReason(calendar, '2026-02-17')).toBe('春节')
    expect(Object.values(calendar.holidays).every((name) => /^[\p{Script=Han}\d]+$/u.test(name))).toBe(true)
  })

  it('is built once', () => {
    expect(mainlandCalendar()).toBe(calendar)
    expect(calendar.version).toMatch(/^chinese-days@\d+\.\d+\.\d+\+[0-9a-f]{8}$/)
  })
})

describe('building a calendar', () => {
  const year2030 = {
    '2030-01-01': "New Year's Day,元旦,1",
    '2030-02-03': 'Spring Festival,春节,4',
    '2030-05-01': 'Labour Day,劳动节,2',
    '2030-10-01': 'National Day,国庆节,3',
  }

  it('does not call a year published for the New Year’s days its predecessor announced', () => {
    const calendar = buildCalendar({ ...year2030, '2031-01-01': "New Year's Day,元旦,1" }, {}, 'test')
    expect(calendar.publishedYears).toEqual([2030])
    expect(isWorkingDay(calendar, '2031-01-01')).toBe(false)
  })

  it('has another version for any other content, and the same for the same in another order', () => {
    const version = (holidays: Record<string, string>, workdays: Record<string, string> = {}): string =>
      buildCalendar(holidays, workdays, 'test').version
    const reversed = Object.fromEntries(Object.entries(year2030).reverse())
    expect(version(reversed)).toBe(version(year2030))
    expect(version({ ...year2030, '2030-10-02': 'National Day,国庆节,3' })).not.toBe(version(year2030))
    expect(version(year2030, { '2030-02-09': 'Spring Festival,春节,4' })).not.toBe(version(year2030))
  })

  it.each([
    ['a date that does not exist', { '2030-02-30': 'x,春节,4' }, {}],
    ['an entry without a Chinese name', { '2030-02-03': 'Spring Festival' }, {}],
    ['a date that is both', { '2030-02-03': 'x,春节,4' }, { '2030-02-03': 'x,春节,4' }],
  ])('refuses %s', (_, holidays, workdays) => {
    expect(() => buildCalendar(holidays, workdays, 'test')).toThrow()
  })
})

it('bundles for a cloud function as data, without the code of the package', async () => {
  const result = await build({
    entryPoints: ['cloudfunctions/kit/holidays.ts'],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    minify: true,
    logLevel: 'silent',
  })
  const code = result.outputFiles[0]?.text ?? ''
  expect(code.length).toBeLessThan(64 * 1024)
  const bundled: { exports: { mainlandCalendar?: () => WorkCalendar } } = { exports: {} }
  // The bundle is run as Node would: its text in a CommonJS wrapper.
  new Function('module', 'exports', 'require', code)(bundled, bundled.exports, require)
  expect(bundled.exports.mainlandCalendar?.().version).toBe(mainlandCalendar().version)
})

function entriesOf(record: Readonly<Record<ChinaDate, string>>, year: number): string[] {
  return Object.keys(record).filter((date) => date.startsWith(`${year}-`))
}

function daysOf(from: ChinaDate, to: ChinaDate): ChinaDate[] {
  const days: ChinaDate[] = []
  for (let date = from; date <= to && yearOf(date) < 9999; date = addDays(date, 1)) days.push(date)
  return days
}
