import fc from 'fast-check'
import { tracker } from '@shared/ballot/ballot'
import { checkOpening, parseOpening } from '@shared/ballot/audit'
import { checkByRebuilding } from '@shared/ballot/audit-rebuild'
import { checkBallot } from '@shared/ballot/check-ballot'
import { compactLength, fromCompact, fromWire, toCompact, toWire } from '@shared/ballot/compact'
import { sealBallot, type Choices } from '@shared/ballot/create-ballot'
import {
  checkIn,
  checkPossession,
  credentialFromString,
  makeCredential,
  makeCredentialString,
} from '@shared/ballot/credential'
import { forAgainstQuestion, makeElection, markQuestion, openElection, parseElection, type Question } from '@shared/ballot/election'
import { type Engine } from '@shared/ballot/engine'
import { prepareBallot } from '@shared/ballot/prepare'
import { group } from '@shared/ballot/group'
import { freezeRoll, onRoll, parseRoll, readOutHash } from '@shared/ballot/roll'
import { randomChoices } from '../../../scripts/ballot/simulate-election'
import { castBallot, electionOf, engine, random, refusalOf, UUID } from './support'

const question: fc.Arbitrary<Question> = fc.oneof(
  fc.constant(forAgainstQuestion('修桥')),
  fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.nat(), fc.nat(), fc.boolean())
    .map(([count, a, b, blank]) => {
      const max = 1 + (a % count)
      const answers = Array.from({ length: count }, (_, i) => `项目${i}"\\`)
      return markQuestion('选“民生”项目', answers, { min: b % (max + 1), max, blank })
    }),
)

describe('ballots of any shape', () => {
  it('are accepted by the check, and the compact form rebuilds the exact text at one length', () => {
    fc.assert(
      fc.property(fc.array(question, { minLength: 1, maxLength: 2 }), (questions) => {
        const { election } = electionOf(questions)
        const credential = makeCredential(engine, random)
        for (let i = 0; i < 2; i++) {
          const text = castBallot(election, credential, questions.map((asked) => randomChoices(asked, random)))
          expect(checkBallot(election, text).credential).toBe(credential.public)
          const compact = toCompact(election, text)
          expect(compact.length).toBe(compactLength(election))
          expect(fromCompact(election, compact)).toBe(text)
          expect(tracker(election, text)).toHaveLength(43)
        }
      }),
      { numRuns: 6 },
    )
  })

  it('twenty projects of three answers fit the wire', () => {
    const { election } = electionOf(Array.from({ length: 20 }, (_, i) => forAgainstQuestion(`项目${i}`)))
    const bytes = compactLength(election)
    expect(bytes).toBe(40033)
    expect(Math.ceil(bytes / 3) * 4).toBeLessThan(56 * 1024)
  })

  it('forty projects are the most', () => {
    const asked = (count: number): Question[] => Array.from({ length: count }, () => forAgainstQuestion('x'))
    expect(electionOf(asked(40)).election.questions).toHaveLength(40)
    expect(refusalOf(() => electionOf(asked(41)))).toMatchObject({ reason: 'election-shape', where: { field: 'questions' } })
  })

  it('the wire refuses another election, another version, a byte more or less', () => {
    const { election } = electionOf([forAgainstQuestion('甲')])
    const other = electionOf([forAgainstQuestion('乙')]).election
    const text = castBallot(election, makeCredential(engine, random), [[1, 0, 0]])
    expect(fromWire(election, toWire(election, text))).toBe(text)
    const bytes = toCompact(election, text)
    expect(refusalOf(() => fromCompact(other, bytes)).reason).toBe('ballot-election')
    expect(refusalOf(() => fromCompact(election, bytes.slice(0, -1))).where.field).toBe('length')
    expect(refusalOf(() => fromCompact(election, Uint8Array.from([...bytes, 0]))).where.field).toBe('length')
    expect(refusalOf(() => fromCompact(election, Uint8Array.from([2, ...bytes.slice(1)]))).where.field).toBe('version')
  })
})

