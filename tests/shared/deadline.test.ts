import fc from 'fast-check'
import { mainlandCalendar } from '../../cloudfunctions/kit/holidays'
import { type WorkCalendar, isWorkingDay } from '@shared/domain/calendar'
import { type ChinaDate, addDays, addMonths, daysBetween } from '@shared/domain/china-time'
import { type DeadlineRule, computeDeadline, isDeadlineRule, isOverdue, workingDaysLeft } from '@shared/domain/deadline'

const calendar = mainlandCalendar()
const workingDays = (days: number): DeadlineRule => ({ kind: 'workingDays', days })

/** A year and a half of invented holidays and make-up days. */
const someDay = fc.integer({ min: 0, max: 540 }).map((days) => addDays('2026-01-01', days))
const invented: fc.Arbitrary<WorkCalendar> = fc
  .record({ off: fc.uniqueArray(someDay, { maxLength: 60 }), worked: fc.uniqueArray(someDay, { maxLength: 30 }) })
  .map(({ off, worked }) => ({
    version: 'invented',
    publishedYears: [2026, 2027, 2028],
    holidays: Object.fromEntries(off.filter((date) => !worked.includes(date)).map((date) => [date, '节日'])),
    makeUpWorkdays: Object.fromEntries(worked.map((date) => [date, '节日'])),
  }))
const count = fc.integer({ min: 1, max: 60 })

describe('the golden cases', () => {
  it.each([
    ['2026-02-12', 5, '2026-02-26'],
    ['2026-02-12', 7, '2026-02-28'],
    ['2026-04-28', 7, '2026-05-11'],
    ['2026-09-18', 10, '2026-10-09'],
    ['2026-09-29', 5, '2026-10-12'],
  ] as const)('%s and %i working days is %s', (start, days, dueOn) => {
    const deadline = computeDeadline(start, workingDays(days), calendar)
    expect(deadline).toMatchObject({ dueOn, start, provisional: false, calendarVersion: calendar.version })
  })

  it('says which days it skipped and which make-up days it counted', () => {
    const { skipped, makeUp } = computeDeadline('2026-04-28', workingDays(7), calendar)
    expect(skipped).toEqual([
      { date: '2026-05-01', reason: '劳动节' },
      { date: '2026-05-02', reason: '劳动节' },
      { date: '2026-05-03', reason: '劳动节' },
      { date: '2026-05-04', reason: '劳动节' },
      { date: '2026-05-05', reason: '劳动节' },
      { date: '2026-05-10', reason: '周末' },
    ])
    expect(makeUp).toEqual(['2026-05-09'])
  })
})

describe('working days under any calendar', () => {
  it('ends on a working day, and counting back gives the number asked for', () => {
    fc.assert(
      fc.property(invented, someDay, count, (any, start, days) => {
        const { dueOn, skipped } = computeDeadline(start, workingDays(days), any)
        expect(isWorkingDay(any, dueOn)).toBe(true)
        expect(workingDaysLeft(start, dueOn, any)).toBe(days)
        expect(daysBetween(start, dueOn)).toBe(days + skipped.length)
      }),
    )
  })

  it('comes later for more days and never earlier for a later start', () => {
    fc.assert(
      fc.property(invented, someDay, count, fc.nat(30), (any, start, days, later) => {
        const due = (from: ChinaDate, number: number): ChinaDate =>
          computeDeadline(from, workingDays(number), any).dueOn
        expect(due(start, days + 1) > due(start, days)).toBe(true)
        expect(due(addDays(start, later), days) >= due(start, days)).toBe(true)
      }),
    )
  })

  it('counts left days so that halves add up and the way back is the negative', () => {
    fc.assert(
      fc.property(invented, someDay, someDay, someDay, (any, a, b, c) => {
        expect(workingDaysLeft(a, b, any) + workingDaysLeft(b, c, any)).toBe(workingDaysLeft(a, c, any))
        expect(workingDaysLeft(a, b, any) + workingDaysLeft(b, a, any)).toBe(0)
      }),
    )
  })
})

