import { isChinaDate, chinaDateOf } from '@shared/domain/china-time'
import { sayDay, sayInstant } from '@shared/domain/say-date'
import { useNow } from '@/api/me'

/** A moment as people say it: 今天 14:30. Takes ISO 8601. */
export function Moment({ at }: { at: string }) {
  return <>{sayInstant(new Date(at), useNow())}</>
}

/** A day as people say it: 3月12日. Takes YYYY-MM-DD; anything else is shown as it is. */
export function Day({ on }: { on: string }) {
  const today = chinaDateOf(useNow())
  return <>{isChinaDate(on) ? sayDay(on, today) : on}</>
}
