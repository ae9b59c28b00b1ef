import fc from 'fast-check'
import { graphemesOf } from '@shared/domain/template-graphemes'
import { type FieldKind, checkField, fieldKindOf, fitField } from '@shared/domain/template-text'

const FREE_TEXT = ['thing', 'phrase', 'character_string', 'name'] as const

/** What breaks when cut in the wrong place, among plain text. */
const pieces = fc.constantFrom(
  '县',
  '路',
  '好',
  '𠮷',
  'a',
  'Z',
  '7',
  '９',
  ' ',
  '，',
  '。',
  '-',
  '·',
  '\n',
  '\t',
  '\u0000',
  '\u2028',
  '\u3000',
  '👩‍👩‍👧‍👦',
  '👍🏽',
  '🇨🇳',
  '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  '❤️',
  'e\u0301',
  'g\u0308\u0323',
  '각',
  '\u200b',
  '\u202e',
  '\ufeff',
  '\ud83d',
  '\udc4d',
)
const texts = fc.array(pieces, { maxLength: 60 }).map((list) => list.join(''))
const anyUnits = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
  .map((list) => String.fromCharCode(...list))

describe('fitting a value', () => {
  it.each(FREE_TEXT)('into a %s is always taken, whatever was written', (kind) => {
    fc.assert(
      fc.property(fc.oneof(texts, anyUnits), (text) => checkField(kind, fitField(kind, text)) === undefined),
      { numRuns: 500 },
    )
  })

  it.each(FREE_TEXT)('into a %s again changes nothing', (kind) => {
    fc.assert(fc.property(texts, (text) => fitField(kind, fitField(kind, text)) === fitField(kind, text)))
  })

  it('keeps whole characters of a thing', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const fitted = fitField('thing', text)
        const kept = fitted.endsWith('…') ? graphemesOf(fitted.slice(0, -1)) : graphemesOf(fitted)
        const all = new Set(graphemesOf(cleaned(text)))
        expect(fitted === '点开查看详情' || kept.every((grapheme) => all.has(grapheme))).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['thing', '县住建局已答复您的意见', '县住建局已答复您的意见'],
    ['thing', '一二三四五六七八九十一二三四五六七八九十', '一二三四五六七八九十一二三四五六七八九十'],
    ['thing', '一二三四五六七八九十一二三四五六七八九十一', '一二三四五六七八九十一二三四五六七八九…'],
    ['thing', '路灯坏了\r\n已经\t半年', '路灯坏了 已经 半年'],
    ['thing', ' \u200b\n ', '点开查看详情'],
    ['thing', `一二三四五六七八九十一二三四五六七八👩‍👩‍👧‍👦吃饭`, '一二三四五六七八九十一二三四五六七八…'],
    ['thing', `一二三四五六七八九十一二三四五六七🇨🇳很好`, '一二三四五六七八九十一二三四五六七…'],
    ['thing', `e${'\u0301'.repeat(40)}`, '…'],
    ['phrase', '办理中', '办理中'],
    ['phrase', '正在办理（延期）', '正在办理延'],
    ['phrase', 'OK 👍', '有新进展'],
    ['character_string', '4821 0937 5526', '4821-0937-5526'],
    ['character_string', 'ＡＢ１２', 'AB12'],
    ['character_string', '无', '-'],
    ['character_string', 'x'.repeat(40), `${'x'.repeat(29)}...`],
    ['name', '王秀英', '王秀英'],
    ['name', '阿卜杜热合曼·艾合买提江', '阿卜杜热合曼·艾合买'],
    ['name', '住建局2科', '住建局二科'],
    ['name', '👵', '未署名'],
    ['name', 'Alexandra Konstantinova-Smith', 'Alexandra Konstantin'],
  ] as const)('%s of %j is %j', (kind, value, fitted) => {
    expect(fitField(kind, value)).toBe(fitted)
  })

  it.each([
    ['number', '3.5'],
    ['amount', '¥12.50'],
    ['amount', '300元'],
    ['phone_number', '+86-0311-66888866'],
    ['time', '15:01'],
    ['time', '2026年3月12日 15:01'],
    ['date', '2026年3月12日'],
    ['date', '2026-03-12 15:01:30'],
    ['date', '2026年3月1日~2026年3月12日'],
  ] as const)('%s of %j stays as it is', (kind, value) => {
    expect(fitField(kind, ` ${value}\n`)).toBe(value)
  })

  it.each([
    ['number', '七'],
    ['number', ''],
    ['amount', '12345678901'],
    ['phone_number', '无'],
    ['time', '下午三点'],
    ['time', '2026年3月12日'],
    ['date', '2026年13月12日'],
    ['date', '2026-03/12'],
  ] as const)('a %s is a fact and is not made up from %j', (kind, value) => {
    expect(() => fitField(kind, value)).toThrow(RangeError)
  })
})