describe('days and months', () => {
  it('counts every day and stays on a day off', () => {
    const deadline = computeDeadline('2026-04-25', { kind: 'days', days: 7 }, calendar)
    expect(deadline).toMatchObject({ dueOn: '2026-05-02', skipped: [], makeUp: [], provisional: false })
  })

  it('moves off a day off when the rule says so', () => {
    const rule = { kind: 'days', days: 7, moveOffDays: true } as const
    expect(computeDeadline('2026-04-25', rule, calendar).dueOn).toBe('2026-05-06')
    expect(computeDeadline('2026-05-02', rule, calendar)).toMatchObject({ dueOn: '2026-05-09', makeUp: ['2026-05-09'] })
  })

  it.each([
    ['2026-01-31', 3, '2026-04-30'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-02-28', 6, '2026-08-28'],
  ] as const)('%s and %i months is %s, clamped to the month’s end', (start, months, dueOn) => {
    expect(computeDeadline(start, { kind: 'months', months }, calendar).dueOn).toBe(dueOn)
  })

  it('never moves back, and lands on the first working day from where it would have been', () => {
    fc.assert(
      fc.property(invented, someDay, fc.integer({ min: 1, max: 6 }), (any, start, months) => {
        const lands = addMonths(start, months)
        const { dueOn, skipped } = computeDeadline(start, { kind: 'months', months, moveOffDays: true }, any)
        expect(isWorkingDay(any, dueOn)).toBe(true)
        expect(daysBetween(lands, dueOn)).toBe(skipped.length)
        expect(skipped.every(({ date }) => !isWorkingDay(any, date))).toBe(true)
      }),
    )
  })
})

describe('a year without a published calendar', () => {
  const known: WorkCalendar = { version: 'v', publishedYears: [2026], holidays: {}, makeUpWorkdays: {} }

  it.each([
    ['2026-12-16', workingDays(6), '2026-12-24', false],
    ['2026-12-16', workingDays(7), '2026-12-25', true],
    ['2027-03-01', workingDays(1), '2027-03-02', true],
    ['2026-11-30', { kind: 'months', months: 3 }, '2027-02-28', false],
    ['2026-11-30', { kind: 'months', months: 3, moveOffDays: true }, '2027-03-01', true],
  ] as const)('from %s by %j: due on %s, provisional %s', (start, rule, dueOn, provisional) => {
    expect(computeDeadline(start, rule, known)).toMatchObject({ dueOn, provisional })
  })
})

describe('being late', () => {
  it('begins the day after the due date', () => {
    expect([isOverdue('2026-02-26', '2026-02-26'), isOverdue('2026-02-26', '2026-02-27')]).toEqual([false, true])
  })

  it.each([
    ['2026-02-12', '2026-02-26', 5],
    ['2026-02-26', '2026-02-26', 0],
    ['2026-02-28', '2026-02-26', -2],
    ['2026-02-20', '2026-02-14', 0],
  ] as const)('today %s, due on %s: %i working days left', (today, dueOn, left) => {
    expect(workingDaysLeft(today, dueOn, calendar)).toBe(left)
  })
})

describe('rules', () => {
  it.each([
    { kind: 'workingDays', days: 0 },
    { kind: 'workingDays', days: 1.5 },
    { kind: 'workingDays', days: '7' },
    { kind: 'workingDays', days: 5, moveOffDays: true },
    { kind: 'days', days: -1 },
    { kind: 'days', days: 3661 },
    { kind: 'days', months: 3 },
    { kind: 'months', months: 121 },
    { kind: 'months', months: 3, moveOffDays: 'yes' },
    { kind: 'hours', days: 24 },
    null,
    'months',
  ])('refuses %j', (rule) => {
    expect(isDeadlineRule(rule)).toBe(false)
  })

  it('refuses to compute with one', () => {
    expect(() => computeDeadline('2026-02-12', workingDays(0), calendar)).toThrow(RangeError)
  })
})