describe('choices that are not allowed', () => {
  const { election } = electionOf([markQuestion('选', ['a', 'b', 'c'], { min: 1, max: 2, blank: true })])
  it.each([[[0, 0, 0, 0]], [[1, 1, 0, 0]], [[0, 1, 1, 1]], [[1, 0, 0]], [[0, 2, 0, 0]]])('%j', (choices) => {
    const preparation = prepareBallot(election, random(32))
    const sealed = (): unknown => sealBallot(preparation, BigInt(4), [choices as unknown as Choices])
    expect(refusalOf(sealed)).toEqual({ reason: 'choice-forbidden', where: { question: 1 } })
  })
})

describe('audit or cast', () => {
  const { election } = electionOf([
    forAgainstQuestion('修桥'),
    markQuestion('选', ['路', '灯', '井'], { min: 0, max: 2, blank: true }),
  ])
  const credential = makeCredential(engine, random)
  const choices: Choices[] = [[0, 1, 0], [0, 1, 0, 1]]
  const sealed = (): ReturnType<typeof sealBallot> => sealBallot(prepareBallot(election, random(32)), credential.public, choices)

  it('an opened ballot tells what it holds, and is never cast', () => {
    const ballot = sealed()
    const opening = parseOpening(JSON.stringify(ballot.open()))
    expect(checkOpening(election, opening, ballot.text)).toEqual([
      { question: '修桥', marked: ['反对'] },
      { question: '选', marked: ['路', '井'] },
    ])
    expect(refusalOf(() => ballot.cast(credential.secret)).reason).toBe('ballot-audited')
    expect(ballot.text).not.toContain('signature')
  })

  it('the opening alone is enough: another device makes the ballot again, and the seal tells a lie', () => {
    const opening = sealed().open()
    expect(JSON.stringify(opening).length).toBeLessThan(1000)
    expect(checkByRebuilding(election, opening)[0]).toEqual({ question: '修桥', marked: ['反对'] })
    const lie = { ...opening, choices: [[1, 0, 0], [0, 1, 0, 1]] as Choices[] } // prettier-ignore
    expect(refusalOf(() => checkByRebuilding(election, lie))).toEqual({ reason: 'ballot-opening', where: { field: 'seal' } })
    const forbidden = { ...opening, choices: [[1, 1, 0], [0, 1, 0, 1]] as Choices[] } // prettier-ignore
    expect(refusalOf(() => checkByRebuilding(election, forbidden)).reason).toBe('choice-forbidden')
  })

  it('a cast ballot shows its seal and is never opened', () => {
    const ballot = sealed()
    const text = ballot.cast(credential.secret)
    expect(text).toContain(`"signature":{"hash":"${ballot.seal}"`)
    expect(refusalOf(() => ballot.open()).reason).toBe('preparation-used')
    checkBallot(election, text)
  })

  it('a phone that encrypted something else, or lies in the opening, is found out', () => {
    const ballot = sealed()
    const opening = ballot.open()
    const lie = { ...opening, choices: [[1, 0, 0], [0, 1, 0, 1]] as Choices[] }
    expect(refusalOf(() => checkOpening(election, lie, ballot.text))).toMatchObject({ reason: 'ballot-opening', where: { question: 1, answer: 1 } })
    const seed = opening.seed.startsWith('0') ? `1${opening.seed.slice(1)}` : `0${opening.seed.slice(1)}`
    expect(refusalOf(() => checkOpening(election, { ...opening, seed }, ballot.text)).reason).toBe('ballot-opening')
    expect(refusalOf(() => checkOpening(election, opening, sealed().text)).where.field).toBe('seal')
    for (const field of ['election', 'seal', 'seed', 'credential', 'choices'] as const) {
      const { [field]: _, ...rest } = opening
      expect(refusalOf(() => parseOpening(JSON.stringify(rest))).reason).toBe('ballot-opening')
    }
  })

  it('a preparation makes one ballot', () => {
    const preparation = prepareBallot(election, random(32))
    sealBallot(preparation, credential.public, choices)
    expect(refusalOf(() => sealBallot(preparation, credential.public, choices)).reason).toBe('preparation-used')
  })

  it('another credential cannot sign it', () => {
    expect(refusalOf(() => sealed().cast(makeCredential(engine, random).secret)).reason).toBe('credential-proof')
  })
})

