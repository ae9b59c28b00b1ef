import { createHash, createHmac, pbkdf2Sync } from 'node:crypto'
import fc from 'fast-check'
import { fromBase64, toBase64 } from '@shared/ballot/base64'
import { FixedBase, generatorTable, isMember, plainEngine, plainPower } from '@shared/ballot/engine'
import { group, invert, modulo, multiply } from '@shared/ballot/group'
import { MemberBatch } from '@shared/ballot/member-batch'
import { parseDecimal, parseExponent } from '@shared/ballot/numbers'
import { drawnBefore, fromHex, randomBelow, randomExponent, toHex } from '@shared/ballot/random'
import { hexToByteString, hmac, plainHash, stretchKey } from '@shared/ballot/sha256'
import { votingSupport, UNABLE_WORDS } from '@shared/ballot/support'
import { fromBytes, toBytes } from '@shared/ballot/utf8'
import { engine, random, refusalOf } from './support'

const { p, q, g, one } = group()

/** An element of the given small order: what a cheat would multiply a ciphertext by. */
function elementOfOrder(order: number): bigint {
  for (let base = 2; ; base++) {
    const x = plainPower(BigInt(base), (p - one) / BigInt(order))
    if (x !== one) return x
  }
}

describe('hashes against Node', () => {
  it('SHA-256 of any text, in any pieces, and copied midway', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 6 }), fc.string({ unit: 'grapheme' }), (pieces, tail) => {
        const hash = plainHash()
        for (const piece of pieces) hash.update(piece)
        const copy = hash.copy().update(tail)
        const expected = (text: string): string => createHash('sha256').update(text).digest('hex')
        expect(copy.hex()).toBe(expected(pieces.join('') + tail))
        expect(hash.hex()).toBe(expected(pieces.join('')))
      }),
    )
  })

  it.each([55, 56, 63, 64, 119, 120, 4400])('SHA-256 at the edge of a block: %i bytes', (length) => {
    const text = 'x'.repeat(length)
    expect(plainHash().update(text).hex()).toBe(createHash('sha256').update(text).digest('hex'))
  })

  it('HMAC and PBKDF2', () => {
    const bytes = hmac('钥'.repeat(1).replace('钥', 'k'.repeat(80)))('message')
    const hex = toHex(Uint8Array.from(bytes, (character) => character.charCodeAt(0)))
    expect(hex).toBe(createHmac('sha256', 'k'.repeat(80)).update('message').digest('hex'))
    expect(stretchKey('密码', 'salt', 7)).toBe(pbkdf2Sync('密码', 'salt', 7, 32, 'sha256').toString('hex'))
    expect(hexToByteString('00ff41')).toBe('\0\xffA')
  })
})

describe('encodings', () => {
  it('UTF-8 and Base64 go there and back, as Node does them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.uint8Array(), (text, bytes) => {
        expect(Buffer.from(toBytes(text))).toEqual(Buffer.from(text, 'utf8'))
        expect(fromBytes(toBytes(text))).toBe(text)
        expect(toBase64(bytes, true)).toBe(Buffer.from(bytes).toString('base64'))
        expect([...fromBase64(toBase64(bytes))]).toEqual([...bytes])
        expect([...fromHex(toHex(bytes))]).toEqual([...bytes])
      }),
    )
  })

  it('refuses bytes that are no text and Base64 with loose bits', () => {
    for (const bytes of [[0xc0, 0x80], [0xff], [0xed, 0xa0, 0x80], [0xe4, 0xb8]]) {
      expect(refusalOf(() => fromBytes(Uint8Array.from(bytes))).reason).toBe('text-form')
    }
    expect(refusalOf(() => toBytes('\ud800')).reason).toBe('text-form')
    expect(refusalOf(() => fromBase64('AB')).reason).toBe('text-form')
    expect(refusalOf(() => fromBase64('A?==')).reason).toBe('text-form')
  })

  it('numbers have one form', () => {
    expect(parseDecimal('0')).toBe(BigInt(0))
    for (const text of ['', '00', '01', '-1', '+1', ' 1', '1.0', '1e3', '0x1', 1, null]) {
      expect(refusalOf(() => parseDecimal(text)).reason).toBe('number-form')
    }
    expect(refusalOf(() => parseExponent(q.toString())).reason).toBe('number-form')
  })
})

