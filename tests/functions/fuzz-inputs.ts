import fc from 'fast-check'

/** Strings that break careless programs: control and zero-width characters, right-to-left, lone halves, SQL, HTML, formulas. */
const nasty = [
  '', ' ', '\0', 'a\0b', '\u0001', '\u007f', '\uffff', '\ud800', '\udc00\ud800', '\u202e倒着写', '\u200b\u200d\ufeff', '👨‍👩‍👧‍👦🇨🇳', 'é́́́',
  "'; drop table opinion; --", '" or 1=1', '$1', '%', '_', '\\', '<script>alert(1)</script>', '=1+1', '@SUM(A1)', '+cmd|calc', '-2+3', '\t=1',
  '../../etc/passwd', '00000000-0000-0000-0000-000000000000', 'null', 'NaN', 'Infinity', '9999-99-99', '2026-02-31', '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z', 'x'.repeat(9000), '我'.repeat(8001), '\n'.repeat(100), '__proto__', 'constructor', 'eyJhIjoxfQ', 'WyIyMDI2LTAyLTMxIiwieCJd',
]

export const nastyString = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...nasty) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  // Cursors that are well-formed and hold anything.
  { weight: 2, arbitrary: fc.array(fc.oneof(fc.constantFrom(...nasty), fc.integer()), { maxLength: 3 }).map((v) => Buffer.from(JSON.stringify(v)).toString('base64url')) },
)

const deep = (levels: number): unknown => (levels === 0 ? [] : { a: deep(levels - 1) })

/** Any value at all. */
export const nastyValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: nastyString },
  { weight: 2, arbitrary: fc.constantFrom(0, -1, 1, 1e308, -1e308, 2 ** 53, 2 ** 31, 0.1, Number.NaN, Number.POSITIVE_INFINITY) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(null, undefined, true, false, [], {}, deep(500), Array(2000).fill('x'), Array(20).fill({})) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
)

type Path = readonly (string | number)[]

function pathsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at]
  return [at, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...at, key]))]
}

function withAt(value: unknown, [key, ...rest]: Path, put: unknown): unknown {
  if (key === undefined) return put
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...(value as object) }
  Object.defineProperty(copy, key, {
    value: withAt((value as Record<string, unknown> | null)?.[key as string], rest, put),
    enumerable: true,
    writable: true,
    configurable: true,
  })
  return copy
}

/** A good input with one to three of its parts, or all of it, replaced by something nasty, or with a key too many. */
export function spoiled(sample: unknown): fc.Arbitrary<unknown> {
  const paths = pathsOf(sample)
  const one = fc.tuple(fc.constantFrom(...paths), nastyValue)
  const changed = fc.array(one, { minLength: 1, maxLength: 3 }).map((changes) => changes.reduce<unknown>((v, [path, put]) => withAt(v, path, put), sample))
  const more = fc.tuple(nastyString, nastyValue).map(([key, put]) => withAt(sample, [key], put))
  return fc.oneof({ weight: 6, arbitrary: changed }, { weight: 1, arbitrary: more }, { weight: 1, arbitrary: nastyValue })
}
