import fc from 'fast-check'
import {
  countPoll,
  electronicChannel,
  nextRound,
  quorumOf,
  USUAL_RULES,
  votesToPass,
  type CountingRules,
  type Outcome,
} from '@shared/domain/counting'
import { type Attendance, type Channel, type Votes } from '@shared/domain/counting-sheet'
import { sayOutcome } from '@shared/domain/counting-words'

const PROJECTS = ['修路', '建桥', '路灯', '养老']
const yes = (count: number): Votes => ({ for: count, against: 0, abstain: 0 })
const channel = (ballots: number, votes: Record<string, Votes>, more: Partial<Channel> = {}): Channel => ({
  issued: ballots, returned: ballots, invalid: 0, blank: 0, votes, ...more,
}) // prettier-ignore
const none = (projects: readonly string[]): Record<string, Votes> => Object.fromEntries(projects.map((project) => [project, yes(0)]))
const EMPTY = channel(0, none(PROJECTS))
const mark: CountingRules = { ...USUAL_RULES, form: { kind: 'mark', least: 0, most: 4 }, seats: 2 }
const each: CountingRules = { ...USUAL_RULES, form: { kind: 'each' }, seats: 4 }
const HALL: Attendance = { entitled: 120, present: 100 }

/** Counts marks by project on 100 paper ballots, each with at least one mark. */
function counted(rules: CountingRules, counts: readonly number[], attendance = HALL): Extract<Outcome, { kind: 'counted' }> {
  const votes = Object.fromEntries(PROJECTS.map((project, i) => [project, yes(counts[i] ?? 0)]))
  const outcome = countPoll(rules, PROJECTS, attendance, { paper: channel(attendance.present, votes), electronic: EMPTY })
  if (outcome.kind !== 'counted') throw new Error(JSON.stringify(outcome))
  return outcome
}
const fates = (outcome: { placings: readonly { project: string; fate: string }[] }): Record<string, string> =>
  Object.fromEntries(outcome.placings.map(({ project, fate }) => [project, fate]))

describe('majorities', () => {
  it.each([
    [120, 80], [119, 80], [121, 81], [3, 2], [1, 1], [300, 200],
  ])('of %i deputies, %i make a quorum of two thirds', (entitled, present) => expect(quorumOf(mark, entitled)).toBe(present)) // prettier-ignore

  it.each([
    ['entitled', 120, 100, 61], ['entitled', 121, 100, 61], ['present', 120, 100, 51], ['present', 120, 101, 51],
  ] as const)('more than half of %s (%i, %i): %i', (base, entitled, present, needed) => {
    expect(votesToPass({ ...mark, passing: { of: 1, outOf: 2, base } }, { entitled, present })).toBe(needed)
  }) // prettier-ignore

  it('two thirds of the deputies, not more than two thirds, when a setting says so', () => {
    expect(votesToPass({ ...mark, passing: { of: 2, outOf: 3, base: 'entitled' } }, { entitled: 120, present: 120 })).toBe(81)
  })

  it('half of all deputies does not pass, one more does; of those present fewer are enough', () => {
    expect(fates(counted(mark, [60, 61, 20, 10]))).toMatchObject({ 修路: 'notPassed', 建桥: 'adopted' })
    const present: CountingRules = { ...mark, passing: { of: 1, outOf: 2, base: 'present' } }
    expect(fates(counted(present, [51, 50, 20, 10]))).toMatchObject({ 修路: 'adopted', 建桥: 'notPassed' })
  })
})

describe('who is in', () => {
  it('more pass than seats: the most votes win', () => {
    const outcome = counted(mark, [90, 70, 80, 5])
    expect(fates(outcome)).toEqual({ 修路: 'adopted', 路灯: 'adopted', 建桥: 'outvoted', 养老: 'notPassed' })
    expect(outcome.placings.map(({ rank }) => rank)).toEqual([1, 2, 3, 4])
    expect(outcome.next).toEqual({ kind: 'done' })
  })

  it('a tie at the cut: another round among the tied for the places left', () => {
    const outcome = counted(mark, [90, 70, 70, 5])
    expect(fates(outcome)).toEqual({ 修路: 'adopted', 建桥: 'tied', 路灯: 'tied', 养老: 'notPassed' })
    expect(outcome.next).toEqual({ kind: 'roundAmongTied', projects: ['建桥', '路灯'], seats: 1 })
    expect(nextRound(mark, outcome.next)).toMatchObject({ projects: ['建桥', '路灯'], rules: { seats: 1, form: { kind: 'mark', most: 1 } } })
  })

  it('a tie of three over two seats with nobody above', () => {
    expect(counted(mark, [70, 70, 70, 5]).next).toEqual({ kind: 'roundAmongTied', projects: ['修路', '建桥', '路灯'], seats: 2 })
  })

  it('a tie that the seats can hold is no tie', () => {
    expect(counted(mark, [90, 90, 70, 70]).next).toEqual({ kind: 'done' })
    expect(fates(counted({ ...mark, seats: 4 }, [70, 70, 70, 70]))).toMatchObject({ 修路: 'adopted', 养老: 'adopted' })
  })

  it('a tie below the passing line decides nothing', () => {
    expect(counted({ ...mark, seats: 1 }, [90, 50, 50, 0]).next).toEqual({ kind: 'done' })
  })

  it('too few pass: the presidium decides, or the places stay vacant', () => {
    const outcome = counted(mark, [90, 60, 50, 5])
    expect(outcome.next).toEqual({ kind: 'presidiumDecides', projects: ['建桥', '路灯', '养老'], seats: 1 })
    expect(nextRound(mark, outcome.next)?.projects).toHaveLength(3)
    const vacant = counted({ ...mark, tooFew: 'vacant' }, [90, 60, 50, 5]).next
    expect(vacant).toEqual({ kind: 'leftVacant', seats: 1 })
    expect(nextRound(mark, vacant)).toBeUndefined()
  })
})

