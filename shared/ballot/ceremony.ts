import { type FixedBase, generatorTable, type Engine } from './engine'
import { addExponents, group, modulo, multiply, multiplyExponents } from './group'
import { fields, parseJson } from './numbers'
import { randomBelow, randomExponent, type RandomBytes } from './random'
import { demand } from './refusal'
import { sealShare, openShare, type SealedShare } from './share-transport'
import { readSigned, signMessage, type SignedMessage } from './signed-message'
import {
  evaluateInExponent,
  readCertificate,
  readCoefficients,
  readTrusteeKey,
  trusteePublicKey,
  type CertificateKeys,
  type Pedersen,
  type TrusteePublicKey,
} from './trustees'
import { BASE58 } from './election'

/**
 * The threshold ceremony (k of n scrutineers). Belenios fixes what is published; how private messages travel is ours.
 * Against a scrutineer who waits for the others' coefficients before choosing his own, everyone first publishes a
 * commitment (step 2) and opens it (step 3) only when all commitments are there. Every received message is checked, and a
 * refusal names the trustee at fault (from 1).
 */
export interface Ceremony {
  readonly uuid: string
  readonly threshold: number
  readonly certs: readonly SignedMessage[]
  readonly keys: readonly CertificateKeys[]
  /** Binds every message to this very ceremony. */
  readonly id: string
}

/** A scrutineer's own secrets during the ceremony. Specification 4.6.1. */
export interface Member {
  readonly seed: string
  readonly sk: bigint
  readonly dk: bigint
  readonly cert: SignedMessage
}

/** Step 1: makes a seed, its two key pairs and the certificate. Specification 4.6.1 and 4.6.2. */
export function joinCeremony(engine: Engine, random: RandomBytes): Member {
  const seed = Array.from({ length: 22 }, () => BASE58[randomBelow(random, 58)]).join('')
  const key = (label: string): bigint => modulo(BigInt(`0x${engine.hash().update(`${label}|${seed}`).hex()}`), group().q)
  const [sk, dk] = [key('sk'), key('dk')]
  const g = generatorTable(engine.window)
  const message = JSON.stringify({ verification: g.power(sk).toString(), encryption: g.power(dk).toString() })
  return { seed, sk, dk, cert: signMessage(engine, sk, message, randomExponent(random)) }
}

/** Gathers the certificates of all members, in their order. Refuses a bad or repeated one. Specification 4.6.2. */
export function openCeremony(engine: Engine, uuid: string, threshold: number, certs: readonly SignedMessage[]): Ceremony {
  demand(Number.isInteger(threshold) && threshold >= 1 && threshold <= certs.length, 'trustees-shape', { field: 'threshold' })
  const keys = certs.map((cert, i) => readCertificate(engine, cert, { trustee: i + 1 }))
  keys.forEach((key, i) => {
    const before = keys.findIndex(({ verification }) => verification === key.verification)
    demand(before === i, 'trustee-twice', { trustee: i + 1 })
  })
  const id = engine.hash().update(JSON.stringify(['ceremony', uuid, threshold, certs])).hex()
  return { uuid, threshold, certs, keys, id }
}

/** A member's secret polynomial and the signed commitments to its coefficients. Specification 4.6.4. */
export interface Polynomial {
  readonly trustee: number
  readonly coefficients: readonly bigint[]
  readonly coefexps: SignedMessage
  /** Step 2's message: a signed hash of `coefexps`. */
  readonly commitment: SignedMessage
}

const hashOf = (engine: Engine, signed: SignedMessage): string => engine.hash().update(JSON.stringify(signed)).hex()

/** Step 2: chooses the polynomial and commits to it without showing it. `trustee` is the member's number, from 1. */
export function commitPolynomial(
  engine: Engine,
  ceremony: Ceremony,
  member: Member,
  trustee: number,
  random: RandomBytes,
): Polynomial {
  demand(ceremony.certs[trustee - 1]?.message === member.cert.message, 'message-address', { trustee })
  const g = generatorTable(engine.window)
  const coefficients = Array.from({ length: ceremony.threshold }, () => randomExponent(random))
  const message = JSON.stringify({ coefexps: coefficients.map((a) => g.power(a).toString()) })
  const coefexps = signMessage(engine, member.sk, message, randomExponent(random))
  const promise = JSON.stringify({ ceremony: ceremony.id, trustee, commitment: hashOf(engine, coefexps) })
  const commitment = signMessage(engine, member.sk, promise, randomExponent(random))
  return { trustee, coefficients, coefexps, commitment }
}

/** Checks that all n commitments are there, signed, for this ceremony and this place. */
export function checkCommitments(engine: Engine, ceremony: Ceremony, commitments: readonly SignedMessage[]): string[] {
  return ceremony.keys.map(({ verification }, i) => {
    const where = { trustee: i + 1 }
    demand(commitments[i] !== undefined, 'message-missing', where)
    const { message } = readSigned(engine, verification, commitments[i], where)
    const promise = fields(parseJson(message, 'message-address', where), ['ceremony', 'trustee', 'commitment'], [], 'message-address', where)
    demand(promise.ceremony === ceremony.id && promise.trustee === i + 1, 'message-address', where)
    demand(typeof promise.commitment === 'string', 'message-address', where)
    return promise.commitment
  })
}

