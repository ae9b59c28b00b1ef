import type { Pool } from 'pg'
import type { Platform } from './platform'

// An instance has three connections: one person cannot hold them all.
const AT_ONCE = 2
const MOST_WAITING = 200

/**
 * Lets only a few calls of one caller run at once in this process; her others wait in their order, so that the connections
 * and the processor are there for everybody else.
 */
export class Turns {
  private readonly callers = new Map<string, { running: number; waiting: (() => void)[] }>()

  constructor(
    private readonly atOnce: number,
    private readonly mostWaiting = MOST_WAITING,
  ) {}

  /**
   * Waits for a turn.
   * @returns what ends the turn; undefined at once where too many of the caller's are waiting already
   */
  async take(caller: string): Promise<(() => void) | undefined> {
    const line = this.callers.get(caller) ?? { running: 0, waiting: [] }
    this.callers.set(caller, line)
    if (line.running < this.atOnce) line.running++
    else if (line.waiting.length >= this.mostWaiting) return undefined
    // The one that ends hands its place on.
    else await new Promise<void>((resolve) => line.waiting.push(resolve))
    return () => {
      const next = line.waiting.shift()
      if (next) return next()
      line.running--
      if (line.running === 0) this.callers.delete(caller)
    }
  }
}

const ofPool = new WeakMap<Pool, Turns>()

/** The turns of a platform: all rooms of a process share its connections. */
export function turnsOf(platform: Platform): Turns {
  let turns = ofPool.get(platform.pool)
  if (!turns) {
    turns = new Turns(platform.callsAtOnce ?? AT_ONCE)
    ofPool.set(platform.pool, turns)
  }
  return turns
}