describe('powers', () => {
  const plain = plainEngine(5)

  it('OpenSSL, plain windows and tables give the same, at the edges too', () => {
    const bases = [one, BigInt(2), g, p - one, multiply(g, g)]
    const exponents = [BigInt(0), one, BigInt(3), q - one, q, q + one]
    for (const base of bases) {
      for (const exponent of exponents) {
        expect(engine.power(base, exponent)).toBe(plainPower(base, exponent))
        expect(engine.openPower(base, exponent)).toBe(plainPower(base, exponent))
      }
    }
    fc.assert(
      fc.property(fc.bigInt({ min: BigInt(1), max: p - one }), fc.bigInt({ min: BigInt(0), max: q - one }), (base, exponent) => {
        const expected = plain.power(base, exponent)
        expect(engine.power(base, exponent)).toBe(expected)
        expect(engine.openPower(base, exponent)).toBe(expected)
        expect(new FixedBase(base, 3).power(exponent)).toBe(expected)
      }),
      { numRuns: 5 },
    )
  })

  it('inverses', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: BigInt(1), max: q - one }), (a) => {
        expect(modulo(a * invert(a, q), q)).toBe(one)
      }),
    )
    expect(multiply(g, invert(g, p))).toBe(one)
    expect(() => invert(q, q)).toThrow(RangeError)
  })

  it('membership refuses small orders, alone and in a batch that names the stranger', () => {
    const member = (): bigint => generatorTable(engine.window).power(randomExponent(random))
    for (const order of [2, 3, 6]) {
      const stranger = multiply(member(), elementOfOrder(order))
      expect(isMember(engine, member())).toBe(true)
      expect(isMember(engine, stranger)).toBe(false)
      const batch = new MemberBatch(engine, random)
      for (let i = 0; i < 13; i++) batch.add(i === 7 ? stranger : member(), { member: i })
      expect(refusalOf(() => batch.flush())).toEqual({ reason: 'ballot-member', where: { member: 7 } })
    }
    const clean = new MemberBatch(engine, random)
    for (let i = 0; i < 11; i++) clean.add(member(), {})
    clean.flush()
    expect(refusalOf(() => clean.add(p, { member: 3 })).where).toEqual({ member: 3 })
    for (const x of [BigInt(0), p, p + one]) expect(isMember(engine, x)).toBe(false)
  })

  it('two strangers that cancel each other are still found', () => {
    const minus = p - one
    const batch = new MemberBatch(engine, random)
    batch.add(multiply(g, minus), { member: 1 })
    batch.add(multiply(g, minus), { member: 2 })
    expect(refusalOf(() => batch.flush()).where).toEqual({ member: 1 })
  })
})

describe('randomness and support', () => {
  it('bytes drawn before are each given once and wiped', () => {
    const pool = Uint8Array.from({ length: 100 }, (_, i) => i + 1)
    const draw = drawnBefore(pool)
    expect([...draw(3)]).toEqual([1, 2, 3])
    expect([...draw(2)]).toEqual([4, 5])
    expect([...pool.slice(0, 5)]).toEqual([0, 0, 0, 0, 0])
    expect(() => draw(96)).toThrow(RangeError)
    expect(() => randomExponent(drawnBefore(new Uint8Array(47)))).toThrow(RangeError)
  })

  it('whole numbers are drawn without favour', () => {
    const stream = drawnBefore(Uint8Array.from([255, 254, 232, 231, 0]))
    expect([randomBelow(stream, 58), randomBelow(stream, 58)]).toEqual([231 % 58, 0])
  })

  it('a phone without whole numbers of any size is told so', () => {
    expect(votingSupport()).toMatchObject({ able: true })
    expect(votingSupport({})).toEqual({ able: false, words: UNABLE_WORDS })
    expect(votingSupport({ BigInt: (text: string) => Number(text) })).toMatchObject({ able: false })
    expect(votingSupport({ BigInt: () => { throw new Error('shim') } })).toMatchObject({ able: false }) // prettier-ignore
  })
})
