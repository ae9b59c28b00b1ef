import { group } from './group'
import { plainHash, type Hash } from './sha256'

/**
 * What the arithmetic stands on. The plain one runs everywhere; a server passes in a faster one (OpenSSL through Node)
 * behind the same port, and every answer must be equal.
 */
export interface Engine {
  /** base^exponent mod p, for 0 < base < p and 0 <= exponent < 2^256; for secret exponents. */
  power(base: bigint, exponent: bigint): bigint
  /** The same for exponents that everyone knows, as in checking: a faster way may be taken. */
  openPower(base: bigint, exponent: bigint): bigint
  /** A new SHA-256. */
  hash(): Hash
  /** Bits a step of the tables for powers of g and of the election key: more bits, larger tables, fewer steps. */
  readonly window: number
}

/** base^exponent mod p by fixed windows of four bits. */
export function plainPower(base: bigint, exponent: bigint): bigint {
  const { p, one, zero } = group()
  if (exponent === zero) return one
  const table = [one, base % p]
  for (let i = 2; i < 16; i++) table.push(((table[i - 1] ?? one) * base) % p)
  let result = one
  for (const digit of exponent.toString(16)) {
    result = (result * result) % p
    result = (result * result) % p
    result = (result * result) % p
    result = (result * result) % p
    result = (result * (table[parseInt(digit, 16)] ?? one)) % p
  }
  return result
}

/** The engine of a phone or a browser. */
export function plainEngine(window = 7): Engine {
  return { power: plainPower, openPower: plainPower, hash: plainHash, window }
}

/** Powers of one base that is used often: a table is made once, then a power costs 256 / window products. */
export class FixedBase {
  private readonly rows: bigint[][] = []

  constructor(
    base: bigint,
    private readonly window: number,
  ) {
    const { p, one } = group()
    const size = 2 ** window
    let step = base
    for (let row = 0; row * window < 256; row++) {
      const powers = [one, step]
      for (let i = 2; i < size; i++) powers.push(((powers[i - 1] ?? one) * step) % p)
      this.rows.push(powers)
      step = ((powers[size - 1] ?? one) * step) % p
    }
  }

  /** times · base^exponent mod p for 0 <= exponent < 2^256; the same number of products whatever the exponent. */
  power(exponent: bigint, times: bigint = group().one): bigint {
    const { p, one } = group()
    const digits = windowDigits(exponent, this.window)
    let result = times
    for (let i = 0; i < this.rows.length; i++) {
      result = (result * (this.rows[i]?.[digits[i] ?? 0] ?? one)) % p
    }
    return result
  }
}

/** Digits of an exponent in base 2^window, lowest first; whole characters of a text of 5 or 4 bits where they fit. */
function windowDigits(exponent: bigint, window: number): number[] {
  const bits = window % 5 === 0 ? 5 : window % 4 === 0 ? 4 : 1
  const text = exponent.toString(2 ** bits)
  const step = window / bits
  const digits: number[] = []
  for (let end = text.length; end > 0; end -= step) {
    let digit = 0
    for (let at = Math.max(0, end - step); at < end; at++) {
      const code = text.charCodeAt(at)
      digit = (digit << bits) | (code < 58 ? code - 48 : code - 87)
    }
    digits.push(digit)
  }
  return digits
}

const generators = new Map<number, FixedBase>()

/** The table of the generator g, made once for each width. */
export function generatorTable(window: number): FixedBase {
  const known = generators.get(window)
  if (known) return known
  const made = new FixedBase(group().g, window)
  generators.set(window, made)
  return made
}

/** Is x in the subgroup of order q? Written as x^(q+1) = x because an engine may refuse a result of 1. Specification 4.2. */
export function isMember(engine: Engine, x: bigint): boolean {
  const { p, q, zero, one } = group()
  return x > zero && x < p && engine.openPower(x, q + one) === x
}
