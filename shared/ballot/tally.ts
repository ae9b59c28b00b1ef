import { slots, type OpenElection } from './election'
import { FixedBase, isMember, type Engine } from './engine'
import { group, invert, multiply, multiplyExponents, modulo } from './group'
import { fields, list, parseElement, parseJson } from './numbers'
import { proveSameLogarithm, readProof, sameLogarithmHolds, type Proof, type Statement } from './proofs'
import { randomExponent, type RandomBytes } from './random'
import { demand, type Where } from './refusal'
import { type Trustees } from './trustees'

/** Ciphertexts of the totals: one for each slot of each question. Specification 4.16. */
export type Tally = readonly (readonly Statement[])[]

/** Products of ballots as they come in. A replaced ballot is divided out at the end, all at once. Specification 4.16. */
export class Accumulator {
  private readonly sum: Statement[][]
  private readonly gone: Statement[][]

  constructor(private readonly election: OpenElection) {
    const { one } = group()
    const empty = (): Statement[][] =>
      election.questions.map((question) => Array.from({ length: slots(question) }, () => ({ alpha: one, beta: one })))
    this.sum = empty()
    this.gone = empty()
  }

  add(choices: Tally, weight: number): void {
    this.fold(this.sum, choices, weight)
  }

  remove(choices: Tally, weight: number): void {
    this.fold(this.gone, choices, weight)
  }

  private fold(into: Statement[][], choices: Tally, weight: number): void {
    const raise = (x: bigint): bigint => (weight === 1 ? x : this.election.engine.openPower(x, BigInt(weight)))
    into.forEach((row, i) =>
      row.forEach((sum, j) => {
        const choice = choices[i]?.[j]
        if (choice) row[j] = { alpha: multiply(sum.alpha, raise(choice.alpha)), beta: multiply(sum.beta, raise(choice.beta)) }
      }),
    )
  }

  tally(): Tally {
    const { p, one } = group()
    const divide = (a: bigint, b: bigint): bigint => (b === one ? a : multiply(a, invert(b, p)))
    return this.sum.map((row, i) =>
      row.map(({ alpha, beta }, j) => {
        const gone = this.gone[i]?.[j] ?? { alpha: one, beta: one }
        return { alpha: divide(alpha, gone.alpha), beta: divide(beta, gone.beta) }
      }),
    )
  }
}

/** The text of an encrypted tally. Specification 4.16. */
export const writeTally = (tally: Tally): string =>
  JSON.stringify(tally.map((row) => row.map(({ alpha, beta }) => ({ alpha: alpha.toString(), beta: beta.toString() }))))

/** One trustee's factors alpha^x, with the proof of each. Specification 4.18. */
export interface PartialDecryption {
  readonly decryption_factors: readonly (readonly string[])[]
  readonly decryption_proofs: readonly (readonly Proof[])[]
}

const decryptPrefix = (election: OpenElection, X: bigint): string => `decrypt|${election.fingerprint}|${X}|`

/** Computes a partial decryption with the secret key x. Callers outside this room go through decrypt-once.ts. Spec 4.18. */
export function partiallyDecrypt(election: OpenElection, tally: Tally, x: bigint, random: RandomBytes): string {
  const { engine, g } = election
  const prefix = decryptPrefix(election, g.power(x))
  const factors = tally.map((row) => row.map(({ alpha }) => engine.power(alpha, x).toString()))
  const proofs = tally.map((row) =>
    row.map(({ alpha }) => proveSameLogarithm(engine, g, prefix, alpha, x, randomExponent(random))),
  )
  const decryption: PartialDecryption = { decryption_factors: factors, decryption_proofs: proofs }
  return JSON.stringify(decryption)
}

