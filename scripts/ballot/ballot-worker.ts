import { parentPort, workerData } from 'node:worker_threads'
import { checkBallot } from '@shared/ballot/check-ballot'
import { openElection, type OpenElection } from '@shared/ballot/election'
import { MemberBatch } from '@shared/ballot/member-batch'
import { BallotRefusal, placed } from '@shared/ballot/refusal'
import { nodeEngine, systemRandom } from './node-engine'

/** A thread that checks bundles of ballots and answers with the first refusal of each. */
export interface Bundle {
  readonly election: string
  readonly ballots: readonly { readonly text: string; readonly event: number }[]
}

export type Verdict = { readonly refusal?: Pick<BallotRefusal, 'reason' | 'where'>; readonly failure?: string }

const { window } = workerData as { window: number } // set by BallotPool, which starts this thread
const engine = nodeEngine(window)
let open: OpenElection | undefined

function judge({ election, ballots }: Bundle): Verdict {
  try {
    if (open?.text !== election) open = openElection(election, engine)
    const known = open
    const batch = new MemberBatch(engine, systemRandom)
    for (const { text, event } of ballots) {
      placed({ event }, () => checkBallot(known, text, (x, where) => batch.add(x, { event, ...where })))
    }
    batch.flush()
    return {}
  } catch (error) {
    if (error instanceof BallotRefusal) return { refusal: { reason: error.reason, where: error.where } }
    return { failure: String(error) }
  }
}

parentPort?.on('message', (bundle: Bundle) => parentPort?.postMessage(judge(bundle)))
