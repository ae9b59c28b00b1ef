/** What can be wrong with a ballot, a board or a scrutineer's message. One code, one meaning; words.ts says each in Chinese. */
export type Reason =
  | 'archive-header'
  | 'archive-name'
  | 'archive-record'
  | 'archive-order'
  | 'archive-cut'
  | 'event-shape'
  | 'event-parent'
  | 'event-height'
  | 'event-order'
  | 'event-payload'
  | 'election-shape'
  | 'election-group'
  | 'election-key'
  | 'trustees-shape'
  | 'trustee-proof'
  | 'trustee-certificate'
  | 'trustee-coefficients'
  | 'trustee-key'
  | 'trustee-twice'
  | 'commitment-differs'
  | 'share-unreadable'
  | 'share-wrong'
  | 'complaint-unproved'
  | 'message-signature'
  | 'message-address'
  | 'message-missing'
  | 'roll-shape'
  | 'roll-member'
  | 'roll-twice'
  | 'credential-form'
  | 'credential-proof'
  | 'ballot-shape'
  | 'ballot-number'
  | 'ballot-election'
  | 'ballot-off-roll'
  | 'ballot-member'
  | 'ballot-choice-proof'
  | 'ballot-total-proof'
  | 'ballot-blank-proof'
  | 'ballot-signature'
  | 'ballot-copied'
  | 'ballot-second'
  | 'ballot-audited'
  | 'ballot-opening'
  | 'choice-forbidden'
  | 'preparation-used'
  | 'tally-shape'
  | 'tally-count'
  | 'tally-differs'
  | 'decryption-shape'
  | 'decryption-owner'
  | 'decryption-proof'
  | 'decryption-missing'
  | 'decrypted-before'
  | 'board-open'
  | 'key-not-trustee'
  | 'result-shape'
  | 'result-differs'
  | 'paper-words'
  | 'number-form'
  | 'text-form'

/** Where it was found; every number counts from 1 except the event, which is the event's own height (from 0). */
export interface Where {
  readonly event?: number
  readonly question?: number
  readonly answer?: number
  readonly trustee?: number
  readonly member?: number
  readonly field?: string
}

/** A foreseen refusal. Its message is for logs; people are shown `sayRefusal` of words.ts. */
export class BallotRefusal extends Error {
  constructor(
    readonly reason: Reason,
    readonly where: Where = {},
  ) {
    super(`${reason} ${JSON.stringify(where)}`)
    this.name = 'BallotRefusal'
  }
}

/** Throws a refusal unless the condition holds. */
export function demand(condition: boolean, reason: Reason, where: Where = {}): asserts condition {
  if (!condition) throw new BallotRefusal(reason, where)
}

/** Runs `work`; a refusal thrown inside gains the place it was called from. */
export function placed<T>(where: Where, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof BallotRefusal) throw new BallotRefusal(error.reason, { ...where, ...error.where })
    throw error
  }
}