describe('the platform’s refusal', () => {
  it.each<[FieldKind, string, string | undefined]>([
    ['thing', '', 'is empty'],
    ['thing', '  ', 'is empty'],
    ['thing', '二十个字以内', undefined],
    ['thing', '字'.repeat(21), 'invalid'],
    ['thing', '两\n行', 'invalid'],
    ['thing', '\ud83d', 'invalid'],
    ['phrase', '五个汉字内', undefined],
    ['phrase', '六个汉字不行', 'invalid'],
    ['phrase', '办理A', 'invalid'],
    ['character_string', 'QL-2026/0001', undefined],
    ['character_string', '编号1', 'invalid'],
    ['character_string', '1'.repeat(33), 'invalid'],
    ['number', '1'.repeat(32), undefined],
    ['number', '1'.repeat(33), 'invalid'],
    ['number', '1,000', 'invalid'],
    ['name', '王'.repeat(10), undefined],
    ['name', '王'.repeat(11), 'invalid'],
    ['name', 'a'.repeat(20), undefined],
    ['name', 'a'.repeat(21), 'invalid'],
    ['name', '王2', 'invalid'],
    ['phone_number', '138 0000 0000', 'invalid'],
    ['time', '24:00', 'invalid'],
    ['time', '9:05', undefined],
    ['date', '3月12日', undefined],
    ['date', '2026.03.12', undefined],
    ['date', '今天', 'invalid'],
    ['date', '2026年3月1日~2026年3月2日~2026年3月3日', 'invalid'],
  ])('of a %s %j: %s', (kind, value, problem) => {
    expect(checkField(kind, value)).toBe(problem)
  })

  it.each([
    ['thing1', 'thing'],
    ['thing01', 'thing'],
    ['character_string12', 'character_string'],
    ['phone_number3', 'phone_number'],
    ['thing', undefined],
    ['const1', undefined],
    ['toString1', undefined],
    ['Thing1', undefined],
  ])('the key %s is of kind %s', (key, kind) => {
    expect(fieldKindOf(key)).toBe(kind)
  })
})

describe('splitting into characters', () => {
  it('without Intl.Segmenter never breaks a character it would keep', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const whole = text.replace(/[\p{Cc}\p{Cs}\p{Zl}\u200b\u202e\ufeff]/gu, '')
        const places = (list: readonly string[]): Set<number> => {
          const ends = new Set<number>()
          list.reduce((end, part) => (ends.add(end + part.length), end + part.length), 0)
          return ends
        }
        const real = places(graphemesOf(whole))
        expect([...places(graphemesOf(whole, false))].filter((end) => !real.has(end))).toEqual([])
        expect(graphemesOf(whole, false).join('')).toBe(whole)
      }),
      { numRuns: 1000 },
    )
  })

  it.each([
    ['🇨🇳🇨🇳', ['🇨🇳', '🇨🇳']],
    ['👍🏽好', ['👍🏽', '好']],
    ['👩‍👩‍👧‍👦a', ['👩‍👩‍👧‍👦', 'a']],
    ['e\u0301e', ['e\u0301', 'e']],
    ['\u1100\u1161\u11a8\u1100\u1161', ['\u1100\u1161\u11a8', '\u1100\u1161']],
    ['', []],
  ])('without Intl.Segmenter splits %s as people see it', (text, graphemes) => {
    expect(graphemesOf(text, false)).toEqual(graphemes)
  })
})

/** What `fitField` may choose from: the text on one line without what nobody sees. */
function cleaned(text: string): string {
  const visible = text.replace(/[\u200b\u202e\ufeff]|\p{Cs}/gu, '')
  return visible.replace(/[\p{Cc}\s]+/gu, ' ').trim()
}
