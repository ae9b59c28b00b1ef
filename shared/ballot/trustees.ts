import { generatorTable, isMember, type Engine } from './engine'
import { group, multiply } from './group'
import { fields, list, parseElement, parseJson } from './numbers'
import { knowledgeHolds, proveKnowledge, readProof, type Proof } from './proofs'
import { randomExponent, type RandomBytes } from './random'
import { demand, type Where } from './refusal'
import { readSigned, type SignedMessage } from './signed-message'

/** A public decryption key with proof of knowledge of its secret. Specification 4.5. */
export interface TrusteePublicKey {
  readonly pok: Proof
  readonly public_key: string
  readonly name?: string
}

/** The public outcome of a threshold ceremony. Specification 4.6.7. */
export interface Pedersen {
  readonly threshold: number
  readonly certs: readonly SignedMessage[]
  readonly coefexps: readonly SignedMessage[]
  readonly verification_keys: readonly TrusteePublicKey[]
}

export type TrusteeEntry = readonly ['Single', TrusteePublicKey] | readonly ['Pedersen', Pedersen]

/** A group of trustees: all `slots` of a single one, any `threshold` of a Pedersen one. Slots count from 1 over all. */
export interface TrusteeGroup {
  readonly threshold: number
  readonly slots: readonly number[]
}

/** The trustees of an election, read and checked. */
export interface Trustees {
  readonly groups: readonly TrusteeGroup[]
  /** Public decryption key of each slot. */
  readonly keys: readonly bigint[]
  readonly names: readonly (string | undefined)[]
  /** The election key: product of all groups' keys. */
  readonly publicKey: bigint
}

const pokPrefix = (X: bigint): string => `pok|BELENIOS-2048|${X}|`

/** The public key of a secret decryption key x. Specification 4.5. */
export function trusteePublicKey(engine: Engine, x: bigint, random: RandomBytes, name?: string): TrusteePublicKey {
  const g = generatorTable(engine.window)
  const X = g.power(x)
  const pok = proveKnowledge(engine, g, pokPrefix(X), x, randomExponent(random))
  return { pok, public_key: X.toString(), ...(name === undefined ? {} : { name }) }
}

/** Reads a public key; refuses a non-member or a proof that fails. Specification 4.5. */
export function readTrusteeKey(engine: Engine, value: unknown, where: Where): { key: bigint; name?: string } {
  const tpk = fields(value, ['pok', 'public_key'], ['name'], 'trustees-shape', where)
  const X = parseElement(tpk.public_key, 'trustees-shape', where)
  const proof = readProof(tpk.pok, 'trustees-shape', where)
  demand(isMember(engine, X), 'trustee-key', where)
  const holds = knowledgeHolds(engine, generatorTable(engine.window), pokPrefix(X), X, proof)
  demand(holds, 'trustee-proof', where)
  if (tpk.name === undefined) return { key: X }
  demand(typeof tpk.name === 'string', 'trustees-shape', where)
  return { key: X, name: tpk.name }
}

/** Keys of a certificate: `verification` for signatures, `encryption` for private messages. Specification 4.6.2. */
export interface CertificateKeys {
  readonly verification: bigint
  readonly encryption: bigint
}

/** Reads a certificate, which is signed by the key inside it. Names the trustee of `where`. Specification 4.6.2. */
export function readCertificate(engine: Engine, value: unknown, where: Where): CertificateKeys {
  const { message } = fields(value, ['message', 'signature'], [], 'trustee-certificate', where)
  demand(typeof message === 'string', 'trustee-certificate', where)
  const keys = fields(parseJson(message, 'trustee-certificate', where), ['verification', 'encryption'], [], 'trustee-certificate', where)
  const verification = parseElement(keys.verification, 'trustee-certificate', where)
  const encryption = parseElement(keys.encryption, 'trustee-certificate', where)
  demand(isMember(engine, verification) && isMember(engine, encryption), 'trustee-certificate', where)
  readSigned(engine, verification, value, where)
  return { verification, encryption }
}

