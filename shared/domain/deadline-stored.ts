/** Deadlines kept as JSON: reading one back, and computing it again when the holidays changed. */
import type { WorkCalendar } from './calendar'
import { type ChinaDate, isChinaDate } from './china-time'
import { type Deadline, type SkippedDay, computeDeadline, isDeadlineRule } from './deadline'

/** Reads what was stored; undefined when it is not a deadline in every part. Unknown extra keys are dropped. */
export function parseDeadline(json: unknown): Deadline | undefined {
  if (typeof json !== 'object' || json === null) return undefined
  const stored = json as Record<string, unknown> // any non-null object has string keys; each value is checked below
  const { dueOn, start, rule, calendarVersion, provisional } = stored
  const skipped = listOf(stored.skipped, parseSkipped)
  const makeUp = listOf(stored.makeUp, parseDate)
  const days = parseDate(dueOn)
  const from = parseDate(start)
  if (days === undefined || from === undefined || skipped === undefined || makeUp === undefined) return undefined
  if (!isDeadlineRule(rule) || typeof calendarVersion !== 'string' || typeof provisional !== 'boolean') return undefined
  return { dueOn: days, start: from, rule, calendarVersion, provisional, skipped, makeUp }
}

/**
 * The same start and rule under another calendar. `changed` says whether anything a person is told about did (the
 * date, or whether it is provisional): then the caller writes a notice and a ledger line with `sayRecomputed` of
 * deadline-words.ts. Store `deadline` in any case, for its version and its reckoning.
 */
export function recomputeDeadline(
  deadline: Deadline,
  calendar: WorkCalendar,
): { readonly deadline: Deadline; readonly changed: boolean } {
  if (deadline.calendarVersion === calendar.version) return { deadline, changed: false }
  const again = computeDeadline(deadline.start, deadline.rule, calendar)
  const changed = again.dueOn !== deadline.dueOn || again.provisional !== deadline.provisional
  return { deadline: again, changed }
}

function parseDate(value: unknown): ChinaDate | undefined {
  return typeof value === 'string' && isChinaDate(value) ? value : undefined
}

function parseSkipped(value: unknown): SkippedDay | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { date: stored, reason } = value as Record<string, unknown> // any non-null object has string keys
  const date = parseDate(stored)
  return date === undefined || typeof reason !== 'string' ? undefined : { date, reason }
}

function listOf<T>(value: unknown, parse: (item: unknown) => T | undefined): T[] | undefined {
  if (!Array.isArray(value)) return undefined
  const items: T[] = []
  for (const item of value) {
    const parsed = parse(item)
    if (parsed === undefined) return undefined
    items.push(parsed)
  }
  return items
}
