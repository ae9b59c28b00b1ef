import { checkOpening, type AuditedVote } from './audit'
import { sealBallot, type Opening } from './create-ballot'
import { type OpenElection } from './election'
import { fromHex } from './random'
import { prepareBallot } from './prepare'
import { demand } from './refusal'

/**
 * Checks an opened ballot when only its opening is at hand (a QR code holds no more): this device makes the ballot again
 * from the seed, compares the seal, and then reads the rebuilt text by the independent way of audit.ts. The seal must be
 * the one that the first phone showed before it was asked to open. Refuses any difference.
 */
export function checkByRebuilding(election: OpenElection, opening: Opening): AuditedVote[] {
  demand(opening.election === election.fingerprint, 'ballot-election')
  const preparation = prepareBallot(election, fromHex(opening.seed))
  const rebuilt = sealBallot(preparation, BigInt(opening.credential), opening.choices)
  demand(rebuilt.seal === opening.seal, 'ballot-opening', { field: 'seal' })
  return checkOpening(election, opening, rebuilt.text)
}
