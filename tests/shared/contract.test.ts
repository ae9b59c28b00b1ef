import fc from 'fast-check'
import { roles } from '@shared/contract/action'
import { envelope } from '@shared/contract/envelope'
import { phone, words } from '@shared/contract/pieces'
import { commonRefusals, refusal, refusalTexts, type RefusalCode } from '@shared/contract/refusals'
import { contract, rooms } from '@shared/contract/registry'
import { z } from '@shared/contract/zod'

const chinese = /[\u4e00-\u9fff]/
const actions = Object.entries(contract)

/** A value that a schema accepts, made out of the schema itself: the least of everything. */
function least(schema: z.ZodType): unknown {
  const candidates: unknown[] = [
    undefined, true, 1, 2, '有话', '13800138000', '6f1d3f0e-7f0a-4d53-9a53-0d6f3a3b1c11', '2026-03-12', '0123', [],
    ['6f1d3f0e-7f0a-4d53-9a53-0d6f3a3b1c11'], {},
  ]
  const direct = candidates.find((value) => schema.safeParse(value).success)
  if (direct !== undefined || schema.safeParse(undefined).success) return direct
  if (schema instanceof z.ZodObject) {
    // zod types a shape loosely; its values are schemas.
    const shape = schema.shape as Record<string, z.ZodType>
    return Object.fromEntries(Object.entries(shape).map(([key, part]) => [key, least(part)]))
  }
  if (schema instanceof z.ZodDiscriminatedUnion) return least(schema.options[0] as z.ZodType) // the options are schemas
  if (schema instanceof z.ZodEnum) return schema.options[0]
  if (schema instanceof z.ZodLiteral) return schema.value
  if (schema instanceof z.ZodArray) return [least(schema.element as z.ZodType)] // the element is a schema
  return undefined
}

describe.each(actions)('%s', (name, spec) => {
  test('belongs to the room its name begins with, and says in Chinese what it does', () => {
    const room = name.slice(0, name.indexOf('.'))
    expect(Object.keys(rooms)).toContain(room)
    // The room was just found among the rooms.
    expect(Object.keys(rooms[room as keyof typeof rooms])).toContain(name)
    expect(spec.does).toMatch(chinese)
    expect(name).toMatch(/^[a-z]+\.[a-z][a-zA-Z]+$/)
  })

  test('names who may, each once, and refusals that exist, each once', () => {
    expect(spec.who.length).toBeGreaterThan(0)
    expect(new Set(spec.who).size).toBe(spec.who.length)
    for (const role of spec.who) expect(Object.keys(roles)).toContain(role)
    const refusals: readonly string[] = spec.refusals
    expect(new Set(refusals).size).toBe(refusals.length)
    for (const code of refusals) expect(Object.keys(refusalTexts)).toContain(code)
    // What serve refuses for every action is not declared again.
    for (const code of commonRefusals) expect(refusals).not.toContain(code)
  })

  test('accepts a proper input and refuses it with an unknown key', () => {
    const input = least(spec.input)
    expect(spec.input.safeParse(input).error?.issues ?? []).toEqual([])
    // Every input is an object.
    const more = { ...(input as object), surprise: 1 }
    expect(spec.input.safeParse(more).error?.issues[0]).toMatchObject({ code: 'unrecognized_keys', keys: ['surprise'] })
  })

  test('answers any JSON with a yes or a no, never an exception', () => {
    const near = fc.dictionary(fc.constantFrom('surprise', ...Object.keys(spec.input.shape)), fc.jsonValue())
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), near), (value) => {
        const read = spec.input.safeParse(value)
        if (!read.success) expect(read.error.issues.length).toBeGreaterThan(0)
      }),
      { numRuns: 60 },
    )
  })
})

test('the contract is its rooms, and nothing has two homes', () => {
  const inRooms = Object.values(rooms).flatMap((room) => Object.keys(room))
  expect(inRooms.sort()).toEqual(Object.keys(contract).sort())
  expect(new Set(inRooms).size).toBe(inRooms.length)
})

/** Writes that cannot fail but by what serve refuses for everybody: they only add to, or mark, what is one's own. */
const alwaysPossible = ['notice.read', 'notice.consent', 'people.signInStart', 'people.signInPoll']

test('every other write foresees how it can fail', () => {
  const careless = actions.filter(([, spec]) => spec.write && spec.refusals.length === 0).map(([name]) => name)
  expect(careless.sort()).toEqual([...alwaysPossible].sort())
})

test('a write that moves a case names the version its author saw, and can be told that it moved on', () => {
  for (const [name, spec] of actions) {
    const seesVersion = 'version' in spec.input.shape
    const refusals: readonly string[] = spec.refusals
    expect([name, refusals.includes('MOVED_ON')]).toEqual([name, seesVersion])
  }
})

test('a visitor can look, rate by proof and sign in, and write nothing else', () => {
  const writes = actions.filter(([, spec]) => spec.write && (spec.who as readonly string[]).includes('visitor'))
  expect(writes.map(([name]) => name)).toEqual(['opinion.rateTracked', 'people.signInStart', 'people.signInPoll'])
})

