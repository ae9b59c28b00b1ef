import { toByteString } from './utf8'

/**
 * SHA-256 (FIPS 180-4), lean enough for an engine without JIT: it reads strings, not byte arrays, and can be copied in
 * mid-course so that a common beginning is hashed once.
 */
export interface Hash {
  update(text: string): Hash
  copy(): Hash
  /** 64 lower-case hex digits; the hash can be continued afterwards. */
  hex(): string
}

const ROUNDS = Int32Array.from(primes(64), (prime) => fraction(Math.cbrt(prime)))
const START = Int32Array.from(primes(8), (prime) => fraction(Math.sqrt(prime)))

function primes(count: number): number[] {
  const found: number[] = []
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n)
  return found
}

function fraction(root: number): number {
  return ((root - Math.floor(root)) * 0x100000000) | 0
}

const schedule = new Int32Array(64)

function readBlock(bytes: string, at: number): void {
  for (let i = 0, k = at; i < 16; i++, k += 4) {
    schedule[i] =
      (bytes.charCodeAt(k) << 24) |
      (bytes.charCodeAt(k + 1) << 16) |
      (bytes.charCodeAt(k + 2) << 8) |
      bytes.charCodeAt(k + 3)
  }
}

function word(list: Int32Array, index: number): number {
  return list[index] as number // index is below the fixed length everywhere in this file
}

function stretch(): void {
  for (let i = 16; i < 64; i++) {
    const a = word(schedule, i - 15)
    const b = word(schedule, i - 2)
    const s0 = ((a >>> 7) | (a << 25)) ^ ((a >>> 18) | (a << 14)) ^ (a >>> 3)
    const s1 = ((b >>> 17) | (b << 15)) ^ ((b >>> 19) | (b << 13)) ^ (b >>> 10)
    schedule[i] = (word(schedule, i - 16) + s0 + word(schedule, i - 7) + s1) | 0
  }
}

function compress(state: Int32Array): void {
  stretch()
  let [a, b, c, d, e, f, g, h] = state as unknown as Octet // a state has eight words
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const t1 = (h + s1 + (g ^ (e & (f ^ g))) + word(ROUNDS, i) + word(schedule, i)) | 0
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const t2 = (s0 + ((a & b) | (c & (a | b)))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  const out = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; i++) state[i] = (word(state, i) + (out[i] ?? 0)) | 0
}

type Octet = [number, number, number, number, number, number, number, number]

class PlainHash implements Hash {
  constructor(
    private readonly state: Int32Array,
    private pending: string,
    private length: number,
  ) {}

  update(text: string): Hash {
    return this.updateBytes(toByteString(text))
  }

  updateBytes(more: string): PlainHash {
    this.length += more.length
    const bytes = this.pending + more
    let at = 0
    for (; at + 64 <= bytes.length; at += 64) {
      readBlock(bytes, at)
      compress(this.state)
    }
    this.pending = bytes.slice(at)
    return this
  }

  copy(): PlainHash {
    return new PlainHash(this.state.slice(), this.pending, this.length)
  }

  hex(): string {
    const end = this.copy()
    const zeros = (((55 - this.length) % 64) + 64) % 64
    const high = Math.floor(this.length / 0x20000000)
    const low = this.length << 3
    let tail = '\x80' + '\0'.repeat(zeros)
    for (const part of [high, low]) {
      tail += String.fromCharCode((part >>> 24) & 255, (part >>> 16) & 255, (part >>> 8) & 255, part & 255)
    }
    end.updateBytes(tail)
    return Array.from(end.state, (part) => (part >>> 0).toString(16).padStart(8, '0')).join('')
  }
}

/** A new hash of nothing yet. */
export const plainHash = (): PlainHash => new PlainHash(START.slice(), '', 0)

/** Bytes (0..255 a character) of a hex text. */
export function hexToByteString(hex: string): string {
  let bytes = ''
  for (let i = 0; i < hex.length; i += 2) bytes += String.fromCharCode(parseInt(hex.slice(i, i + 2), 16))
  return bytes
}

/** HMAC-SHA-256 (RFC 2104) prepared for one key; key and message are byte strings; gives a byte string. */
export function hmac(key: string): (message: string) => string {
  const short = key.length > 64 ? hexToByteString(plainHash().updateBytes(key).hex()) : key
  const padded = short + '\0'.repeat(64 - short.length)
  const mask = (byte: number): string =>
    Array.from(padded, (character) => String.fromCharCode(character.charCodeAt(0) ^ byte)).join('')
  const inner = plainHash().updateBytes(mask(0x36))
  const outer = plainHash().updateBytes(mask(0x5c))
  return (message) => {
    const inside = hexToByteString(inner.copy().updateBytes(message).hex())
    return hexToByteString(outer.copy().updateBytes(inside).hex())
  }
}

/** PBKDF2-HMAC-SHA-256 (RFC 8018), one block of 32 bytes, as hex. */
export function stretchKey(password: string, salt: string, rounds: number): string {
  const keyed = hmac(toByteString(password))
  let block = keyed(toByteString(salt) + '\0\0\0\x01')
  const sum = Array.from(block, (character) => character.charCodeAt(0))
  for (let round = 1; round < rounds; round++) {
    block = keyed(block)
    for (let i = 0; i < 32; i++) sum[i] = (sum[i] ?? 0) ^ block.charCodeAt(i)
  }
  return sum.map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
