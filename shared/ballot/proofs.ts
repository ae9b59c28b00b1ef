import { type Engine, type FixedBase } from './engine'
import { addExponents, group, multiply, multiplyExponents, subtractExponents } from './group'
import { fields, parseExponent } from './numbers'
import { type Reason, type Where } from './refusal'
import { type Hash } from './sha256'

/** A proof as it stands in the files: two exponents in decimal. Specification 4.3. */
export interface Proof {
  readonly challenge: string
  readonly response: string
}

/** The two bases of a homomorphic ciphertext: the generator g and the election key y. */
export interface Bases {
  readonly engine: Engine
  readonly g: FixedBase
  readonly y: FixedBase
}

export const writeProof = (challenge: bigint, response: bigint): Proof => ({
  challenge: challenge.toString(),
  response: response.toString(),
})

/** Reads {challenge, response}, both canonical and below q. */
export function readProof(value: unknown, reason: Reason, where: Where = {}): { c: bigint; t: bigint } {
  const proof = fields(value, ['challenge', 'response'], [], reason, where)
  return { c: parseExponent(proof.challenge, reason, where), t: parseExponent(proof.response, reason, where) }
}

/** The challenge H(prefix, numbers): SHA-256 read as a number mod q. `prefix` has been hashed already. Specification 4.2. */
export function challenge(prefix: Hash, numbers: readonly bigint[]): bigint {
  return BigInt(`0x${prefix.copy().update(numbers.join(',')).hex()}`) % group().q
}

/** Proves knowledge of x = log_g(X): c = H(prefix, g^w), t = w - x c. The form of 4.5, 4.6.1 and 4.14. */
export function proveKnowledge(engine: Engine, g: FixedBase, prefix: string, x: bigint, w: bigint): Proof {
  const c = challenge(engine.hash().update(prefix), [g.power(w)])
  return writeProof(c, subtractExponents(w, multiplyExponents(x, c)))
}

/** Checks a proof of knowledge of log_g(X) under `prefix`. */
export function knowledgeHolds(
  engine: Engine,
  g: FixedBase,
  prefix: string,
  X: bigint,
  proof: { c: bigint; t: bigint },
): boolean {
  const commitment = g.power(proof.t, engine.openPower(X, proof.c))
  return challenge(engine.hash().update(prefix), [commitment]) === proof.c
}

/**
 * One statement of a disjunction: "this ciphertext, with its value divided out, encrypts nothing". The prover knows its
 * randomness; `shift` is g^(excess * c), where excess = what it encrypts - what is claimed (zero in the true statement).
 */
export interface ProverStatement {
  readonly randomness: bigint
  readonly u: bigint
  readonly gu: bigint
  readonly yu: bigint
  readonly c: bigint
  readonly shift: bigint
}

/**
 * Proves that one statement, number `real`, is true without telling which. Every statement is treated alike: with
 * t = u - r c the commitments g^t alpha^c and y^t beta^c are g^u and y^u shift, so no power depends on the vote.
 * Specification 4.12 and 4.13.
 */
export function proveDisjunction(prefix: Hash, statements: readonly ProverStatement[], real: number): Proof[] {
  const commitments = statements.flatMap(({ gu, yu, shift }) => [gu, multiply(yu, shift)])
  const { zero } = group()
  const h = challenge(prefix, commitments)
  const sum = statements.reduce((total, { c }, i) => addExponents(total, i === real ? zero : c), zero)
  const own = subtractExponents(h, sum)
  return statements.map(({ randomness, u, c }, i) => {
    const used = i === real ? own : c
    return writeProof(used, subtractExponents(u, multiplyExponents(randomness, used)))
  })
}

/** A statement as a verifier sees it: alpha, and beta with the claimed value divided out. */
export interface Statement {
  readonly alpha: bigint
  readonly beta: bigint
}

/** Recomputes every commitment and checks that the challenges add up to the hash. Specification 4.12, 4.13.3. */
export function disjunctionHolds(
  bases: Bases,
  prefix: Hash,
  statements: readonly Statement[],
  proofs: readonly { c: bigint; t: bigint }[],
): boolean {
  const { engine, g, y } = bases
  if (statements.length !== proofs.length) return false
  const numbers: bigint[] = []
  let sum = group().zero
  statements.forEach(({ alpha, beta }, i) => {
    const proof = proofs[i]
    if (!proof) return
    numbers.push(g.power(proof.t, engine.openPower(alpha, proof.c)))
    numbers.push(y.power(proof.t, engine.openPower(beta, proof.c)))
    sum = addExponents(sum, proof.c)
  })
  return challenge(prefix, numbers) === sum
}

/** Proves that log_g(X) = log_base(Y): H(prefix, g^w, base^w). The form of a partial decryption, specification 4.18. */
export function proveSameLogarithm(
  engine: Engine,
  g: FixedBase,
  prefix: string,
  base: bigint,
  x: bigint,
  w: bigint,
): Proof {
  const c = challenge(engine.hash().update(prefix), [g.power(w), engine.power(base, w)])
  return writeProof(c, subtractExponents(w, multiplyExponents(x, c)))
}

/** Checks that log_g(X) = log_base(Y); `keyPower` gives powers of X, which one caller uses many times. */
export function sameLogarithmHolds(
  engine: Engine,
  g: FixedBase,
  prefix: string,
  keyPower: (exponent: bigint) => bigint,
  pair: { base: bigint; raised: bigint },
  proof: { c: bigint; t: bigint },
): boolean {
  const first = multiply(g.power(proof.t), keyPower(proof.c))
  const second = multiply(engine.openPower(pair.base, proof.t), engine.openPower(pair.raised, proof.c))
  return challenge(engine.hash().update(prefix), [first, second]) === proof.c
}
