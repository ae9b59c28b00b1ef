import { databaseOf, type Db } from '../kit/database'
import { asHttp, openidOf } from '../kit/event'
import { drainOutbox } from '../kit/outbox'
import { cloudPlatform, type Platform } from '../kit/platform'
import { applyRetention } from '../kit/retention'
import type { Main } from '../kit/serve'
import { checkContent } from './check-content'
import { clean } from './clean'
import { recomputeDeadlines } from './recompute'
import { remindHandlers, remindToRate } from './remind'

/** What the timer does, in order: people wait for the first ones. Each is safe to run at any time and any number of times. */
const jobs: readonly { readonly name: string; readonly run: (platform: Platform, db: Db) => Promise<unknown> }[] = [
  { name: 'checkContent', run: (platform, db) => checkContent(platform, db, 100) },
  { name: 'recomputeDeadlines', run: (platform, db) => recomputeDeadlines(platform, db, 200) },
  { name: 'remindHandlers', run: remindHandlers },
  { name: 'remindToRate', run: remindToRate },
  { name: 'drainOutbox', run: (platform, db) => drainOutbox(platform, db, 100) },
  { name: 'retain', run: (platform, db) => applyRetention(db, platform.clock.now(), { dryRun: false, most: 500 }) },
  { name: 'clean', run: (platform, db) => clean(platform, db, 100) },
]

export interface Ticked {
  readonly ok: boolean
  /** What each job did, or the kind of failure that it will be tried again after. */
  readonly did: Readonly<Record<string, unknown>>
}

/** The timer function: answers only the timer. One job that fails does not keep the others from running. */
export const create =
  (platform: Platform): Main =>
  async (event, context) => {
    // A person or a web page cannot play the timer.
    const type = typeof event === 'object' && event !== null && 'Type' in event ? event.Type : undefined
    if (openidOf(context) !== undefined || asHttp(event, context) || type !== 'Timer') return { ok: false, did: {} }
    const db = databaseOf(platform.pool)
    const did: Record<string, unknown> = {}
    let well = true
    for (const job of jobs) {
      try {
        did[job.name] = (await job.run(platform, db)) ?? 'done'
      } catch (trouble) {
        platform.trouble?.(trouble)
        did[job.name] = { failed: trouble instanceof Error ? trouble.name : 'unknown' }
        well = false
      }
    }
    platform.log({ action: 'clockwork', outcome: well ? 'ok' : 'trouble', did })
    return { ok: well, did } satisfies Ticked
  }

export const main: Main = (event, context) => create(cloudPlatform())(event, context)
