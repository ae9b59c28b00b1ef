/**
 * Tracking numbers (查询编号) and slip codes (纸条码): digits only, with a Damm check digit, grouped in fours.
 *
 * A tracking number names an opinion and is read out over the phone; by itself it opens nothing. A slip code is a
 * secret: whoever holds the slip may follow the opinion that was taken down for him. See
 * docs/decisions/tracking-number.md.
 */

/** Random digits asked by `makeTrackingNumber`; the number has one more. */
export const TRACKING_RANDOM_DIGITS = 11
/** Random digits asked by `makeSlipCode`; the code has one more. */
export const SLIP_RANDOM_DIGITS = 15

export type ReadNumber =
  | { readonly ok: true; readonly number: string }
  | { readonly ok: false; readonly problem: 'length' | 'check' | 'characters' }

/**
 * The quasigroup of order 10 of H. M. Damm, "Total anti-symmetrische Quasigruppen" (Marburg, 2004): row is the state,
 * column the next digit. It finds every single wrong digit and every swap of two neighbours.
 */
const DAMM = [
  [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
  [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
  [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
  [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
  [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
  [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
  [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
  [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
  [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
  [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
] as const

/** Full-width digits, and numerals as people write them down or dictation hears them (幺 is 1 said on the phone). */
const NUMERALS = numeralTable([
  '0０零〇○',
  '1１一幺壹',
  '2２二两贰',
  '3３三叁',
  '4４四肆',
  '5５五伍',
  '6６六陆',
  '7７七柒',
  '8８八捌',
  '9９九玖',
])

/** Whitespace, dashes, dots, commas, and the invisible marks that come along when text is copied out of a chat. */
const SEPARATORS = /[\s\-‐‑‒–—―−－_·•.．,，、。:：\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/

/** Twelve digits from eleven random ones. Refuses (RangeError) anything but 11 ASCII digits. */
export function makeTrackingNumber(randomDigits: string): string {
  return withCheckDigit(randomDigits, TRACKING_RANDOM_DIGITS)
}

/** Reads what a person typed, pasted or dictated. `characters`: something that is no digit; then `length`, `check`. */
export function readTrackingNumber(typed: string): ReadNumber {
  return readNumber(typed, TRACKING_RANDOM_DIGITS + 1)
}

/** '4821 0937 5526' for the screen and the phone. */
export function sayTrackingNumber(number: string): string {
  return inFours(number)
}

/** Sixteen digits from fifteen random ones. Refuses (RangeError) anything but 15 ASCII digits. */
export function makeSlipCode(randomDigits: string): string {
  return withCheckDigit(randomDigits, SLIP_RANDOM_DIGITS)
}

/** As `readTrackingNumber`, for the sixteen digits of a slip. */
export function readSlipCode(typed: string): ReadNumber {
  return readNumber(typed, SLIP_RANDOM_DIGITS + 1)
}

/** '4821 0937 5526 1840' for the paper slip. */
export function saySlipCode(code: string): string {
  return inFours(code)
}

/**
 * `count` decimal digits, each equally likely, from uniform random bytes. Bytes of 250 and more are thrown away (256 is
 * not a multiple of 10); undefined when too few are left, so pass a generous supply and try again: for 15 digits,
 * 32 bytes fail less than once in 10^17.
 */
export function digitsFrom(bytes: Uint8Array, count: number): string | undefined {
  let digits = ''
  for (const byte of bytes) {
    if (digits.length === count) break
    if (byte < 250) digits += String(byte % 10)
  }
  return digits.length === count ? digits : undefined
}

function withCheckDigit(randomDigits: string, count: number): string {
  if (randomDigits.length !== count || !/^[0-9]+$/.test(randomDigits)) throw new RangeError(`takes ${count} digits`)
  return `${randomDigits}${dammOf(randomDigits)}`
}

/** The check digit for these digits; 0 when they end in their own check digit. */
function dammOf(digits: string): number {
  let state = 0
  for (const digit of digits) {
    const next: number | undefined = DAMM[state]?.[Number(digit)]
    if (next === undefined) throw new RangeError('not a digit')
    state = next
  }
  return state
}

function readNumber(typed: string, length: number): ReadNumber {
  let number = ''
  for (const character of typed) {
    if (SEPARATORS.test(character)) continue
    const digit = NUMERALS.get(character)
    if (digit === undefined) return { ok: false, problem: 'characters' }
    number += digit
  }
  if (number.length !== length) return { ok: false, problem: 'length' }
  return dammOf(number) === 0 ? { ok: true, number } : { ok: false, problem: 'check' }
}

function inFours(digits: string): string {
  return digits.replace(/(\d{4})(?=\d)/g, '$1 ')
}

function numeralTable(rows: readonly string[]): ReadonlyMap<string, string> {
  const table = new Map<string, string>()
  rows.forEach((row, digit) => {
    for (const character of row) table.set(character, String(digit))
  })
  return table
}
