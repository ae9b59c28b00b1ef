import {
  constants,
  createDiffieHellman,
  createHash,
  createPublicKey,
  publicEncrypt,
  randomBytes,
  type Hash as NodeHash,
  type KeyObject,
} from 'node:crypto'
import { plainPower, type Engine } from '@shared/ballot/engine'
import { ELEMENT_BYTES, group } from '@shared/ballot/group'
import { type RandomBytes } from '@shared/ballot/random'
import { type Hash } from '@shared/ballot/sha256'

class OpenSslHash implements Hash {
  constructor(private readonly hash: NodeHash) {}

  update(text: string): Hash {
    this.hash.update(text)
    return this
  }

  copy(): Hash {
    return new OpenSslHash(this.hash.copy())
  }

  hex(): string {
    return this.hash.copy().digest('hex')
  }
}

const bytesOf = (n: bigint): Buffer => {
  const hex = n.toString(16)
  return Buffer.from(hex.length % 2 === 1 ? `0${hex}` : hex, 'hex')
}
const numberOf = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex')}`)

/**
 * Powers with secret exponents through OpenSSL's Diffie-Hellman, which takes the same time for all of them. It refuses the
 * bases 0, 1 and p-1 and a result of 1; those rare cases go the plain way.
 */
function secretPowers(): Engine['power'] {
  const dh = createDiffieHellman(bytesOf(group().p), Buffer.from([2]))
  return (base, exponent) => {
    if (exponent === group().zero) return plainPower(base, exponent)
    try {
      dh.setPrivateKey(bytesOf(exponent))
      return numberOf(dh.computeSecret(bytesOf(base)))
    } catch {
      return plainPower(base, exponent)
    }
  }
}

/**
 * Powers with public exponents as "RSA encryption" without padding under the modulus p: a few per cent faster, and no base
 * is refused. A proof raises two bases to one exponent, so the last key is kept; so is the one for testing membership.
 */
function openPowers(): Engine['openPower'] {
  const { p, q, zero, one } = group()
  const n = bytesOf(p).toString('base64url')
  const keyOf = (exponent: bigint): KeyObject =>
    createPublicKey({ key: { kty: 'RSA', n, e: bytesOf(exponent).toString('base64url') }, format: 'jwk' })
  const memberExponent = q + one
  const memberKey = keyOf(memberExponent)
  let last = { exponent: memberExponent, key: memberKey }
  return (base, exponent) => {
    if (exponent === zero) return one
    if (exponent !== last.exponent) {
      last = { exponent, key: exponent === memberExponent ? memberKey : keyOf(exponent) }
    }
    const bytes = Buffer.from(base.toString(16).padStart(2 * ELEMENT_BYTES, '0'), 'hex')
    return numberOf(publicEncrypt({ key: last.key, padding: constants.RSA_NO_PADDING }, bytes))
  }
}

/**
 * The fast engine for servers and the command line: OpenSSL, which Node carries, takes a power about nine times faster
 * than BigInt, without a native module.
 */
export function nodeEngine(window = 8): Engine {
  const hash = (): Hash => new OpenSslHash(createHash('sha256'))
  return { power: secretPowers(), openPower: openPowers(), hash, window }
}

/** The operating system's random bytes. */
export const systemRandom: RandomBytes = (length) => new Uint8Array(randomBytes(length))
