import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { buildSync } from 'esbuild'
import { BallotRefusal } from '@shared/ballot/refusal'
import { type Bundle, type Verdict } from './ballot-worker'

/** Ballots sent to a thread at once: their membership is tested together, and messages are few. */
const BUNDLE = 32
/** Bundles that may wait for each thread before reading goes on. */
const AHEAD = 2
const WINDOW = 10

function workerCode(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  const root = join(here, '..', '..')
  const built = buildSync({
    entryPoints: [join(here, 'ballot-worker.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
    tsconfig: join(root, 'tsconfig.json'),
  })
  return built.outputFiles[0]?.text ?? ''
}

/** Threads that check ballots while the main one reads. The refusal reported is the one at the lowest event. */
export class BallotPool {
  private readonly idle: Worker[] = []
  private readonly all: Worker[]
  private readonly waiting: Bundle[] = []
  private open: { election: string; ballots: { text: string; event: number }[] } | undefined
  private readonly refusals: BallotRefusal[] = []
  private failure: string | undefined
  private wake: (() => void) | undefined

  constructor(threads: number) {
    const code = workerCode()
    this.all = Array.from({ length: threads }, () => new Worker(code, { eval: true, workerData: { window: WINDOW } }))
    for (const worker of this.all) {
      this.idle.push(worker)
      worker.on('message', (verdict: Verdict) => this.heard(worker, verdict))
      worker.on('error', (error) => this.heard(worker, { failure: String(error) }))
    }
  }

  /** Queues one ballot. */
  send(election: string, text: string, event: number): void {
    this.open ??= { election, ballots: [] }
    this.open.ballots.push({ text, event })
    if (this.open.ballots.length >= BUNDLE) this.close()
  }

  private close(): void {
    if (this.open) this.waiting.push(this.open)
    this.open = undefined
    this.dispatch()
  }

  private dispatch(): void {
    while (this.waiting.length > 0) {
      const worker = this.idle.pop()
      if (!worker) return
      worker.postMessage(this.waiting.shift())
    }
  }

  private heard(worker: Worker, verdict: Verdict): void {
    if (verdict.refusal) this.refusals.push(new BallotRefusal(verdict.refusal.reason, verdict.refusal.where))
    if (verdict.failure !== undefined) this.failure = verdict.failure
    this.idle.push(worker)
    this.dispatch()
    this.wake?.()
  }

  private async until(ready: () => boolean): Promise<void> {
    while (!ready()) await new Promise<void>((resolve) => (this.wake = resolve))
  }

  /** Waits until there is room for more. */
  async room(): Promise<void> {
    await this.until(() => this.waiting.length < AHEAD * this.all.length)
  }

  /** Waits for every verdict; throws the refusal at the lowest event. */
  async finish(): Promise<void> {
    this.close()
    await this.until(() => this.waiting.length === 0 && this.idle.length === this.all.length)
    if (this.failure !== undefined) throw new Error(this.failure)
    const [first] = this.refusals.sort((a, b) => (a.where.event ?? 0) - (b.where.event ?? 0))
    if (first) throw first
  }

  /** Ends the threads. */
  async stop(): Promise<void> {
    await Promise.all(this.all.map((worker) => worker.terminate()))
  }
}