describe('votes that cannot be counted', () => {
  const paper = channel(70, { ...none(PROJECTS), 修路: yes(70) })

  it('no quorum, no vote', () => {
    const outcome = countPoll(mark, PROJECTS, { entitled: 120, present: 79 }, { paper, electronic: EMPTY })
    expect(outcome).toMatchObject({ kind: 'noQuorum', needed: 80 })
  })

  it('more returned than issued voids the whole, even when the other channel hides it', () => {
    const over = { ...paper, issued: 69 }
    expect(countPoll(mark, PROJECTS, HALL, { paper: over, electronic: EMPTY }).kind).toBe('void')
    const unused = { ...EMPTY, issued: 20 }
    expect(countPoll(mark, PROJECTS, HALL, { paper: over, electronic: unused }).kind).toBe('void')
    expect(countPoll(mark, PROJECTS, HALL, { paper: { ...paper, issued: 71 }, electronic: EMPTY }).kind).toBe('counted')
  })

  const cases: [string, Attendance, Partial<Channel>, Partial<Channel>, string][] = [
    ['half a person', { entitled: 120, present: 99.5 }, {}, {}, 'notANumber'],
    ['fewer than nobody', HALL, { invalid: -1 }, {}, 'notANumber'],
    ['more present than entitled', { entitled: 90, present: 100 }, {}, {}, 'presentOverEntitled'],
    ['one who took both ballots', HALL, {}, { issued: 31 }, 'issuedOverPresent'],
    ['more invalid than returned', HALL, { invalid: 71 }, {}, 'invalidOverReturned'],
    ['more blank than valid', HALL, { blank: 71 }, {}, 'blankOverValid'],
    ['an invalid electronic ballot', HALL, {}, { issued: 1, returned: 1, invalid: 1 }, 'electronicInvalid'],
    ['a project nobody proposed', HALL, { votes: { ...paper.votes, 别的: yes(1) } }, {}, 'projectUnknown'],
    ['a project not counted', HALL, {}, { votes: {} }, 'projectMissing'],
    ['more marks than ballots', HALL, { votes: { ...none(PROJECTS), 修路: yes(71) } }, {}, 'marksOverMarked'],
    ['ballots with no marks that are not blank', HALL, { votes: { ...none(PROJECTS), 修路: yes(60) } }, {}, 'marksOutOfRange'],
  ]
  it.each(cases)('%s is said', (_, attendance, onPaper, electronic, kind) => {
    const outcome = countPoll(mark, PROJECTS, attendance, { paper: { ...paper, ...onPaper }, electronic: { ...EMPTY, ...electronic } })
    expect(outcome).toMatchObject({ kind: 'unsound' })
    expect(outcome.kind === 'unsound' && outcome.discrepancies.map((wrong) => wrong.kind)).toContain(kind)
    expect(sayOutcome(mark, outcome).join('')).toMatch(/对不上/)
  })

  it('for, against and abstain must make up the valid ballots; blank ones abstain', () => {
    const votes = Object.fromEntries(PROJECTS.map((project) => [project, { for: 60, against: 5, abstain: 5 }]))
    const good = { ...paper, votes, blank: 5 }
    expect(countPoll(each, PROJECTS, HALL, { paper: good, electronic: EMPTY }).kind).toBe('counted')
    const short = { ...good, votes: { ...votes, 建桥: { for: 60, against: 4, abstain: 5 } } }
    expect(countPoll(each, PROJECTS, HALL, { paper: short, electronic: EMPTY })).toMatchObject({
      discrepancies: [{ kind: 'votesNotValid', channel: 'paper', project: '建桥', found: 69, expected: 70 }],
    })
    const unsaid = { ...good, blank: 6 }
    expect(countPoll(each, PROJECTS, HALL, { paper: unsaid, electronic: EMPTY })).toMatchObject({ kind: 'unsound' })
  })

  it('settings that are none are refused', () => {
    const all = { paper, electronic: EMPTY }
    for (const rules of [
      { ...mark, seats: 0 }, { ...mark, quorum: { of: 3, outOf: 2 } }, { ...mark, form: { kind: 'mark', least: 0, most: 5 } as const },
    ]) expect(() => countPoll(rules, PROJECTS, HALL, all)).toThrow(RangeError) // prettier-ignore
    expect(() => countPoll(mark, ['修路', '修路'], HALL, all)).toThrow(RangeError)
  })
})

