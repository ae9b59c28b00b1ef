import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { sayInstant } from '../shared/domain/say-date'

/** The simulator's clock: real time plus an offset, kept on disk. It never goes back. */
export interface LocalClock {
  now(): Date
  /** Moves the clock forward to a moment. Refuses (RangeError) one that is past. */
  moveTo(moment: Date): void
  /** Holds the clock at a past moment while the first data are made; undefined lets it go. */
  pin(moment: Date | undefined): void
  /** Milliseconds ahead of real time. */
  offset(): number
  /** Writes down how far the clock has come. */
  keep(): void
}

interface Kept {
  readonly offsetMs: number
  /** The latest moment used, ISO. */
  readonly latest: string
}

/**
 * Opens the clock of a data directory. Where real time went back since (the machine's clock was set), the clock goes on
 * from the latest moment used, so that no case moves before it was made; `say` is told.
 */
export function openClock(file: string, real: () => Date, say: (line: string) => void): LocalClock {
  const kept = readKept(file)
  let offset = kept?.offsetMs ?? 0
  let pinned: Date | undefined
  const now = () => pinned ?? new Date(real().getTime() + offset)
  const latest = kept ? Date.parse(kept.latest) : 0
  if (now().getTime() < latest) {
    offset = latest - real().getTime()
    say(`电脑的时间比上次使用时早，模拟时钟从上次的时刻继续：${sayInstant(now(), real())}`)
  }
  const keep = () => {
    if (pinned) return
    const value: Kept = { offsetMs: offset, latest: now().toISOString() }
    writeFileSync(`${file}.new`, JSON.stringify(value))
    renameSync(`${file}.new`, file)
  }
  const moveTo = (moment: Date) => {
    if (moment.getTime() < now().getTime()) throw new RangeError('时钟只能向前拨：已经发生的事不能变成还没发生。')
    offset = moment.getTime() - real().getTime()
    keep()
  }
  const pin = (moment: Date | undefined) => void (pinned = moment)
  return { now, moveTo, pin, offset: () => offset, keep }
}

function readKept(file: string): Kept | undefined {
  if (!existsSync(file)) return undefined
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (typeof value !== 'object' || value === null || !('offsetMs' in value) || !('latest' in value)) return undefined
  const { offsetMs, latest } = value
  return typeof offsetMs === 'number' && typeof latest === 'string' ? { offsetMs, latest } : undefined
}
