import { parseBallot, type Ballot } from './ballot'
import { checkParsed, type CheckedBallot } from './check-ballot'
import { openElection, type OpenElection } from './election'
import { type Engine } from './engine'
import { fields, parseJson } from './numbers'
import { demand, placed, type Where } from './refusal'
import { parseRoll, type Roll } from './roll'
import { Accumulator, checkPartialDecryption, combine, enoughFactors, writeTally, type Tally } from './tally'
import { parseTrustees, type Trustees } from './trustees'

/** How far an election has come. */
export type Phase = 'voting' | 'closed' | 'tallied' | 'finished'

/** Checks one ballot, read already; the default does it here and now, a server may hand the proofs to other threads. */
export type BallotCheck = (
  election: OpenElection,
  ballot: Required<Ballot>,
  text: string,
  where: Where,
) => CheckedBallot

/** Where an earlier ballot can be read again by its SHA-256, so that this state need not keep it. */
export type Recall = (sha256: string) => string

export interface BoardPorts {
  readonly check?: BallotCheck
  readonly recall?: Recall
  /** Seals of ballots that were opened for audit; such a ballot is never accepted. */
  readonly audited?: ReadonlySet<string>
}

interface LastBallot {
  readonly sha256: string
  readonly event: number
}

const checkHere: BallotCheck = (election, ballot, _, where) => placed(where, () => checkParsed(election, ballot))

/** The ciphertexts of a ballot whose proofs were checked before. */
export function readChoices(ballot: Ballot): Tally {
  return ballot.answers.map(({ choices }) =>
    choices.map(({ alpha, beta }) => ({ alpha: BigInt(alpha), beta: BigInt(beta) })),
  )
}

/**
 * What a board amounts to so far. Everything that goes on the board passes here first, whether it is being written or
 * verified; what is refused changes nothing. Memory grows with the roll, not with the ballots.
 */
export class BoardState {
  readonly election: OpenElection
  readonly trustees: Trustees
  readonly roll: Roll
  private readonly last = new Map<string, LastBallot>()
  private readonly kept = new Map<string, string>()
  private readonly seen = new Set<string>()
  private readonly accumulator: Accumulator
  private readonly factors = new Map<number, bigint[][]>()
  private current: Phase = 'voting'
  private ballots = 0
  private tallied: Tally | undefined
  private resultText: string | undefined

  /** Reads and checks the three files of the set-up. Specification 4.4, 4.7, 4.8, 4.10. */
  constructor(
    readonly engine: Engine,
    files: { election: string; trustees: string; roll: string },
    private readonly ports: BoardPorts = {},
  ) {
    this.election = openElection(files.election, engine)
    this.trustees = parseTrustees(engine, files.trustees)
    demand(this.trustees.publicKey === this.election.publicKey, 'election-key')
    this.roll = parseRoll(engine, files.roll)
    this.accumulator = new Accumulator(this.election)
  }

  get phase(): Phase {
    return this.current
  }

  /** Ballots on the board, replaced ones included. */
  get ballotCount(): number {
    return this.ballots
  }

  /** Credentials that voted. */
  get voterCount(): number {
    return this.last.size
  }

  private get weight(): number {
    let sum = 0
    for (const credential of this.last.keys()) sum += this.roll.weights.get(credential) ?? 0
    return sum
  }

  /** Takes a ballot: on the roll, valid, not copied, not audited, not a second one where one is the rule. Spec 4.15. */
  acceptBallot(text: string, event: number): void {
    const where = { event }
    demand(this.current === 'voting', 'event-order', where)
    const sha256 = this.engine.hash().update(text).hex()
    demand(!this.seen.has(sha256), 'ballot-copied', where)
    const ballot = placed(where, () => parseBallot(this.election, text))
    const weight = this.roll.weights.get(ballot.credential)
    demand(weight !== undefined, 'ballot-off-roll', where)
    demand(!this.ports.audited?.has(ballot.signature.hash), 'ballot-audited', where)
    const before = this.last.get(ballot.credential)
    demand(!before || !this.election.oneBallot, 'ballot-second', where)
    const check = this.ports.check ?? checkHere
    const { choices } = check(this.election, ballot, text, where)
    if (before) this.accumulator.remove(readChoices(parseBallot(this.election, this.recall(before.sha256))), weight)
    this.accumulator.add(choices, weight)
    this.last.set(ballot.credential, { sha256, event })
    if (!this.election.oneBallot) this.remember(sha256, text)
    this.seen.add(sha256)
    this.ballots++
  }