/** Step 3's message: the coefficients opened, and a sealed share for every member. */
export interface PolynomialOpening {
  readonly coefexps: SignedMessage
  readonly shares: readonly SignedMessage[]
}

/** f(j) mod q. */
function evaluate(coefficients: readonly bigint[], j: number): bigint {
  return [...coefficients].reverse().reduce((sum, a) => addExponents(multiplyExponents(sum, BigInt(j)), a), group().zero)
}

/** Step 3: opens the polynomial, once every commitment has been seen. Shares are sealed to their recipients. */
export function openPolynomial(
  engine: Engine,
  ceremony: Ceremony,
  member: Member,
  polynomial: Polynomial,
  commitments: readonly SignedMessage[],
  random: RandomBytes,
): PolynomialOpening {
  checkCommitments(engine, ceremony, commitments)
  const shares = ceremony.keys.map(({ encryption }, i) => {
    const share: SealedShare = sealShare(engine, {
      ceremony: ceremony.id,
      from: polynomial.trustee,
      to: i + 1,
      encryption,
      share: evaluate(polynomial.coefficients, i + 1),
      ephemeral: randomExponent(random),
    })
    return signMessage(engine, member.sk, JSON.stringify(share), randomExponent(random))
  })
  return { coefexps: polynomial.coefexps, shares }
}

/** Checks every opening against its commitment; gives the coefficient commitments of all. Specification 4.6.4. */
export function checkOpenings(
  engine: Engine,
  ceremony: Ceremony,
  commitments: readonly SignedMessage[],
  openings: readonly PolynomialOpening[],
): bigint[][] {
  const promised = checkCommitments(engine, ceremony, commitments)
  return ceremony.keys.map(({ verification }, i) => {
    const where = { trustee: i + 1 }
    const opening = openings[i]
    demand(opening !== undefined && opening.shares.length === ceremony.keys.length, 'message-missing', where)
    demand(hashOf(engine, opening.coefexps) === promised[i], 'commitment-differs', where)
    return readCoefficients(engine, verification, opening.coefexps, ceremony.threshold, where)
  })
}

/** What a member ends with: the secret decryption key S_j, and the public key to publish. Specification 4.6.6. */
export interface FinalShare {
  readonly trustee: number
  readonly secret: bigint
  readonly publicKey: TrusteePublicKey
}

/** Step 4: opens and checks the shares sent to this member; refuses naming whoever sent a bad one. Spec 4.6.5, 4.6.6. */
export function receiveShares(
  engine: Engine,
  ceremony: Ceremony,
  member: Member,
  trustee: number,
  messages: { commitments: readonly SignedMessage[]; openings: readonly PolynomialOpening[] },
  random: RandomBytes,
  name?: string,
): FinalShare {
  const polynomials = checkOpenings(engine, ceremony, messages.commitments, messages.openings)
  const g: FixedBase = generatorTable(engine.window)
  const secret = polynomials.reduce((sum, coefficients, i) => {
    const where = { trustee: i + 1 }
    const sent = messages.openings[i]?.shares[trustee - 1]
    const signer = ceremony.keys[i]?.verification ?? group().one
    const { message } = readSigned(engine, signer, sent, where)
    const share = openShare(engine, { ceremony: ceremony.id, from: i + 1, to: trustee, dk: member.dk, message })
    demand(g.power(share) === evaluateInExponent(engine, coefficients, trustee), 'share-wrong', where)
    return addExponents(sum, share)
  }, group().zero)
  return { trustee, secret, publicKey: trusteePublicKey(engine, secret, random, name) }
}

/** Step 5: everyone checks everyone's public key and has the entry to publish. Specification 4.6.6 and 4.6.7. */
export function closeCeremony(
  engine: Engine,
  ceremony: Ceremony,
  messages: { commitments: readonly SignedMessage[]; openings: readonly PolynomialOpening[] },
  publicKeys: readonly TrusteePublicKey[],
): Pedersen {
  const polynomials = checkOpenings(engine, ceremony, messages.commitments, messages.openings)
  ceremony.keys.forEach((_, i) => {
    const where = { trustee: i + 1 }
    demand(publicKeys[i] !== undefined, 'message-missing', where)
    const { key } = readTrusteeKey(engine, publicKeys[i], where)
    const expected = polynomials.reduce(
      (product, coefficients) => multiply(product, evaluateInExponent(engine, coefficients, i + 1)),
      group().one,
    )
    demand(key === expected, 'trustee-key', where)
  })
  const coefexps = messages.openings.map((opening) => opening.coefexps)
  return { threshold: ceremony.threshold, certs: ceremony.certs, coefexps, verification_keys: publicKeys }
}