/** Reads signed coefficient commitments A_0..A_(threshold-1), all members. Specification 4.6.4. */
export function readCoefficients(
  engine: Engine,
  verification: bigint,
  value: unknown,
  threshold: number,
  where: Where,
): bigint[] {
  const { message } = readSigned(engine, verification, value, where)
  const { coefexps } = fields(parseJson(message, 'trustee-coefficients', where), ['coefexps'], [], 'trustee-coefficients', where)
  return list(coefexps, 'trustee-coefficients', where, threshold).map((text) => {
    const element = parseElement(text, 'trustee-coefficients', where)
    demand(isMember(engine, element), 'trustee-coefficients', where)
    return element
  })
}

/** g^f(j) from the commitments to f: product of A_k^(j^k). Specification 4.6.5. */
export function evaluateInExponent(engine: Engine, coefficients: readonly bigint[], j: number): bigint {
  const { one } = group()
  let result = one
  for (const coefficient of [...coefficients].reverse()) {
    result = multiply(result === one ? one : engine.openPower(result, BigInt(j)), coefficient)
  }
  return result
}

function readPedersen(engine: Engine, value: unknown, first: number): { group: TrusteeGroup; keys: ReturnType<typeof readTrusteeKey>[]; key: bigint } {
  const parts = fields(value, ['threshold', 'certs', 'coefexps', 'verification_keys'], [], 'trustees-shape')
  const certs = list(parts.certs, 'trustees-shape')
  const count = certs.length
  const { threshold } = parts
  const whole = typeof threshold === 'number' && Number.isInteger(threshold) && threshold >= 1 && threshold <= count
  demand(whole, 'trustees-shape', { field: 'threshold' })
  const slot = (i: number): Where => ({ trustee: first + i })
  const signers = certs.map((cert, i) => readCertificate(engine, cert, slot(i)))
  const polynomials = list(parts.coefexps, 'trustees-shape', {}, count).map((signed, i) =>
    readCoefficients(engine, signers[i]?.verification ?? group().one, signed, threshold, slot(i)),
  )
  const keys = list(parts.verification_keys, 'trustees-shape', {}, count).map((tpk, i) => {
    const read = readTrusteeKey(engine, tpk, slot(i))
    const expected = polynomials.reduce(
      (product, coefficients) => multiply(product, evaluateInExponent(engine, coefficients, i + 1)),
      group().one,
    )
    demand(read.key === expected, 'trustee-key', slot(i))
    return read
  })
  const key = polynomials.reduce((product, [constant]) => multiply(product, constant ?? group().one), group().one)
  return { group: { threshold, slots: keys.map((_, i) => first + i) }, keys, key }
}

/** Reads and checks trustees.json: every proof, certificate, commitment and key. Names the trustee. Specification 4.7. */
export function parseTrustees(engine: Engine, text: string): Trustees {
  const entries = list(parseJson(text, 'trustees-shape'), 'trustees-shape')
  demand(entries.length > 0, 'trustees-shape')
  const groups: TrusteeGroup[] = []
  const keys: bigint[] = []
  const names: (string | undefined)[] = []
  let publicKey = group().one
  for (const entry of entries) {
    const [kind, value] = list(entry, 'trustees-shape', {}, 2)
    const first = keys.length + 1
    if (kind === 'Single') {
      const single = readTrusteeKey(engine, value, { trustee: first })
      groups.push({ threshold: 1, slots: [first] })
      keys.push(single.key)
      names.push(single.name)
      publicKey = multiply(publicKey, single.key)
      continue
    }
    demand(kind === 'Pedersen', 'trustees-shape')
    const pedersen = readPedersen(engine, value, first)
    groups.push(pedersen.group)
    keys.push(...pedersen.keys.map(({ key }) => key))
    names.push(...pedersen.keys.map(({ name }) => name))
    publicKey = multiply(publicKey, pedersen.key)
  }
  demand(publicKey !== group().one, 'election-key')
  return { groups, keys, names, publicKey }
}

/** The text of trustees.json. Specification 4.7. */
export const writeTrustees = (entries: readonly TrusteeEntry[]): string => JSON.stringify(entries)
