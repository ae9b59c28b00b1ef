import { BASE58 } from './election'
import { generatorTable, type Engine } from './engine'
import { group } from './group'
import { parseElement } from './numbers'
import { knowledgeHolds, proveKnowledge, readProof, type Proof } from './proofs'
import { randomBelow, randomExponent, type RandomBytes } from './random'
import { demand, type Where } from './refusal'
import { stretchKey } from './sha256'

/** A voter's credential: the secret stays on the phone, the public part goes on the roll. Specification 4.8. */
export interface Credential {
  readonly secret: bigint
  readonly public: bigint
}

/** What a phone sends at check-in: its public part, and a proof that it holds the secret, bound to this election. */
export interface CheckIn {
  readonly credential: string
  readonly proof: Proof
}

const DIGITS = 14
const ROUNDS = 1000

/** A credential of full strength made on the phone: 256 random bits, never written out. */
export function makeCredential(engine: Engine, random: RandomBytes): Credential {
  const secret = randomExponent(random)
  return { secret, public: generatorTable(engine.window).power(secret) }
}

const possession = (uuid: string, X: bigint): string => `possession|${uuid}|${X}|`

/** Proves that this phone holds the secret of its credential, for this election only. Our own message, not Belenios'. */
export function checkIn(engine: Engine, uuid: string, credential: Credential, random: RandomBytes): CheckIn {
  const g = generatorTable(engine.window)
  const prefix = possession(uuid, credential.public)
  const proof = proveKnowledge(engine, g, prefix, credential.secret, randomExponent(random))
  return { credential: credential.public.toString(), proof }
}

/** Checks a check-in: refuses a number that is not canonical or a proof that fails. Membership is the roll's check. */
export function checkPossession(engine: Engine, uuid: string, sent: CheckIn): bigint {
  const X = parseElement(sent.credential, 'credential-form')
  const proof = readProof(sent.proof, 'credential-form')
  const holds = knowledgeHolds(engine, generatorTable(engine.window), possession(uuid, X), X, proof)
  demand(holds, 'credential-proof')
  return X
}

function checksum(digits: string): string {
  let value = group().zero
  for (const digit of digits) value = value * BigInt(58) + BigInt(BASE58.indexOf(digit))
  return BASE58[53 - Number(value % BigInt(53))] ?? ''
}

/** A credential in Belenios' string form, XXX-XXX-XXX-XXX-XXX: 14 random Base58 digits and a checksum. Spec 4.8. */
export function makeCredentialString(random: RandomBytes): string {
  const digits = Array.from({ length: DIGITS }, () => BASE58[randomBelow(random, 58)]).join('')
  return (digits + checksum(digits)).replace(/(...)(?=.)/g, '$1-')
}

/** The credential of a string form; refuses a wrong form or checksum. Takes 1000 rounds of PBKDF2. Specification 4.8. */
export function credentialFromString(engine: Engine, uuid: string, text: string, where: Where = {}): Credential {
  const digits = text.replace(/-/g, '')
  demand(/^(...-){4}...$/.test(text) && Array.from(digits).every((digit) => BASE58.includes(digit)), 'credential-form', where)
  demand(checksum(digits.slice(0, DIGITS)) === digits.slice(DIGITS), 'credential-form', where)
  const secret = BigInt(`0x${stretchKey(text, uuid, ROUNDS)}`) % group().q
  return { secret, public: generatorTable(engine.window).power(secret) }
}
