import { instantAt, isChinaDate } from '../../shared/domain/china-time'

const SHAPE =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]*(\d{1,2})[:：时点](\d{1,2})(?:[:：分](\d{1,2}))?(?:\.\d+)?[分秒]?)?$/

/**
 * A moment as older systems write it, on China's clocks: 2019-04-24T15:40:04, 2019/4/24 15:40, 2019年4月24日, and ISO
 * with a zone. Undefined where it is none of these or no such date exists.
 */
export function readTime(text: string): Date | undefined {
  const plain = text.trim()
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/.test(plain)) {
    const moment = new Date(plain)
    return Number.isNaN(moment.getTime()) ? undefined : moment
  }
  const match = SHAPE.exec(plain)
  if (!match) return undefined
  const [year = '', month = '', day = '', hour = '0', minute = '0', second = '0'] = match.slice(1)
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  if (!isChinaDate(date) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  return new Date(instantAt(date, Number(hour), Number(minute)).getTime() + Number(second) * 1000)
}