/** Reads a partial decryption and checks every factor's proof and membership under the trustee's key X. Spec 4.18. */
export function checkPartialDecryption(election: OpenElection, tally: Tally, X: bigint, text: string, where: Where): bigint[][] {
  const keys = ['decryption_factors', 'decryption_proofs']
  const value = fields(parseJson(text, 'decryption-shape', where), keys, [], 'decryption-shape', where)
  demand(JSON.stringify(value) === text && Object.keys(value)[0] === keys[0], 'decryption-shape', where)
  const factors = list(value.decryption_factors, 'decryption-shape', where, tally.length)
  const proofs = list(value.decryption_proofs, 'decryption-shape', where, tally.length)
  const { engine, g } = election
  const prefix = decryptPrefix(election, X)
  const table = new FixedBase(X, 4)
  const members: bigint[] = []
  const checked = tally.map((row, i) => {
    const factorRow = list(factors[i], 'decryption-shape', { ...where, question: i + 1 }, row.length)
    const proofRow = list(proofs[i], 'decryption-shape', { ...where, question: i + 1 }, row.length)
    return row.map(({ alpha }, j) => {
      const place = { ...where, question: i + 1, answer: j + 1 }
      const raised = parseElement(factorRow[j], 'decryption-shape', place)
      const proof = readProof(proofRow[j], 'decryption-shape', place)
      demand(Object.keys(proofRow[j] as object)[0] === 'challenge', 'decryption-shape', place) // readProof saw an object
      const holds = sameLogarithmHolds(engine, g, prefix, (c) => table.power(c), { base: alpha, raised }, proof)
      demand(holds, 'decryption-proof', place)
      members.push(raised)
      return raised
    })
  })
  const outside = members.findIndex((x) => !isMember(engine, x))
  demand(outside < 0, 'decryption-proof', where)
  return checked
}

/** Lagrange coefficient at 0 of member j among `members`: product of k / (k - j) mod q. Specification 4.19. */
export function lagrange(members: readonly number[], j: number): bigint {
  const { q, one } = group()
  let [above, below] = [one, one]
  for (const k of members) {
    if (k === j) continue
    above = multiplyExponents(above, BigInt(k))
    below = multiplyExponents(below, modulo(BigInt(k - j), q))
  }
  return multiplyExponents(above, invert(below, q))
}

/** Are there factors enough: all single trustees, and the threshold of every group? */
export function enoughFactors(trustees: Trustees, owners: ReadonlySet<number>): boolean {
  return trustees.groups.every(({ threshold, slots: of }) => of.filter((slot) => owners.has(slot)).length >= threshold)
}

/** The factors of all trustees joined for one ciphertext. Specification 4.19. */
function joinFactors(engine: Engine, trustees: Trustees, factorOf: (slot: number) => bigint | undefined): bigint {
  const { one } = group()
  let joined = one
  for (const { threshold, slots: of } of trustees.groups) {
    const present = of.filter((slot) => factorOf(slot) !== undefined).slice(0, threshold)
    demand(present.length === threshold, 'decryption-missing')
    const first = of[0] ?? 1
    const members = present.map((slot) => slot - first + 1)
    present.forEach((slot, i) => {
      const factor = factorOf(slot) ?? one
      joined = multiply(joined, of.length === 1 ? factor : engine.openPower(factor, lagrange(members, members[i] ?? 1)))
    })
  }
  return joined
}

/**
 * Decrypts the totals from checked factors (by slot) and gives the result's text. Each total is found by trying 0 to the
 * tallied weight; refuses when none fits, which checked factors cannot bring about. Specification 4.19.
 */
export function combine(
  election: OpenElection,
  trustees: Trustees,
  tally: Tally,
  factors: ReadonlyMap<number, readonly (readonly bigint[])[]>,
  totalWeight: number,
): string {
  const { p, g, one } = group()
  const powers = new Map<bigint, number>()
  for (let count = 0, power = one; count <= totalWeight; count++, power = multiply(power, g)) powers.set(power, count)
  const result = tally.map((row, i) =>
    row.map(({ beta }, j) => {
      const joined = joinFactors(election.engine, trustees, (slot) => factors.get(slot)?.[i]?.[j])
      const count = powers.get(multiply(beta, invert(joined, p)))
      demand(count !== undefined, 'result-differs', { question: i + 1, answer: j + 1 })
      return count
    }),
  )
  return JSON.stringify({ result })
}

/** Reads a result's text into numbers. */
export function parseResult(text: string): number[][] {
  const { result } = fields(parseJson(text, 'result-shape'), ['result'], [], 'result-shape')
  return list(result, 'result-shape').map((row) =>
    list(row, 'result-shape').map((count) => {
      demand(typeof count === 'number' && Number.isInteger(count) && count >= 0, 'result-shape')
      return count
    }),
  )
}
