import { totalProofs } from './ballot'
import { slots, type OpenElection, type Question } from './election'
import { group } from './group'
import { toHex } from './random'
import { demand } from './refusal'

/** Bytes of the one secret that all the randomness of a ballot grows from. */
export const SEED_BYTES = 32

/** An exponent u with the two powers a commitment needs. */
export interface PreparedPower {
  readonly u: bigint
  readonly gu: bigint
  readonly yu: bigint
}

/** The vote-independent part of one choice: its randomness, and a commitment for each of the values 0 and 1. */
export interface PreparedChoice {
  readonly r: PreparedPower
  readonly value0: PreparedPower
  readonly value1: PreparedPower
  /** The challenge of whichever value is false, and g to it. */
  readonly c: bigint
  readonly gc: bigint
}

/** The vote-independent part of the proof of a total or of a blank: a commitment and a challenge for each statement. */
export interface PreparedStatement extends PreparedPower {
  readonly c: bigint
}

export interface PreparedAnswer {
  readonly choices: readonly PreparedChoice[]
  readonly total: readonly PreparedStatement[]
  readonly blank: readonly PreparedStatement[]
}

/** Exponents grown from a seed, one for each label: SHA-256 of "ballot|" seed "|" label "|" attempt, the first below q. */
export type Draw = (label: string) => bigint

/** Grows exponents from a seed of 32 secret bytes. The labels are listed in docs/ballot-protocol.md. */
export function drawFrom(election: OpenElection, seed: Uint8Array): Draw {
  demand(seed.length === SEED_BYTES, 'ballot-opening', { field: 'seed' })
  const start = election.engine.hash().update(`ballot|${election.fingerprint}|${toHex(seed)}|`)
  const { q } = group()
  return (label) => {
    for (let attempt = 0; ; attempt++) {
      const number = BigInt(`0x${start.copy().update(`${label}|${attempt}`).hex()}`)
      if (number < q) return number
    }
  }
}

/**
 * Everything about a ballot that does not depend on the vote: some nine tenths of the work, done while the voter still
 * reads. Good for one ballot; using it twice would show how the two votes differ.
 */
export class Preparation {
  private spent = false

  constructor(
    readonly election: OpenElection,
    readonly seed: Uint8Array,
    readonly draw: Draw,
    readonly answers: readonly PreparedAnswer[],
  ) {}

  /** Marks it as used; refuses a second time. */
  spend(): void {
    demand(!this.spent, 'preparation-used')
    this.spent = true
  }
}

/** Prepares one ballot from a fresh seed of 32 random bytes. */
export function prepareBallot(election: OpenElection, seed: Uint8Array): Preparation {
  const draw = drawFrom(election, seed)
  const power = (label: string): PreparedPower => {
    const u = draw(label)
    return { u, gu: election.g.power(u), yu: election.y.power(u) }
  }
  const statements = (label: string, count: number): PreparedStatement[] =>
    Array.from({ length: count }, (_, k) => ({ ...power(`${label}.${k}.u`), c: draw(`${label}.${k}.c`) }))
  const choice = (label: string): PreparedChoice => {
    const c = draw(`${label}.c`)
    return {
      r: power(`${label}.r`),
      value0: power(`${label}.u0`),
      value1: power(`${label}.u1`),
      c,
      gc: election.g.power(c),
    }
  }
  const answer = (question: Question, i: number): PreparedAnswer => ({
    choices: Array.from({ length: slots(question) }, (_, j) => choice(`${i}.${j}`)),
    total: statements(`${i}.total`, totalProofs(question)),
    blank: statements(`${i}.blank`, question.blank ? 2 : 0),
  })
  return new Preparation(election, seed.slice(), draw, election.questions.map(answer))
}