describe('secrecy of creation', () => {
  /** An engine that writes down every operation it is asked for. */
  function watched(): { engine: Engine; log: string[] } {
    const log: string[] = []
    const hash = (inner: ReturnType<Engine['hash']>): ReturnType<Engine['hash']> => ({
      update: (text) => (log.push('update'), hash(inner.update(text))),
      copy: () => (log.push('copy'), hash(inner.copy())),
      hex: () => (log.push('hex'), inner.hex()),
    })
    const power: Engine['power'] = (base, exponent) => (log.push('power'), engine.power(base, exponent))
    const openPower: Engine['power'] = (base, exponent) => (log.push('open'), engine.openPower(base, exponent))
    return { engine: { power, openPower, hash: () => (log.push('hash'), hash(engine.hash())), window: engine.window }, log }
  }

  it('runs the same operations for every vote', () => {
    const questions = [forAgainstQuestion('桥'), markQuestion('选', ['a', 'b', 'c'], { min: 0, max: 2, blank: true })]
    const { engine: counting, log } = watched()
    const election = openElection(electionOf(questions).election.text, counting)
    const powers = [election.g, election.y].map((table) => jest.spyOn(table, 'power'))
    const credential = makeCredential(engine, random)
    const seed = random(32)
    const votes: Choices[][] = [
      [[1, 0, 0], [1, 0, 0, 0]],
      [[0, 1, 0], [0, 0, 0, 0]],
      [[0, 0, 1], [0, 1, 1, 0]],
      [[1, 0, 0], [0, 0, 0, 1]],
    ]
    const traces = votes.map((choices) => {
      log.length = 0
      powers.forEach((spy) => spy.mockClear())
      sealBallot(prepareBallot(election, seed), credential.public, choices).cast(credential.secret)
      return JSON.stringify([log, powers.map((spy) => spy.mock.calls.length)])
    })
    expect(new Set(traces).size).toBe(1)
    expect(log.length).toBeGreaterThan(50)
  })

  it('two ballots of one vote have nothing in common but the election and the credential', () => {
    const { election } = electionOf([forAgainstQuestion('桥')])
    const credential = makeCredential(engine, random)
    const numbers = (): Set<string> => new Set(castBallot(election, credential, [[1, 0, 0]]).match(/\d{30,}/g))
    const [first, second] = [numbers(), numbers()]
    expect([...first].filter((number) => second.has(number))).toEqual([credential.public.toString()])
  })
})

