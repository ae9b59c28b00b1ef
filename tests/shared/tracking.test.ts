import fc from 'fast-check'
import {
  SLIP_RANDOM_DIGITS,
  TRACKING_RANDOM_DIGITS,
  digitsFrom,
  makeSlipCode,
  makeTrackingNumber,
  readSlipCode,
  readTrackingNumber,
  sayTrackingNumber,
  saySlipCode,
} from '@shared/domain/tracking'

const digits = (length: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((list) => list.join(''))

const kinds = [
  ['tracking number', TRACKING_RANDOM_DIGITS, makeTrackingNumber, readTrackingNumber, sayTrackingNumber],
  ['slip code', SLIP_RANDOM_DIGITS, makeSlipCode, readSlipCode, saySlipCode],
] as const

describe.each(kinds)('a %s', (_, randomDigits, make, read, say) => {
  const numbers = digits(randomDigits).map(make)

  it('is read back as it was made, and as it is shown', () => {
    fc.assert(
      fc.property(numbers, (number) => {
        expect(number).toMatch(/^\d+$/)
        expect(number).toHaveLength(randomDigits + 1)
        expect(read(number)).toEqual({ ok: true, number })
        expect(say(number)).toMatch(/^\d{4}( \d{4})+$/)
        expect(read(say(number))).toEqual({ ok: true, number })
      }),
    )
  })

  it('finds every single wrong digit at every place', () => {
    fc.assert(
      fc.property(numbers, (number) => {
        for (let at = 0; at < number.length; at += 1) {
          for (let digit = 0; digit <= 9; digit += 1) {
            if (String(digit) === number.charAt(at)) continue
            const wrong = `${number.slice(0, at)}${digit}${number.slice(at + 1)}`
            expect(read(wrong)).toEqual({ ok: false, problem: 'check' })
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  it('finds every swap of two neighbours at every place', () => {
    fc.assert(
      fc.property(numbers, (number) => {
        for (let at = 0; at + 1 < number.length; at += 1) {
          const [one, two] = [number.charAt(at), number.charAt(at + 1)]
          if (one === two) continue
          const swapped = `${number.slice(0, at)}${two}${one}${number.slice(at + 2)}`
          expect(read(swapped)).toEqual({ ok: false, problem: 'check' })
        }
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['one digit short', (number: string) => number.slice(1), 'length'],
    ['one digit long', (number: string) => `${number}0`, 'length'],
    ['empty', () => '', 'length'],
    ['with a letter O for a zero', (number: string) => `O${number.slice(1)}`, 'characters'],
    ['with a unit, as in 四十八', (number: string) => `十${number.slice(1)}`, 'characters'],
  ] as const)('is refused %s', (_why, spoil, problem) => {
    expect(read(spoil(make('1'.repeat(randomDigits))))).toEqual({ ok: false, problem })
  })

  it('is made of exactly so many ASCII digits', () => {
    for (const wrong of ['1'.repeat(randomDigits - 1), '1'.repeat(randomDigits + 1), '一'.repeat(randomDigits)]) {
      expect(() => make(wrong)).toThrow(RangeError)
    }
  })
})

describe('the check digit', () => {
  it.each(['5724', '112946'])('is that of the published example %s', (example) => {
    const number = example.padStart(12, '0')
    expect(makeTrackingNumber(number.slice(0, -1))).toBe(number)
  })

  it('finds all 90 swaps in each of its 10 states, at the start and in the middle', () => {
    for (let before = 0; before < 1000; before += 1) {
      for (const start of ['', '4821']) {
        const random = `${start}${String(before).padStart(3, '0')}`.padEnd(TRACKING_RANDOM_DIGITS, '7')
        const number = makeTrackingNumber(random)
        const at = start.length + 1
        const [one, two] = [number.charAt(at), number.charAt(at + 1)]
        if (one === two) continue
        expect(readTrackingNumber(number.slice(0, at) + two + one + number.slice(at + 2)).ok).toBe(false)
      }
    }
  })
})

describe('what people type', () => {
  const number = makeTrackingNumber('48210937552')
  const [a, b, c] = [number.slice(0, 4), number.slice(4, 8), number.slice(8)]
  const chinese = (text: string, numerals: string): string =>
    text.replace(/\d/g, (digit) => numerals.charAt(Number(digit)))

  it.each([
    ['in fours', `${a} ${b} ${c}`],
    ['with dashes', `${a}-${b}-${c}`],
    ['with long and short dashes', `${a}—${b}–${c}`],
    ['with other separators', `${a}.${b}，${c}。`],
    ['in full width', chinese(number, '０１２３４５６７８９')],
    ['with full-width spaces', `${a}　${b}　${c}`],
    ['in numerals', chinese(number, '〇一二三四五六七八九')],
    ['as spoken on the phone', chinese(number, '零幺两三四五六七八九')],
    ['in banking numerals', chinese(number, '零壹贰叁肆伍陆柒捌玖')],
    ['mixed', `${a} ${chinese(b, '零幺二三四五六七八九')} ${chinese(c, '０１２３４５６７８９')}`],
    ['copied out of a chat', `\u200e${a}\u00a0${b}\u200b${c}\ufeff\n`],
  ])('%s is read', (_, typed) => {
    expect(readTrackingNumber(typed)).toEqual({ ok: true, number })
  })

  it('is never taken for a number of the other kind', () => {
    expect(readSlipCode(number)).toEqual({ ok: false, problem: 'length' })
    expect(readTrackingNumber(makeSlipCode('482109375521840'))).toEqual({ ok: false, problem: 'length' })
  })

  it('whatever it is, never throws', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 40 }),
        (typed) => typeof readTrackingNumber(typed).ok === 'boolean',
      ),
    )
  })
})

describe('digits from random bytes', () => {
  it('takes every byte value below 250 equally often to each digit, and none above', () => {
    const taken = new Map<string, number>()
    for (let byte = 0; byte < 256; byte += 1) {
      const digit = digitsFrom(Uint8Array.of(byte), 1) ?? 'thrown away'
      taken.set(digit, (taken.get(digit) ?? 0) + 1)
    }
    expect(Object.fromEntries(taken)).toEqual({
      ...Object.fromEntries(Array.from({ length: 10 }, (_, digit) => [String(digit), 25])),
      'thrown away': 6,
    })
  })

  it('skips thrown-away bytes, stops when it has enough, and says when it has not', () => {
    expect(digitsFrom(Uint8Array.of(255, 17, 250, 3, 9), 2)).toBe('73')
    expect(digitsFrom(Uint8Array.of(255, 17), 2)).toBeUndefined()
    expect(digitsFrom(new Uint8Array(0), 1)).toBeUndefined()
  })
})
