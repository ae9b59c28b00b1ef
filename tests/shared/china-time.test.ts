import dayjs from 'dayjs'
import utc from 'dayjs/plugin/utc'
import fc from 'fast-check'
import {
  addDays,
  addMonths,
  chinaClockOf,
  chinaDateOf,
  compareDates,
  dayOfMonth,
  daysBetween,
  instantAt,
  isChinaDate,
  monthOf,
  weekdayOf,
  yearOf,
} from '@shared/domain/china-time'

dayjs.extend(utc)

const dates = fc.integer({ min: -80_000, max: 80_000 }).map((days) => addDays('2026-01-01', days))
/** Node's own time-zone data, as the second opinion. */
const shanghai = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
})

describe('a date in China', () => {
  it.each([
    ['2026-02-11T15:59:59.999Z', '2026-02-11'],
    ['2026-02-11T16:00:00.000Z', '2026-02-12'],
    ['2025-12-31T16:00:00Z', '2026-01-01'],
    ['1969-12-31T15:59:59Z', '1969-12-31'],
    ['1969-12-31T16:00:00Z', '1970-01-01'],
  ])('at %s is %s', (instant, date) => {
    expect(chinaDateOf(new Date(instant))).toBe(date)
  })

  it('agrees with the time-zone data of Node, minute by minute, since the last summer time', () => {
    const since = new Date('1992-01-01T00:00:00Z')
    const until = new Date('2199-12-31T00:00:00Z')
    fc.assert(
      fc.property(fc.date({ min: since, max: until, noInvalidDate: true }), (instant) => {
        const { hour, minute } = chinaClockOf(instant)
        const clock = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
        expect(`${chinaDateOf(instant)} ${clock}`).toBe(shanghai.format(instant))
      }),
    )
  })

  it('goes back to the instant it came from', () => {
    expect(instantAt('2026-02-12').toISOString()).toBe('2026-02-11T16:00:00.000Z')
    expect(instantAt('2026-02-12', 9, 5).toISOString()).toBe('2026-02-12T01:05:00.000Z')
    fc.assert(fc.property(dates, (date) => chinaDateOf(instantAt(date, 23, 59)) === date))
  })

  it('refuses an instant that is none', () => {
    expect(() => chinaDateOf(new Date(Number.NaN))).toThrow(RangeError)
  })

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-1-1',
    '0999-01-01',
    '2026-01-01T00:00',
    ' 2026-01-01',
    '',
  ])('is not %p', (text) => {
    expect(isChinaDate(text)).toBe(false)
  })

  it('knows leap years', () => {
    expect([isChinaDate('2028-02-29'), isChinaDate('2100-02-29'), isChinaDate('2000-02-29')]).toEqual([
      true,
      false,
      true,
    ])
  })
})

describe('reckoning', () => {
  it('agrees with dayjs on days, months and weekdays', () => {
    fc.assert(
      fc.property(
        dates,
        fc.integer({ min: -3000, max: 3000 }),
        fc.integer({ min: -120, max: 120 }),
        (date, days, months) => {
          expect(addDays(date, days)).toBe(dayjs.utc(date).add(days, 'day').format('YYYY-MM-DD'))
          expect(addMonths(date, months)).toBe(dayjs.utc(date).add(months, 'month').format('YYYY-MM-DD'))
          expect(weekdayOf(date)).toBe(dayjs.utc(date).day())
        },
      ),
    )
  })

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-08-31', 3, '2026-11-30'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
  ] as const)('clamps: %s and %i months is %s', (date, months, result) => {
    expect(addMonths(date, months)).toBe(result)
  })

  it('counts between dates as it adds them', () => {
    fc.assert(
      fc.property(
        dates,
        fc.integer({ min: -9999, max: 9999 }),
        (date, days) => daysBetween(date, addDays(date, days)) === days,
      ),
    )
    expect(daysBetween('2026-02-28', '2026-03-01')).toBe(1)
  })

  it('orders dates as text and as days alike', () => {
    fc.assert(fc.property(dates, dates, (a, b) => Math.sign(compareDates(a, b)) === Math.sign(daysBetween(b, a))))
  })

  it('takes a date apart', () => {
    expect([yearOf('2026-02-09'), monthOf('2026-02-09'), dayOfMonth('2026-02-09')]).toEqual([2026, 2, 9])
  })

  it('refuses what is no date, no whole number, and the far ends of time', () => {
    expect(() => addDays('2026-02-30', 1)).toThrow(RangeError)
    expect(() => addDays('2026-02-20', 1.5)).toThrow(RangeError)
    expect(() => addMonths('2026-02-20', Number.NaN)).toThrow(RangeError)
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError)
  })
})
