import { group } from './group'

/** A source of uniform random bytes, secret to the person who draws them. */
export type RandomBytes = (length: number) => Uint8Array

/** Bytes drawn for one exponent: 16 more than needed, so that the remainder mod q is uniform to 2^-128. */
export const DRAW_BYTES = 48

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Lower-case hex of bytes. */
export const toHex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => HEX[byte]).join('')

/** Bytes of a hex text of even length. */
export function fromHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) => parseInt(hex.slice(2 * i, 2 * i + 2), 16))
}

/** A uniform exponent in 0..q-1. */
export function randomExponent(random: RandomBytes): bigint {
  return BigInt(`0x${toHex(random(DRAW_BYTES))}`) % group().q
}

/** A uniform whole number in 0..below-1 (below up to 256), by rejection. */
export function randomBelow(random: RandomBytes, below: number): number {
  const limit = 256 - (256 % below)
  for (;;) {
    const byte = random(1)[0] ?? 255
    if (byte < limit) return byte % below
  }
}

/**
 * Hands out bytes that were drawn before, each once: a phone's generator answers later, the mathematics at once.
 * Refuses to go on when they are used up, rather than repeat any.
 */
export function drawnBefore(bytes: Uint8Array): RandomBytes {
  let at = 0
  return (length) => {
    if (at + length > bytes.length) throw new RangeError('the random bytes drawn are used up')
    const part = bytes.slice(at, at + length)
    bytes.fill(0, at, at + length)
    at += length
    return part
  }
}
