import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { Board } from '@shared/ballot/board'
import { credentialFromString } from '@shared/ballot/credential'
import { decryptOnce } from '@shared/ballot/decrypt-once'
import { forAgainstQuestion, markQuestion, type Question } from '@shared/ballot/election'
import { parseResult } from '@shared/ballot/tally'
import { ArchiveVerifier } from '@shared/ballot/verify-archive'
import {
  beleniosTool,
  toolBallot,
  toolElection,
  toolEvent,
  toolFinish,
  toolOrder,
  toolVerifies,
  type ToolElection,
} from '../../../scripts/ballot/belenios-tool'
import { randomChoices } from '../../../scripts/ballot/simulate-election'
import { castBallot, countPlain, engine, random, smallElection, vector, verifyBytes } from './support'

const root = mkdtempSync(join(tmpdir(), 'ballot-tool-'))
let rooms = 0
const room = (): string => {
  const dir = join(root, String(rooms++))
  mkdirSync(dir)
  return dir
}
afterAll(() => rmSync(root, { recursive: true }))

const QUESTIONS: readonly Question[] = [
  markQuestion('选一到两项', ['修“路”', '建\\桥', '路灯'], { min: 1, max: 2, blank: true }),
  markQuestion('至多两项', ['甲', '乙'], { min: 0, max: 2 }),
  forAgainstQuestion('老旧小区改造'),
]
const templateOf = (questions: readonly Question[]): string =>
  JSON.stringify({
    description: 'd',
    name: 'n',
    questions: questions.map(({ answers, blank, min, max, question }) => ({
      answers, ...(blank ? { blank } : {}), min, max, question,
    })),
  }) // prettier-ignore

describe('our archives before belenios-tool', () => {
  const shape = fc.record({
    voters: fc.integer({ min: 1, max: 3 }),
    revotes: fc.integer({ min: 0, max: 1 }),
    trustees: fc.constantFrom<[number, number][]>([1, 1], [2, 2], [2, 3], [3, 4]),
    questions: fc.subarray([...QUESTIONS], { minLength: 1 }),
  })

  it('are accepted, with the same result, for any shape; every prefix that ends with an event too', () => {
    fc.assert(
      fc.property(shape, ({ voters, revotes, trustees, questions }) => {
        const [threshold, count] = trustees
        const { bytes, board, votes } = smallElection({ questions, voters, revotes, threshold, trustees: count })
        const dir = room()
        writeFileSync(join(dir, `${board.state.election.uuid}.bel`), bytes)
        expect(beleniosTool(dir, ['election', 'verify'])).toMatchObject({ ok: true })
        const expected = countPlain(questions, votes)
        expect(parseResult(verifyBytes(bytes).result ?? '')).toEqual(expected)
        expect(JSON.parse(beleniosTool(dir, ['election', 'compute-result']).out)).toEqual({ result: expected })
      }),
      { numRuns: 5 },
    )
  })

  it('an election in which nobody voted is counted too', () => {
    const { bytes, board } = smallElection({ questions: QUESTIONS, voters: 0, revotes: 0, threshold: 2, trustees: 3 })
    const dir = room()
    writeFileSync(join(dir, `${board.state.election.uuid}.bel`), bytes)
    expect(beleniosTool(dir, ['election', 'verify'])).toMatchObject({ ok: true })
    expect(parseResult(verifyBytes(bytes).result ?? '')).toEqual(countPlain(QUESTIONS, []))
  })

  it('grow byte by byte as the tool would write them (verify-diff of every step)', () => {
    const { bytes, board } = smallElection({ questions: [QUESTIONS[2] ?? forAgainstQuestion('x')], voters: 2, revotes: 1 })
    const [whole, part] = [room(), room()]
    const name = `${board.state.election.uuid}.bel`
    writeFileSync(join(whole, name), bytes)
    const ends = eventEnds(bytes)
    for (const end of [ends[1] ?? 0, ends[3] ?? 0, ends[ends.length - 2] ?? 0]) {
      writeFileSync(join(part, name), bytes.slice(0, end))
      expect(beleniosTool(root, ['election', 'verify-diff', '--dir1', part, '--dir2', whole])).toMatchObject({ ok: true })
      expect(verifyBytes(bytes.slice(0, end)).result).toBeUndefined()
    }
  })
})

/** Offsets just after each event record. */
function eventEnds(bytes: Uint8Array): number[] {
  const ends: number[] = []
  for (let at = 0; at < bytes.length; ) {
    const size = parseInt(Buffer.from(bytes.slice(at + 124, at + 135)).toString(), 8)
    const isEvent = Buffer.from(bytes.slice(at, at + 100)).toString().includes('.event.json')
    at += 512 + Math.ceil(size / 512) * 512
    if (isEvent) ends.push(at)
  }
  return ends
}

/** Goes on with the tool's archive as our board. */
function resume({ path }: ToolElection): { board: Board; verifier: ArchiveVerifier } {
  const verifier = new ArchiveVerifier(engine)
  const bytes = readFileSync(path)
  verifier.push(bytes)
  const { head = '', events } = verifier.finish()
  const { timestamp } = JSON.parse(bytes.subarray(512, 550).toString().replace(/\0/g, '')) as { timestamp: string } // the tool's header
  if (!verifier.board) throw new Error('no board')
  return { board: Board.resume(verifier.board, { head, height: events, timestamp: Number(timestamp) }), verifier }
}

