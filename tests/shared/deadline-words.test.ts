import { mainlandCalendar } from '../../cloudfunctions/kit/holidays'
import type { WorkCalendar } from '@shared/domain/calendar'
import { type DeadlineRule, computeDeadline } from '@shared/domain/deadline'
import { parseDeadline, recomputeDeadline } from '@shared/domain/deadline-stored'
import { explainDeadline, sayRecomputed, sayRule } from '@shared/domain/deadline-words'
import type { ChinaDate } from '@shared/domain/china-time'

const calendar = mainlandCalendar()
const explain = (start: ChinaDate, rule: DeadlineRule, by: WorkCalendar = calendar): string =>
  explainDeadline(computeDeadline(start, rule, by))

describe('a deadline explains itself', () => {
  it('over the Spring Festival', () => {
    expect(explain('2026-02-12', { kind: 'workingDays', days: 7 })).toBe(
      '从2026年2月12日起，第1天是2月13日，共7个工作日，到2月28日为止。跳过春节9天（2月15日至2月23日）。' +
        '2月14日（周六）、2月28日（周六）是调休上班日，算工作日。',
    )
  })

  it('over two holidays and a weekend, starting before a make-up Sunday', () => {
    expect(explain('2026-09-18', { kind: 'workingDays', days: 10 })).toBe(
      '从2026年9月18日起，第1天是9月20日，共10个工作日，到10月9日为止。' +
        '跳过中秋3天（9月25日至9月27日）、国庆节7天（10月1日至10月7日）、周末1天。9月20日（周日）是调休上班日，算工作日。',
    )
  })

  it('starting on the eve of a holiday', () => {
    expect(explain('2026-04-30', { kind: 'workingDays', days: 1 })).toBe(
      '从2026年4月30日起，第1天是5月6日，共1个工作日，到5月6日为止。跳过劳动节5天（5月1日至5月5日）。',
    )
  })

  it('without anything skipped', () => {
    expect(explain('2026-03-02', { kind: 'workingDays', days: 2 })).toBe(
      '从2026年3月2日起，第1天是3月3日，共2个工作日，到3月4日为止。',
    )
  })

  it('in plain days', () => {
    expect(explain('2026-04-28', { kind: 'days', days: 10 })).toBe(
      '从2026年4月28日起，第1天是4月29日，共10天，休息日计算在内，到5月8日为止。',
    )
  })

  it('in plain days, moved off a holiday', () => {
    expect(explain('2026-04-25', { kind: 'days', days: 7, moveOffDays: true })).toBe(
      '从2026年4月25日起，第1天是4月26日，共7天，休息日计算在内，到5月2日为止。这一天是劳动节，按规定顺延到5月6日。',
    )
  })

  it('in months, and moved only when it falls on a day off', () => {
    expect(explain('2026-02-08', { kind: 'months', months: 3, moveOffDays: true })).toBe(
      '从2026年2月8日起3个月，到5月8日为止。',
    )
    expect(explain('2026-02-10', { kind: 'months', months: 3, moveOffDays: true })).toBe(
      '从2026年2月10日起3个月，到5月10日为止。这一天是周末，按规定顺延到5月11日。',
    )
  })

  it('with a holiday that has a workday in the middle', () => {
    const holidays = { '2026-03-03': '节日', '2026-03-05': '节日', '2026-03-06': '节日' } as const
    const broken: WorkCalendar = { version: 'v', publishedYears: [2026], holidays, makeUpWorkdays: {} }
    expect(explain('2026-03-02', { kind: 'workingDays', days: 2 }, broken)).toBe(
      '从2026年3月2日起，第1天是3月4日，共2个工作日，到3月9日为止。' +
        '跳过节日1天（3月3日）、节日2天（3月5日至3月6日）、周末2天。',
    )
  })

  it('in months, clamped, into the next year', () => {
    expect(explain('2025-11-30', { kind: 'months', months: 3 })).toBe(
      '从2025年11月30日起3个月，当月没有30日，算到月末，到2026年2月28日为止。',
    )
  })

  it('when the holidays are not known yet', () => {
    const before2027 = { ...calendar, publishedYears: calendar.publishedYears.filter((year) => year < 2027) }
    expect(explain('2026-12-28', { kind: 'workingDays', days: 8 }, before2027)).toContain('放假安排还没有公布')
  })

  it('names its rule', () => {
    const rules: DeadlineRule[] = [
      { kind: 'workingDays', days: 7 },
      { kind: 'days', days: 10 },
      { kind: 'months', months: 3 },
    ]
    expect(rules.map(sayRule)).toEqual(['7个工作日', '10天', '3个月'])
  })
})

describe('a stored deadline', () => {
  const deadline = computeDeadline('2026-04-28', { kind: 'workingDays', days: 7 }, calendar)
  const stored = (): Record<string, unknown> => JSON.parse(JSON.stringify(deadline)) as Record<string, unknown> // an object went in

  it('is read back as it was, and explains itself the same', () => {
    expect(parseDeadline(stored())).toEqual(deadline)
    expect(parseDeadline({ ...stored(), extra: 1 })).toEqual(deadline)
  })

  it.each([
    ['dueOn', '2026-02-30'],
    ['dueOn', 20260511],
    ['start', undefined],
    ['rule', { kind: 'workingDays', days: 0 }],
    ['calendarVersion', 7],
    ['provisional', 'no'],
    ['skipped', [{ date: '2026-05-01' }]],
    ['skipped', [null]],
    ['skipped', {}],
    ['makeUp', ['tomorrow']],
  ])('with a broken %s is none (%j)', (key, value) => {
    expect(parseDeadline({ ...stored(), [key]: value })).toBeUndefined()
  })

  it.each([null, undefined, 'x', 3, []])('is not %p', (json) => {
    expect(parseDeadline(json)).toBeUndefined()
  })
})

describe('a new calendar', () => {
  const before: WorkCalendar = { version: 'v1', publishedYears: [2026], holidays: {}, makeUpWorkdays: {} }
  const after: WorkCalendar = {
    version: 'v2',
    publishedYears: [2026, 2027, 2028],
    holidays: { '2027-01-01': '元旦' },
    makeUpWorkdays: {},
  }
  const rule: DeadlineRule = { kind: 'workingDays', days: 5 }

  it('moves a deadline and says so', () => {
    const old = computeDeadline('2026-12-28', rule, before)
    const { deadline, changed } = recomputeDeadline(old, after)
    expect([old.dueOn, deadline.dueOn, changed]).toEqual(['2027-01-04', '2027-01-05', true])
    expect(sayRecomputed(old, deadline)).toBe('放假安排有更新，到期日由2027年1月4日改为2027年1月5日。')
  })

  it('settles a provisional one without moving it', () => {
    const old = computeDeadline('2027-03-01', rule, before)
    const { deadline, changed } = recomputeDeadline(old, after)
    expect([old.provisional, deadline.provisional, changed]).toEqual([true, false, true])
    expect(sayRecomputed(old, deadline)).toBe('放假安排已公布，到期日确定为3月8日。')
  })

  it('refreshes one that stays as it was, without news', () => {
    const old = computeDeadline('2026-03-02', rule, before)
    expect(recomputeDeadline(old, after)).toEqual({ deadline: { ...old, calendarVersion: 'v2' }, changed: false })
    expect(recomputeDeadline(old, before).deadline).toBe(old)
  })
})
