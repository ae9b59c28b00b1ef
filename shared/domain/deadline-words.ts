/** A deadline in plain Chinese: start, rule, days counted, days skipped, so that anyone can count it again by hand. */
import { WEEKEND } from './calendar'
import { type ChinaDate, addDays, addMonths, dayOfMonth } from './china-time'
import type { Deadline, DeadlineRule, SkippedDay } from './deadline'
import { sayDay, sayWeekday } from './say-date'

/** The rule by itself: '7个工作日', '10天', '3个月'. */
export function sayRule(rule: DeadlineRule): string {
  if (rule.kind === 'workingDays') return `${rule.days}个工作日`
  return rule.kind === 'days' ? `${rule.days}天` : `${rule.months}个月`
}

/** The whole reckoning in one or more sentences. Needs no calendar: a stored deadline explains itself years later. */
export function explainDeadline(deadline: Deadline): string {
  const sentences = [
    counted(deadline),
    deadline.rule.kind === 'workingDays' ? passedOver(deadline) : moved(deadline),
    workedInExchange(deadline),
    deadline.provisional ? '其中有的日期放假安排还没有公布，到期日暂按周末推算，公布后重新计算并告诉您' : '',
  ]
  return sentences.filter((sentence) => sentence !== '').join('。') + '。'
}

/** One sentence for the notice and the ledger line when a new calendar moved or settled a deadline. */
export function sayRecomputed(before: Deadline, after: Deadline): string {
  const now = sayDay(after.dueOn, before.start)
  if (before.dueOn === after.dueOn) {
    return after.provisional
      ? `放假安排有更新，到期日仍是${now}，暂定，正式公布后还会核对。`
      : `放假安排已公布，到期日确定为${now}。`
  }
  return `放假安排有更新，到期日由${sayDay(before.dueOn, before.start)}改为${now}。`
}

function counted({ start, rule, dueOn, skipped }: Deadline): string {
  const from = sayDay(start)
  if (rule.kind === 'months') {
    const lands = addMonths(start, rule.months)
    const clamped = dayOfMonth(lands) < dayOfMonth(start) ? `，当月没有${dayOfMonth(start)}日，算到月末` : ''
    return `从${from}起${sayRule(rule)}${clamped}，到${sayDay(skipped[0]?.date ?? dueOn, start)}为止`
  }
  const lands = rule.kind === 'days' ? addDays(start, rule.days) : dueOn
  const first = rule.kind === 'days' ? addDays(start, 1) : firstWorkingDay(start, skipped)
  const weekends = rule.kind === 'days' ? '，休息日计算在内' : ''
  return `从${from}起，第1天是${sayDay(first, start)}，共${sayRule(rule)}${weekends}，到${sayDay(lands, start)}为止`
}

/** Skipped days are in order, so the first day not among them is the first one counted. */
function firstWorkingDay(start: ChinaDate, skipped: readonly SkippedDay[]): ChinaDate {
  let date = addDays(start, 1)
  for (const day of skipped) {
    if (day.date !== date) break
    date = addDays(date, 1)
  }
  return date
}

function passedOver({ start, skipped }: Deadline): string {
  if (skipped.length === 0) return ''
  const spans = spansOf(skipped.filter((day) => day.reason !== WEEKEND))
  const parts = spans.map((span) => `${span.reason}${span.days}天（${saySpan(span, start)}）`)
  const weekendDays = skipped.filter((day) => day.reason === WEEKEND).length
  if (weekendDays > 0) parts.push(`周末${weekendDays}天`)
  return `跳过${parts.join('、')}`
}

function moved({ start, dueOn, skipped }: Deadline): string {
  const first = skipped[0]
  if (first === undefined) return ''
  return `这一天是${first.reason}，按规定顺延到${sayDay(dueOn, start)}`
}

function workedInExchange({ start, makeUp }: Deadline): string {
  if (makeUp.length === 0) return ''
  const days = makeUp.map((date) => `${sayDay(date, start)}（${sayWeekday(date)}）`)
  return `${days.join('、')}是调休上班日，算工作日`
}

interface Span {
  readonly reason: string
  readonly from: ChinaDate
  readonly to: ChinaDate
  readonly days: number
}

function spansOf(days: readonly SkippedDay[]): Span[] {
  const spans: Span[] = []
  for (const { date, reason } of days) {
    const last = spans[spans.length - 1] // no .at(): iOS before 15.4 lacks it
    if (last !== undefined && last.reason === reason && addDays(last.to, 1) === date) {
      spans[spans.length - 1] = { ...last, to: date, days: last.days + 1 }
    } else {
      spans.push({ reason, from: date, to: date, days: 1 })
    }
  }
  return spans
}

function saySpan({ from, to }: Span, start: ChinaDate): string {
  return from === to ? sayDay(from, start) : `${sayDay(from, start)}至${sayDay(to, from)}`
}