describe('credentials and the roll', () => {
  it('a check-in proves possession, for this election and this key only', () => {
    const credential = makeCredential(engine, random)
    const sent = checkIn(engine, UUID, credential, random)
    expect(checkPossession(engine, UUID, sent)).toBe(credential.public)
    expect(refusalOf(() => checkPossession(engine, 'Other234567891', sent)).reason).toBe('credential-proof')
    const other = makeCredential(engine, random).public.toString()
    expect(refusalOf(() => checkPossession(engine, UUID, { ...sent, credential: other })).reason).toBe('credential-proof')
    expect(refusalOf(() => checkPossession(engine, UUID, { ...sent, credential: `0${sent.credential}` })).reason).toBe('credential-form')
  })

  it('a string form notices any one wrong character', () => {
    const text = makeCredentialString(random)
    expect(text).toMatch(/^(\w{3}-){4}\w{3}$/)
    expect(credentialFromString(engine, UUID, text).public).toBeDefined()
    for (let i = 0; i < text.length; i++) {
      const changed = text.slice(0, i) + (text[i] === 'a' ? 'b' : 'a') + text.slice(i + 1)
      expect(refusalOf(() => credentialFromString(engine, UUID, changed)).reason).toBe('credential-form')
    }
  })

  it('the roll is sorted, holds each key once, and its spoken hash hangs on every key', () => {
    const keys = Array.from({ length: 4 }, () => makeCredential(engine, random).public)
    const text = freezeRoll(keys)
    expect(freezeRoll([...keys].reverse())).toBe(text)
    const roll = parseRoll(engine, text)
    expect(roll.totalWeight).toBe(4)
    expect(keys.every((key) => onRoll(roll, key))).toBe(true)
    expect(onRoll(roll, makeCredential(engine, random).public)).toBe(false)
    const spoken = readOutHash(engine, UUID, text)
    expect(spoken).toMatch(/^\S{4} \S{4} \S{2}$/)
    expect(readOutHash(engine, UUID, freezeRoll(keys.slice(1)))).not.toBe(spoken)
    expect(refusalOf(() => freezeRoll([...keys, keys[0] ?? BigInt(1)])).reason).toBe('roll-twice')
  })

  it('refuses rolls with strangers, doubles, odd spellings', () => {
    const key = makeCredential(engine, random).public
    const { p, one } = group()
    const cases: [string, string][] = [
      [JSON.stringify([(p - key).toString()]), 'roll-member'],
      [JSON.stringify([(p - one).toString()]), 'roll-member'],
      [JSON.stringify([`${key}`, `${key},2`]), 'roll-twice'],
      [JSON.stringify([`0${key}`]), 'roll-shape'],
      [JSON.stringify([`${key},01`]), 'roll-shape'],
      [JSON.stringify([`${key},1000001`]), 'roll-shape'],
      [JSON.stringify([`${key},0`]), 'roll-shape'],
      [JSON.stringify([`${key},2,x`]), 'roll-shape'],
      [`[ "${key}"]`, 'roll-shape'],
      ['{}', 'roll-shape'],
      ['[1]', 'roll-shape'],
    ]
    for (const [text, reason] of cases) expect(refusalOf(() => parseRoll(engine, text)).reason).toBe(reason)
    expect(parseRoll(engine, JSON.stringify([`${key},3`])).totalWeight).toBe(3)
  })
})

describe('the election file', () => {
  const good = JSON.parse(electionOf([forAgainstQuestion('桥')]).election.text) as Record<string, unknown> // just made
  const asked = (good.questions as Record<string, unknown>[])[0]
  const cases: [string, unknown][] = [
    ['version', 2], ['group', 'RFC-3526-2048'], ['public_key', '01'], ['public_key', '0'], ['uuid', 'short'], ['uuid', '0OIl0OIl0OIl0OIl'],
    ['questions', []], ['questions', [{ ...asked, min: 2, max: 1 }]], ['questions', [{ ...asked, max: 4 }]], ['name', 'a\u0007'],
    ['questions', [{ ...asked, answers: [] }]], ['questions', [{ ...asked, type: 'NonHomomorphic' }]], ['name', 3], ['extra', 1],
    ['questions', [{ ...asked, blank: 'yes' }]], ['questions', [{ ...asked, min: 0.5 }]],
  ] // prettier-ignore
  it.each(cases)('refuses %s = %j', (field, value) => {
    expect(refusalOf(() => parseElection(JSON.stringify({ ...good, [field]: value }))).reason).toMatch(/^election-/)
  })

  it('refuses a key outside the group', () => {
    const { p } = group()
    const text = JSON.stringify({ ...good, public_key: (p - BigInt(String(good.public_key))).toString() })
    expect(refusalOf(() => openElection(text, engine)).reason).toBe('election-key')
  })

  it('refuses characters that another program would write differently', () => {
    const make = (name: string): string =>
      makeElection({ uuid: UUID, name, description: '', publicKey: BigInt(4), questions: [forAgainstQuestion('桥')] })
    for (const name of ['\u007f', '\n', '\ud800']) expect(refusalOf(() => make(name)).where.field).toBe('name')
  })
})
