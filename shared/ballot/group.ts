/**
 * The group BELENIOS-2048: the subgroup of prime order q of the integers modulo p (specification section 5.1).
 * Nothing here runs when the file is loaded: a phone whose engine has no BigInt can load it and be told so (support.ts).
 */
const P =
  '2069478569142254640101364365750500806492298929575110409710088478705737421924271740192223725449768433' +
  '8129066633138078958404960054389636289796393038773905722803605973749427671376777618898589872735865049' +
  '0811670993105358677809800307904916540637771737641986785272734744763418356000356983051931442845617019' +
  '1100078673730733356412397173289791324047457883446826065232797464795113767265869358218004631792207366' +
  '8860052627186363386088796882120769432366149491002923444346373222145884100586421050242120365433561201' +
  '3204811188524087310770141516662001623131771693721892480785077118278423174980732765988288251691831031' +
  '25680162072880719'
const G =
  '2402352677501852209227687703532399932712287657378364916510075318787663274146353219320285676155269678' +
  '7996946682987493890950838965734256019006010684771644917354741372831046104586813145117816467554005274' +
  '0288984613986453266121505579709716201616827031288643245666383486363578210615491841998253431518974065' +
  '8186868651151358576410138882215396016043228843603930989333662772848406593138406010231675095763777982' +
  '6651036068224066350766977640253462537730851331734951942489677540525736590494924776314759915751987751' +
  '7771148149092045660020547812705472823814097251863985833411570056835369555342378147558249189605029668' +
  '0037745308460627'
const Q = '78571733251071885079927659812671450121821421258408794611510081919805623223441'

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
