import { type WorkCalendar, dayOffReason, isMakeUpWorkday, isSettled, isWorkingDay } from '@shared/domain/calendar'

const calendar: WorkCalendar = {
  version: 'test',
  publishedYears: [2025, 2026],
  holidays: { '2026-02-16': '春节', '2026-02-17': '春节', '2026-02-21': '春节' },
  makeUpWorkdays: { '2026-02-14': '春节' },
}

describe('working days', () => {
  it.each([
    ['2026-02-13', true, undefined, 'an ordinary Friday'],
    ['2026-02-14', true, undefined, 'a make-up Saturday'],
    ['2026-02-15', false, '周末', 'an ordinary Sunday'],
    ['2026-02-16', false, '春节', 'a Monday off'],
    ['2026-02-21', false, '春节', 'a Saturday inside a holiday'],
    ['2027-02-17', true, undefined, 'a Wednesday of a year nobody published'],
  ] as const)('%s: %s, %s, %s', (date, works, reason, _why) => {
    expect(isWorkingDay(calendar, date)).toBe(works)
    expect(dayOffReason(calendar, date)).toBe(reason)
  })

  it('tells a make-up workday from an ordinary one', () => {
    expect([isMakeUpWorkday(calendar, '2026-02-14'), isMakeUpWorkday(calendar, '2026-02-13')]).toEqual([true, false])
  })

  it.each([
    ['2024-12-31', false, 'before the first published year'],
    ['2025-12-31', true, 'both years published'],
    ['2026-12-24', true, 'published, and out of reach of the next notice'],
    ['2026-12-25', false, 'the next notice may still move it'],
    ['2027-01-01', false, 'not published'],
  ] as const)('%s settled: %s (%s)', (date, settled, _why) => {
    expect(isSettled(calendar, date)).toBe(settled)
  })
})
