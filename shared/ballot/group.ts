/**
 * The group BELENIOS-2048: the subgroup of prime order q of the integers modulo p (specification section 5.1).
 * Nothing here runs when the file is loaded: a phone whose engine has no BigInt can load it and be told so (support.ts).
 */
const P =
  '0xa3ef2d011fefb1b6e39e568fccdffb0fb7dc7ef3a791b6862791811d21fc35f21e6d36856b428030421f514ed40bfd4c06' +
  'e092a495af8d79a2f85e0fb11c0ede07dd973f9c53e50930c6e82ac36de1ae3fb8c3aabfff12ce27a5022ddd8912d1074350' +
  '12768a2cdd0a4091d8fa447f6c7ebc15a349fa318a6b4fe17d8d47e843a3e14dfa9b2162f4d7229abe93a188b46b006517d6' +
  'f6747ebbb29c9ec3099b607f18fb1a8bc858279aa8599411d998d3e3fada9e010840d082d8c31911acdd4a0e7992d0f18cc7' +
  '59cb5de0acf66a3882555bc810941e021b6a4ccfa04ee4008f878affa2375e2999b44f6cef17d707301e59e0e6351e051ed9' +
  'cec4157646e64f'
const G =
  '0x1307c1ab5f295885d7caa3a78a42415e31fd1c5807b61fb1e781878a52230a51988b98c259597f9c5a9dfd001d26ba31d9' +
  'd8976f01d95a1c8262ee68a0e92cea541e5219e0d0d094301b894236823fe1d4bc04e29f3748aefd4f10d5b1a356a8643e67' +
  '3fd9d215fc8fe5fb9cf9fdb8ea88fdb1a3381a697fdf9c2458570b06d26aef1be365fdd90165f397c6b870df8c1b9e519edc' +
  'ee8bb0f74b7a1615a274ba60a7ea574a61f552d2dde0ce514e0927c4ff49b1964c4a913731ae4268d60d7f22127b6cbba44d' +
  '453ac8b72fd04e0991b7aeff04867d8724ac638f5f34100d2d47aa680d43771902743d663f42d853c041e1c91fe3823f4bcf' +
  '284308f1d7e653'
const Q = '0xadb6066a73522565f4daa0f2579db7f2f0fa90c2168bc709e20263387d55c491'

/** Name that an election file carries for this group. */
export const GROUP_NAME = 'BELENIOS-2048'
/** Width in bytes of a group element, and of an exponent, in fixed-width forms. */
export const ELEMENT_BYTES = 256
export const EXPONENT_BYTES = 32

export interface Group {
  readonly p: bigint
  readonly q: bigint
  readonly g: bigint
  readonly zero: bigint
  readonly one: bigint
}

let known: Group | undefined

/** The parameters, made at first use. Specification 5.1. */
export function group(): Group {
  known ??= { p: BigInt(P), q: BigInt(Q), g: BigInt(G), zero: BigInt(0), one: BigInt(1) }
  return known
}

/** a mod m, never negative. */
export function modulo(a: bigint, m: bigint): bigint {
  const r = a % m
  return r < group().zero ? r + m : r
}

/** Product of two elements mod p. */
export const multiply = (a: bigint, b: bigint): bigint => (a * b) % group().p

/** Sum, difference and product of exponents mod q. */
export const addExponents = (a: bigint, b: bigint): bigint => modulo(a + b, group().q)
export const subtractExponents = (a: bigint, b: bigint): bigint => modulo(a - b, group().q)
export const multiplyExponents = (a: bigint, b: bigint): bigint => (a * b) % group().q

/** Inverse of a mod m by Euclid; m is prime and a is not a multiple of it. Refuses zero. */
export function invert(a: bigint, m: bigint): bigint {
  const { zero, one } = group()
  let [low, high] = [modulo(a, m), m]
  let [x, y] = [one, zero]
  if (low === zero) throw new RangeError('zero has no inverse')
  while (low > one) {
    const times = high / low
    ;[low, high] = [high - times * low, low]
    ;[x, y] = [y - times * x, x]
  }
  return modulo(x, m)
}
