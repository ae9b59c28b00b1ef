import { generatorTable, isMember, type Engine } from './engine'
import { group } from './group'
import { fields, parseElement, parseExponent, parseJson } from './numbers'
import { proveSameLogarithm, readProof, sameLogarithmHolds, type Proof } from './proofs'
import { fromHex, randomExponent, toHex, type RandomBytes } from './random'
import { demand, BallotRefusal } from './refusal'
import { hexToByteString, hmac } from './sha256'
import { readSigned, type SignedMessage } from './signed-message'
import { evaluateInExponent, type CertificateKeys } from './trustees'

/**
 * Private transport of a share, our own (Belenios' is not checked by anyone but its own tool): a Diffie-Hellman key
 * between a fresh ephemeral key and the recipient's encryption key, HMAC-SHA-256 as key stream and as authentication,
 * bound to ceremony, sender and recipient, signed by the sender. The plain text is one exponent of 32 bytes.
 */
export interface SealedShare {
  readonly ceremony: string
  readonly from: number
  readonly to: number
  readonly key: string
  readonly box: string
  readonly tag: string
}

interface Address {
  readonly ceremony: string
  readonly from: number
  readonly to: number
}

function boxKeys(engine: Engine, address: Address, ephemeral: bigint, shared: bigint): { mask: string; tag: (box: string) => string } {
  const { ceremony, from, to } = address
  const key = engine.hash().update(`share|${ceremony}|${from}|${to}|${ephemeral}|${shared}`).hex()
  const keyed = hmac(hexToByteString(key))
  const hex = (bytes: string): string => toHex(Uint8Array.from(bytes, (character) => character.charCodeAt(0)))
  return { mask: hex(keyed('box')), tag: (box) => hex(keyed(`tag${box}`)) }
}

function xor(a: string, b: string): string {
  const [left, right] = [fromHex(a), fromHex(b)]
  return toHex(left.map((byte, i) => byte ^ (right[i] ?? 0)))
}

/** Seals a share to a recipient's encryption key. */
export function sealShare(
  engine: Engine,
  parts: Address & { encryption: bigint; share: bigint; ephemeral: bigint },
): SealedShare {
  const { ceremony, from, to } = parts
  const key = generatorTable(engine.window).power(parts.ephemeral)
  const keys = boxKeys(engine, parts, key, engine.power(parts.encryption, parts.ephemeral))
  const box = xor(parts.share.toString(16).padStart(64, '0'), keys.mask)
  return { ceremony, from, to, key: key.toString(), box, tag: keys.tag(box) }
}

function readSealed(engine: Engine, address: Address, message: string): { ephemeral: bigint; box: string; tag: string } {
  const where = { trustee: address.from }
  const keys = ['ceremony', 'from', 'to', 'key', 'box', 'tag']
  const sealed = fields(parseJson(message, 'share-unreadable', where), keys, [], 'share-unreadable', where)
  const { ceremony, from, to, box, tag } = sealed
  const addressed = ceremony === address.ceremony && from === address.from && to === address.to
  demand(addressed, 'message-address', where)
  const ephemeral = parseElement(sealed.key, 'share-unreadable', where)
  demand(isMember(engine, ephemeral), 'share-unreadable', where)
  demand(typeof box === 'string' && /^[0-9a-f]{64}$/.test(box) && typeof tag === 'string', 'share-unreadable', where)
  return { ephemeral, box, tag }
}

function unseal(engine: Engine, address: Address, message: string, sharedOf: (ephemeral: bigint) => bigint): bigint {
  const where = { trustee: address.from }
  const { ephemeral, box, tag } = readSealed(engine, address, message)
  const keys = boxKeys(engine, address, ephemeral, sharedOf(ephemeral))
  demand(keys.tag(box) === tag, 'share-unreadable', where)
  return parseExponent(BigInt(`0x${xor(box, keys.mask)}`).toString(), 'share-unreadable', where)
}

/** Opens a share sent to this member. Refuses, naming the sender, what is not for us or does not authenticate. */
export function openShare(engine: Engine, parts: Address & { dk: bigint; message: string }): bigint {
  return unseal(engine, parts, parts.message, (ephemeral) => engine.power(ephemeral, parts.dk))
}

/** A complaint about a share: the Diffie-Hellman key of that one message, with proof that it is the right one. */
export interface Complaint {
  readonly from: number
  readonly to: number
  readonly shared: string
  readonly proof: Proof
}

const complaintPrefix = (address: Address): string => `complaint|${address.ceremony}|${address.from}|${address.to}|`

/** Opens one received message to everyone, so that they can judge it. Reveals that one share and no key. */
export function complain(
  engine: Engine,
  address: Address,
  dk: bigint,
  message: string,
  random: RandomBytes,
): Complaint {
  const { ephemeral } = readSealed(engine, address, message)
  const g = generatorTable(engine.window)
  const proof = proveSameLogarithm(engine, g, complaintPrefix(address), ephemeral, dk, randomExponent(random))
  return { from: address.from, to: address.to, shared: engine.power(ephemeral, dk).toString(), proof }
}

/**
 * Says who is at fault: the sender if the share is unreadable or does not fit the sender's own commitments, otherwise the
 * one who complained. `sent` is the signed message complained about.
 */
export function judgeComplaint(
  engine: Engine,
  ceremony: { readonly id: string; readonly keys: readonly CertificateKeys[] },
  sent: SignedMessage,
  coefficients: readonly bigint[],
  complaint: Complaint,
): number {
  const { from, to } = complaint
  const address = { ceremony: ceremony.id, from, to }
  const [sender, accuser] = [ceremony.keys[from - 1], ceremony.keys[to - 1]]
  demand(sender !== undefined && accuser !== undefined, 'complaint-unproved', { trustee: to })
  const { message } = readSigned(engine, sender.verification, sent, { trustee: from })
  try {
    const { ephemeral } = readSealed(engine, address, message)
    const shared = parseElement(complaint.shared, 'complaint-unproved', { trustee: to })
    const proof = readProof(complaint.proof, 'complaint-unproved', { trustee: to })
    const pair = { base: ephemeral, raised: shared }
    const keyPower = (c: bigint): bigint => engine.openPower(accuser.encryption, c)
    const proved =
      isMember(engine, shared) &&
      sameLogarithmHolds(engine, generatorTable(engine.window), complaintPrefix(address), keyPower, pair, proof)
    demand(proved, 'complaint-unproved', { trustee: to })
    const share = unseal(engine, address, message, () => shared)
    const fits = engine.openPower(group().g, share) === evaluateInExponent(engine, coefficients, to)
    return fits ? to : from
  } catch (error) {
    if (error instanceof BallotRefusal) return error.reason === 'complaint-unproved' ? to : from
    throw error
  }
}