describe('a refusal', () => {
  // Every text gets the details that any of them may ask for.
  const details = { incident: 'a1b2', until: '今天 14:30', now: '待受理', last: '已受理', earliest: '3月1日', latest: '3月9日', most: '10MB' }
  test.each(Object.keys(refusalTexts) as RefusalCode[])('%s has a whole Chinese text', (code) => { // the record's own keys
    const say = refusalTexts[code] as (d: typeof details) => string // a text takes some of the details
    const text = say(details)
    expect(text).toMatch(chinese)
    expect(text).toMatch(/。$/)
    expect(text).not.toMatch(/undefined|null|\[object/)
  })

  test('crosses the wire as plain data', () => {
    const refused = refusal('NOT_OPEN', { now: '已办结' })
    expect(JSON.parse(JSON.stringify(refused))).toEqual(refused)
    expect(refused).toEqual({ code: 'NOT_OPEN', text: '这件事现在是“已办结”，不能这样办。请刷新后再看。' })
  })

  test('is declared by some action, unless serve makes it', () => {
    const declared = new Set<string>([...commonRefusals, ...actions.flatMap(([, spec]) => [...spec.refusals])])
    expect(Object.keys(refusalTexts).filter((code) => !declared.has(code))).toEqual([])
  })
})

describe('zod', () => {
  test('never compiles code: WeChat forbids it', () => {
    expect(z.config().jitless).toBe(true)
  })

  test('parses where Function is not to be had', () => {
    const original = globalThis.Function
    const asked = jest.fn(() => {
      throw new Error('Function was asked for')
    })
    // A stand-in for the phone, where calling Function does nothing good.
    globalThis.Function = asked as unknown as FunctionConstructor
    try {
      expect(z.strictObject({ a: words(3) }).safeParse({ a: '好' }).success).toBe(true)
      expect(contract['opinion.submit'].input.safeParse({}).success).toBe(false)
    } finally {
      globalThis.Function = original
    }
    expect(asked).not.toHaveBeenCalled()
  })
})

describe('the envelope', () => {
  const id = '6f1d3f0e-7f0a-4d53-9a53-0d6f3a3b1c11'
  test('has no place for who calls', () => {
    for (const key of ['openid', 'personId', 'actor', 'role', 'congressId']) {
      expect(envelope.safeParse({ action: 'opinion.mine', input: {}, [key]: id }).success).toBe(false)
    }
    expect(envelope.safeParse({ action: 'opinion.mine', input: {}, requestId: id, seat: id }).success).toBe(true)
  })
})

describe('words()', () => {
  const read = (text: unknown, most = 5, empty?: string) => words(most, empty).safeParse(text)

  test.each([
    ['trims and joins the ends of lines', ' 一\r\n二\r三 ', '一\n二\n三'],
    ['counts what people see typed, not code units', '😀😀😀😀😀', '😀😀😀😀😀'],
    ['keeps a rare character', '𠮷野家', '𠮷野家'],
    ['keeps a tab inside', '一\t二', '一\t二'],
    ['may be empty', '  ', ''],
    ['full-width spaces are spaces', '　好　', '好'],
  ])('%s', (_, given, kept) => {
    expect(read(given)).toMatchObject({ success: true, data: kept })
  })

  test.each([
    ['too long', '一二三四五六', '最多5个字，请删减一些'],
    ['a null character', 'a\u0000b', '里面有无法识别的字符，请删掉后重新输入'],
    ['a backspace', 'a\u0008b', '里面有无法识别的字符，请删掉后重新输入'],
    ['half of a pair, first', 'a\ud83d', '里面有无法识别的字符，请删掉后重新输入'],
    ['half of a pair, second', '\ude00a', '里面有无法识别的字符，请删掉后重新输入'],
    ['a non-character', 'a\uffff', '里面有无法识别的字符，请删掉后重新输入'],
  ])('refuses %s', (_, given, text) => {
    expect(read(given).error?.issues.map((issue) => issue.message)).toContain(text)
  })

  test('asks for something where something is needed', () => {
    expect(read(' \n ', 5, '请写一句').error?.issues[0]?.message).toBe('请写一句')
    expect(read(7).success).toBe(false)
  })

  test('what it keeps, it keeps again unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (text) => {
        const once = read(text, 12)
        if (once.success) expect(read(once.data, 12)).toMatchObject({ success: true, data: once.data })
      }),
    )
  })
})

describe('phone()', () => {
  test.each([
    ['13800138000', '13800138000'],
    ['138 0013 8000', '13800138000'],
    ['138-0013-8000', '13800138000'],
    ['+86 138 0013 8000', '13800138000'],
    ['8613800138000', '13800138000'],
    ['(0311) 8765 4321', '031187654321'],
    ['0311－87654321', '031187654321'],
    ['010-12345678', '01012345678'],
    ['8765432', '8765432'],
  ])('%s is %s', (given, kept) => {
    expect(phone.safeParse(given)).toMatchObject({ success: true, data: kept })
  })

  test.each(['', '12345', '1380013800', '138001380000', '12800138000', '电话', '13800138000a', '+1 415 555 0100', '1'.repeat(40)])(
    '%s is refused',
    (given) => {
      expect(phone.safeParse(given).error?.issues[0]?.message).toBe('电话号码不对，请检查位数')
    },
  )
})