describe('elections of belenios-tool before us', () => {
  it('are verified and give the same result, mixed with our ballots, decrypted by both', () => {
    const election = toolElection(room(), { template: templateOf(QUESTIONS), voters: 4, singles: 2, threshold: [2, 3] })
    const votes = election.credentials.map(() => QUESTIONS.map((question) => randomChoices(question, random)))
    const cast = (voter: number): readonly [string, (typeof votes)[number]] => [election.credentials[voter] ?? '', votes[voter] ?? []]
    for (const voter of [0, 1]) toolEvent(election, 'Ballot', `${toolBallot(election, ...cast(voter))}\n`)
    // Ours: the two others, and a second vote of the first.
    votes[0] = QUESTIONS.map((question) => randomChoices(question, random))
    for (const voter of [2, 3, 0]) {
      const { board } = resume(election)
      const [text, choices] = cast(voter)
      const credential = credentialFromString(engine, election.uuid, text)
      const { bytes } = board.addBallot(castBallot(board.state.election, credential, choices))
      writeFileSync(election.path, bytes, { flag: 'a' })
    }
    expect(toolVerifies(election.dir)).toBe(true)
    toolEvent(election, 'EndBallots')
    const ours = resume(election).board.state.tally()
    expect(beleniosTool(election.dir, ['election', 'compute-encrypted-tally']).out).toContain(ours.text)
    toolEvent(election, 'EncryptedTally', `${ours.text}\n${ours.sized}\n`)
    const [first] = toolOrder(election)
    const secret = BigInt(JSON.parse(readFileSync(join(election.dir, first ?? ''), 'utf8')) as string) // a quoted decimal
    const { board } = resume(election)
    const { text, trustee } = decryptOnce(board.state, secret, { claim: () => true }, random)
    writeFileSync(election.path, board.addDecryption(text, trustee).bytes, { flag: 'a' })
    finishWithTool(election)
    expect(toolVerifies(election.dir)).toBe(true)
    const report = resume(election).verifier.finish()
    expect(parseResult(report.result ?? '')).toEqual(countPlain(QUESTIONS, votes))
  })

  it('weights of their rolls are counted as they count them', () => {
    const [asked] = [forAgainstQuestion('桥')]
    const election = toolElection(room(), { template: templateOf([asked]), voters: 3, singles: 1, weights: [1, 5, 7] })
    const votes = [[1, 0, 0], [0, 1, 0], [0, 1, 0]] // prettier-ignore
    election.credentials.forEach((text, i) => toolEvent(election, 'Ballot', `${toolBallot(election, text, [votes[i] ?? []])}\n`))
    toolEvent(election, 'Ballot', `${toolBallot(election, election.credentials[2] ?? '', [[0, 0, 1]])}\n`)
    toolFinish(election, 1, 0)
    const report = resume(election).verifier.finish()
    expect(parseResult(report.result ?? '')).toEqual([[1, 5, 7]])
  })

  it('every one of their ballots decrypts alone to the vote that was cast', () => {
    const election = toolElection(room(), { template: templateOf(QUESTIONS), voters: 1, singles: 1 })
    const choices = QUESTIONS.map((question) => randomChoices(question, random))
    const ballot = toolBallot(election, election.credentials[0] ?? '', choices)
    const { board } = resume(election)
    board.addBallot(ballot)
    toolEvent(election, 'Ballot', `${ballot}\n`)
    toolFinish(election, 1, 0)
    expect(parseResult(resume(election).verifier.finish().result ?? '')).toEqual(choices)
  })
})

function finishWithTool(election: ToolElection): void {
  const { dir } = election
  const must = (args: readonly string[]): string => {
    const run = beleniosTool(dir, args)
    expect(run).toMatchObject({ ok: true })
    return run.out
  }
  const second = toolOrder(election)[1] ?? ''
  toolEvent(election, 'PartialDecryption', must(['election', 'decrypt', '--privkey', second, '--trustee-id', '2']))
  const { trustees } = keysOf(dir)
  trustees.slice(1).forEach((key, i) => {
    const args = ['--key', `${key}.key`, '--decryption-key', `${key}.dkey`, '--trustee-id', String(4 + i)]
    toolEvent(election, 'PartialDecryption', must(['election', 'decrypt-threshold', ...args]))
  })
  toolEvent(election, 'Result', must(['election', 'compute-result']))
}

/** Names of the threshold trustees' keys, in order. */
function keysOf(dir: string): { trustees: string[] } {
  const { certs } = (JSON.parse(readFileSync(join(dir, 'threshold.json'), 'utf8')) as { certs: { message: string }[] }) // the tool's own file
  const names = readdirSync(dir).filter((name) => name.endsWith('.cert'))
  const trustees = certs.map(({ message }) => {
    const name = names.find((file) => readFileSync(join(dir, file), 'utf8').includes(JSON.stringify(message)))
    return (name ?? '').replace(/\.cert$/, '')
  })
  return { trustees }
}

describe('a vector made by belenios-tool, kept', () => {
  interface Vector {
    readonly uuid: string
    readonly credentials: readonly string[]
    readonly result: readonly (readonly number[])[]
  }
  const about = JSON.parse(vector('mixed.json').toString()) as Vector // made by scripts/ballot/make-vectors.ts

  it('is verified, and its credentials are the ones on its roll', () => {
    const verifier = new ArchiveVerifier(engine)
    verifier.push(vector('mixed.bel'))
    const report = verifier.finish()
    expect(report).toMatchObject({ phase: 'finished', ballots: 4, voters: 3, entitled: 4 })
    expect(parseResult(report.result ?? '')).toEqual(about.result)
    const roll = verifier.board?.roll
    for (const text of about.credentials) {
      expect(roll?.weights.has(credentialFromString(engine, about.uuid, text).public.toString())).toBe(true)
    }
  })
})
