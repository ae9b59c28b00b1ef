import fc from 'fast-check'
import { mainlandCalendar } from '../../cloudfunctions/kit/holidays'
import { addDays, instantAt } from '@shared/domain/china-time'
import { sayClock, sayDay, sayDueOn, sayFullInstant, sayInstant, sayWeekday } from '@shared/domain/say-date'
import { checkField } from '@shared/domain/template-text'

const now = instantAt('2026-11-25', 14, 30)
const calendar = mainlandCalendar()

describe('a moment', () => {
  it.each([
    ['2026-11-25', 14, 30, '刚刚'],
    ['2026-11-25', 14, 29, '今天 14:29'],
    ['2026-11-25', 0, 0, '今天 00:00'],
    ['2026-11-24', 9, 5, '昨天 09:05'],
    ['2026-11-26', 9, 0, '明天 09:00'],
    ['2026-11-23', 23, 59, '11月23日 23:59'],
    ['2026-01-01', 0, 0, '1月1日 00:00'],
    ['2025-12-31', 23, 59, '2025年12月31日'],
    ['2027-01-01', 0, 0, '2027年1月1日'],
  ] as const)('%s %i:%i is %s', (date, hour, minute, said) => {
    expect(sayInstant(instantAt(date, hour, minute), now)).toBe(said)
  })

  it('is just now 59 seconds either way, and not at 60', () => {
    const after = (seconds: number): Date => new Date(now.getTime() + seconds * 1000)
    expect([-60, -59, 59, 60].map((seconds) => sayInstant(after(seconds), now))).toEqual([
      '今天 14:29',
      '刚刚',
      '刚刚',
      '今天 14:31',
    ])
  })

  it('says yesterday across the turn of the year', () => {
    expect(sayInstant(instantAt('2025-12-31', 23, 0), instantAt('2026-01-01', 8, 0))).toBe('昨天 23:00')
  })

  it('is told in China’s time wherever it is read', () => {
    expect(sayClock(new Date('2026-11-25T16:05:00Z'))).toBe('00:05')
    expect(sayFullInstant(new Date('2026-11-25T16:05:00Z'))).toBe('2026年11月26日 00:05')
  })

  it('in full fits the date and time fields of a message', () => {
    fc.assert(
      fc.property(
        fc.date({ min: instantAt('2000-01-01'), max: instantAt('2100-01-01'), noInvalidDate: true }),
        (instant) => {
          const said = sayFullInstant(instant)
          expect([checkField('time', said), checkField('date', said)]).toEqual([undefined, undefined])
        },
      ),
    )
  })
})

describe('a day', () => {
  it('drops the year of today', () => {
    expect(sayDay('2026-03-12', '2026-11-25')).toBe('3月12日')
    expect(sayDay('2027-03-12', '2026-11-25')).toBe('2027年3月12日')
    expect(sayDay('2026-03-12')).toBe('2026年3月12日')
  })

  it('has its weekday', () => {
    const week = Array.from({ length: 7 }, (_, index) => sayWeekday(addDays('2026-11-23', index)))
    expect(week).toEqual(['周一', '周二', '周三', '周四', '周五', '周六', '周日'])
  })
})

describe('a due date', () => {
  it.each([
    ['2026-02-26', '2026-02-12', '还剩 5 个工作日'],
    ['2026-02-26', '2026-02-26', '今天到期'],
    ['2026-02-26', '2026-02-28', '已逾期 2 个工作日'],
    ['2026-02-23', '2026-02-20', '还剩 3 天'],
    ['2026-02-14', '2026-02-16', '已逾期 2 天'],
  ] as const)('%s on %s: %s', (dueOn, today, said) => {
    expect(sayDueOn(dueOn, today, calendar)).toBe(said)
  })

  it('counts days without a calendar', () => {
    expect(sayDueOn('2026-02-26', '2026-02-12')).toBe('还剩 14 天')
    expect(sayDueOn('2026-02-26', '2026-02-27')).toBe('已逾期 1 天')
  })
})