describe('both ways of voting in one record', () => {
  it('adds them up and says them in the order of the record', () => {
    const electronic = electronicChannel(each.form, PROJECTS, PROJECTS.map(() => [50, 6, 4]), { issued: 62, returned: 60, countsBlank: false })
    const paper = channel(30, Object.fromEntries(PROJECTS.map((project) => [project, { for: 20, against: 4, abstain: 3 }])), { issued: 32, invalid: 3, blank: 2 })
    const outcome = countPoll(each, PROJECTS, HALL, { paper, electronic })
    expect(outcome).toMatchObject({
      kind: 'counted',
      sheet: { entitled: 120, present: 100, issued: 94, returned: 90, valid: 87, invalid: 3, abstained: 2, votes: { 修路: { for: 70, against: 10, abstain: 7 } } },
      next: { kind: 'done' },
    })
    expect(sayOutcome(each, outcome)).toEqual([
      '应到 120 人，实到 100 人；发出 94 张，收回 90 张；有效 87 张，无效 3 张；空白弃权 2 张。',
      '按全体代表计算，61 票以上通过。',
      ...PROJECTS.map((project) => `“${project}”：赞成 70，反对 10，弃权 7。通过。`),
      '票决结束。',
    ])
  })

  it('reads a decrypted marking with its blank votes, and refuses a result of another form', () => {
    const form = { kind: 'mark', least: 1, most: 2 } as const
    expect(electronicChannel(form, ['甲', '乙'], [[3, 5, 6]], { issued: 12, returned: 12, countsBlank: true })).toMatchObject({
      blank: 3, votes: { 甲: { for: 5 }, 乙: { for: 6 } },
    }) // prettier-ignore
    const counts = { issued: 1, returned: 1, countsBlank: true }
    for (const result of [[], [[1, 2]], [[1, 2, 3, 4]]]) expect(() => electronicChannel(form, ['甲', '乙'], result, counts)).toThrow(RangeError)
    expect(() => electronicChannel({ kind: 'each' }, ['甲'], [[1, 2, 3], [1, 2, 3]], counts)).toThrow(RangeError) // prettier-ignore
  })
})

describe('for any ballots whatever', () => {
  const world = fc
    .record({ entitled: fc.integer({ min: 3, max: 40 }), absent: fc.nat(20), seats: fc.integer({ min: 1, max: 4 }), ballots: fc.array(fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), { maxLength: 40 }), paperShare: fc.nat(40), base: fc.constantFrom('entitled' as const, 'present' as const) }) // prettier-ignore

  it('honest numbers always add up; the adopted are the most voted of those that pass; every seat is accounted for', () => {
    fc.assert(
      fc.property(world, ({ entitled, absent, seats, ballots, paperShare, base }) => {
        const present = Math.max(0, entitled - absent)
        const cast = ballots.slice(0, present)
        const rules: CountingRules = { ...mark, seats, passing: { of: 1, outOf: 2, base } }
        const tally = (part: readonly boolean[][]): Channel =>
          channel(part.length, Object.fromEntries(PROJECTS.map((project, i) => [project, yes(part.filter((ballot) => ballot[i]).length)])), {
            blank: part.filter((ballot) => !ballot.includes(true)).length,
          })
        const channels = { paper: tally(cast.slice(0, paperShare)), electronic: tally(cast.slice(paperShare)) }
        const outcome = countPoll(rules, PROJECTS, { entitled, present }, channels)
        if (present * 3 < entitled * 2) return void expect(outcome.kind).toBe('noQuorum')
        if (outcome.kind !== 'counted') throw new Error(JSON.stringify(outcome))
        const { sheet, placings, next } = outcome
        expect(sheet.valid + sheet.invalid).toBe(sheet.returned)
        expect(sheet.returned).toBe(cast.length)
        const adopted = placings.filter(({ fate }) => fate === 'adopted')
        const others = placings.filter(({ fate }) => fate !== 'adopted')
        expect(adopted.length).toBeLessThanOrEqual(seats)
        for (const { votes } of adopted) {
          expect(votes.for * 2).toBeGreaterThan(base === 'entitled' ? entitled : present)
          for (const other of others) expect(other.votes.for).toBeLessThan(votes.for)
        }
        if (next.kind !== 'done') expect(adopted.length + next.seats).toBe(Math.min(seats, PROJECTS.length))
        else expect(adopted.length).toBe(Math.min(seats, PROJECTS.length))
        if (next.kind === 'roundAmongTied') {
          expect(next.projects.length).toBeGreaterThan(next.seats)
          expect(new Set(placings.filter(({ project }) => next.projects.includes(project)).map(({ votes }) => votes.for)).size).toBe(1)
        }
        expect(sayOutcome(rules, outcome).length).toBe(3 + PROJECTS.length)
      }),
    )
  })
})
