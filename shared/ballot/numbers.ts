import { group } from './group'
import { demand, type Reason, type Where } from './refusal'

const DECIMAL = /^(0|[1-9][0-9]{0,699})$/

/** A number in its one right decimal form: no sign, no leading zero. belenios-tool 2.0 does not insist; we do. */
export function parseDecimal(text: unknown, reason: Reason = 'number-form', where: Where = {}): bigint {
  demand(typeof text === 'string' && DECIMAL.test(text), reason, where)
  return BigInt(text)
}

/** An exponent 0 <= n < q. Specification 4.2. */
export function parseExponent(text: unknown, reason: Reason = 'number-form', where: Where = {}): bigint {
  const number = parseDecimal(text, reason, where)
  demand(number < group().q, reason, where)
  return number
}

/** A number 0 < n < p that may be a group element; membership is a separate, dearer question. */
export function parseElement(text: unknown, reason: Reason = 'number-form', where: Where = {}): bigint {
  const number = parseDecimal(text, reason, where)
  demand(number > group().zero && number < group().p, reason, where)
  return number
}

/** Parses JSON text; refuses what is not JSON. */
export function parseJson(text: string, reason: Reason, where: Where = {}): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return demand(false, reason, where)
  }
}

/** An object with exactly the required keys and none but the optional ones, in the order given. */
export function fields(
  value: unknown,
  required: readonly string[],
  optional: readonly string[],
  reason: Reason,
  where: Where = {},
): Record<string, unknown> {
  demand(typeof value === 'object' && value !== null && !Array.isArray(value), reason, where)
  const keys = Object.keys(value)
  for (const key of required) demand(keys.includes(key), reason, { ...where, field: key })
  for (const key of keys) demand(required.includes(key) || optional.includes(key), reason, { ...where, field: key })
  return value as Record<string, unknown> // just shown to be an object
}

/** A list, of exactly `length` entries when given. */
export function list(value: unknown, reason: Reason, where: Where = {}, length?: number): unknown[] {
  demand(Array.isArray(value) && (length === undefined || value.length === length), reason, where)
  return value
}
