import type { Functions } from './functions'
import type { LocalClock } from './clock'

/** What of real time passes between two runs of the timer function, in milliseconds. */
const BEAT_MS = 3000

/** Runs the timer function (clockwork) as CloudBase's timer trigger does: every few seconds, never twice at once. */
export class Timer {
  private beat: NodeJS.Timeout | undefined
  private running: Promise<void> | undefined
  private again = false

  constructor(
    private readonly functions: Functions,
    private readonly clock: LocalClock,
  ) {}

  begin(): void {
    this.beat ??= setInterval(() => void this.run(), BEAT_MS)
  }

  /** Runs it now; where it is running, once more after. Resolves when it has run since the call. */
  async run(): Promise<void> {
    if (this.running) {
      this.again = true
      return this.running
    }
    this.running = this.runs().finally(() => {
      this.running = undefined
    })
    return this.running
  }

  async end(): Promise<void> {
    clearInterval(this.beat)
    this.beat = undefined
    await this.running
  }

  private async runs(): Promise<void> {
    do {
      this.again = false
      try {
        await this.functions.get('clockwork')?.(timerEvent(this.clock.now()), {})
        this.clock.keep()
      } catch (trouble) {
        // The next beat tries again, as the cloud's timer would.
        console.error(trouble)
      }
    } while (this.again)
  }
}

/** The event of CloudBase's timer trigger. */
export function timerEvent(now: Date): { Type: 'Timer'; TriggerName: string; Time: string } {
  return { Type: 'Timer', TriggerName: 'everyMinute', Time: now.toISOString() }
}
