import { type BoardState } from './board-state'
import { type RandomBytes } from './random'
import { demand } from './refusal'
import { partiallyDecrypt } from './tally'

/**
 * What a scrutineer's device remembers for ever: the elections it has decrypted. `claim` must be atomic and durable, and
 * answer false when the election was claimed before; it is called before anything is computed.
 */
export interface DecryptionLedger {
  claim(uuid: string, tallySha256: string): boolean
}

/**
 * A scrutineer's partial decryption. It works only on a board that this device verified itself (a BoardState whose tally
 * was recomputed from every ballot) and only once for an election: whoever could have a second "tally" decrypted could
 * have one person's ballot decrypted. Refuses a key that is no trustee's. Specification 3.4 and 4.18.
 */
export function decryptOnce(
  board: BoardState,
  secret: bigint,
  ledger: DecryptionLedger,
  random: RandomBytes,
): { trustee: number; text: string } {
  demand(board.phase === 'tallied', 'board-open')
  const { election } = board
  const index = board.trustees.keys.indexOf(election.g.power(secret))
  demand(index >= 0, 'key-not-trustee')
  const { tally, text } = board.tally()
  const fresh = ledger.claim(election.uuid, election.engine.hash().update(text).hex())
  demand(fresh, 'decrypted-before', { trustee: index + 1 })
  return { trustee: index + 1, text: partiallyDecrypt(election, tally, secret, random) }
}