  private recall(sha256: string): string {
    const text = this.ports.recall?.(sha256) ?? this.kept.get(sha256)
    this.kept.delete(sha256)
    demand(text !== undefined, 'event-payload')
    return text
  }

  private remember(sha256: string, text: string): void {
    if (!this.ports.recall) this.kept.set(sha256, text)
  }

  /** Ends the vote. */
  close(event: number): void {
    demand(this.current === 'voting', 'event-order', { event })
    this.current = 'closed'
  }

  /** The tally as it must be published. Specification 4.16. */
  tally(): { tally: Tally; text: string; sized: string } {
    demand(this.current !== 'voting', 'board-open')
    const tally = this.tallied ?? this.accumulator.tally()
    const text = writeTally(tally)
    const sized = JSON.stringify({
      num_tallied: this.last.size,
      total_weight: this.weight,
      encrypted_tally: this.engine.hash().update(text).hex(),
    })
    return { tally, text, sized }
  }

  /** Compares the published tally with the recomputed one, which belenios-tool 2.0 does not. Specification 4.16. */
  acceptTally(text: string, sized: string, event: number): void {
    const where = { event }
    demand(this.current === 'closed', 'event-order', where)
    const expected = this.tally()
    demand(text === expected.text, 'tally-differs', where)
    if (sized !== expected.sized) this.refuseSized(sized, expected.sized, where)
    this.tallied = expected.tally
    this.current = 'tallied'
  }

  private refuseSized(sized: string, expected: string, where: Where): never {
    const keys = ['num_tallied', 'total_weight', 'encrypted_tally']
    const said = fields(parseJson(sized, 'tally-shape', where), keys, [], 'tally-shape', where)
    const right = fields(parseJson(expected, 'tally-shape', where), keys, [], 'tally-shape', where)
    for (const field of keys) demand(said[field] === right[field], 'tally-count', { ...where, field })
    return demand(false, 'tally-shape', where) as never // demand(false) always throws
  }

  /** Takes a trustee's partial decryption of the tally; `owner` counts from 1. Specification 4.18. */
  acceptDecryption(text: string, owner: number, event: number): void {
    const where = { event, trustee: owner }
    demand(this.current === 'tallied' && this.tallied !== undefined, 'event-order', where)
    const key = this.trustees.keys[owner - 1]
    demand(key !== undefined && !this.factors.has(owner), 'decryption-owner', where)
    this.factors.set(owner, checkPartialDecryption(this.election, this.tallied, key, text, where))
  }

  /** Have enough trustees decrypted? */
  get decryptable(): boolean {
    return enoughFactors(this.trustees, new Set(this.factors.keys()))
  }

  /** The result's text from the factors on the board. Specification 4.19. */
  result(): string {
    demand(this.tallied !== undefined && this.decryptable, 'decryption-missing')
    return combine(this.election, this.trustees, this.tallied, this.factors, this.weight)
  }

  /** Compares the published result with the recomputed one. */
  acceptResult(text: string, event: number): void {
    demand(this.current === 'tallied', 'event-order', { event })
    demand(this.decryptable, 'decryption-missing', { event })
    demand(text === this.result(), 'result-differs', { event })
    this.resultText = text
    this.current = 'finished'
  }

  /** The published result, once there. */
  get published(): string | undefined {
    return this.resultText
  }
}
