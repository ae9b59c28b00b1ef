import fc from 'fast-check'
import { checkBallot } from '@shared/ballot/check-ballot'
import { makeCredential } from '@shared/ballot/credential'
import { forAgainstQuestion, markQuestion, hashJson, ONE_BALLOT_SENTENCE, type OpenElection } from '@shared/ballot/election'
import { group, multiply } from '@shared/ballot/group'
import { proveKnowledge } from '@shared/ballot/proofs'
import { reasons, sayRefusal } from '@shared/ballot/words'
import { BallotRefusal } from '@shared/ballot/refusal'
import { ArchiveVerifier } from '@shared/ballot/verify-archive'
import { openSimulation } from '../../../scripts/ballot/simulate-election'
import { leaves, nudge, putTogether, takeApart, withLeaf, type Part } from './archive-parts'
import { castBallot, electionOf, engine, random, refusalOf, smallElection, verifyBytes } from './support'

const QUESTIONS = [forAgainstQuestion('修桥'), markQuestion('选', ['路', '灯'], { min: 0, max: 1, blank: true })]

describe('every field of a ballot', () => {
  const { election } = electionOf(QUESTIONS)
  const credential = makeCredential(engine, random)
  const text = castBallot(election, credential, [[0, 1, 0], [0, 1, 0]]) // prettier-ignore
  const paths = leaves(JSON.parse(text))
  const refused = (changed: string): ReturnType<typeof refusalOf> => refusalOf(() => checkBallot(election, changed))

  it('is there to be changed, and the ballot unchanged passes', () => {
    expect(paths.length).toBe(3 + 6 * 2 + 6 * 4 + 2 + 3 * 2 + 4 + 3)
    checkBallot(election, text)
  })

  it.each(paths.map((path) => [path.join('.'), path] as const))('%s', (_, path) => {
    const number = path[path.length - 1] !== 'election_uuid'
    expect(refused(withLeaf(text, path, nudge)).reason).toMatch(/^ballot-/)
    expect(refused(withLeaf(text, path, (old) => `0${String(old)}`)).reason).toMatch(/^ballot-/)
    expect(refused(withLeaf(text, path, () => null)).reason).toMatch(/^ballot-/)
    expect(refused(withLeaf(text, path, (old) => (number ? group().p - BigInt(1) + BigInt(String(old).length) : 'z').toString())).reason).toMatch(/^ballot-/)
  })

  it('says which question and answer', () => {
    const changed = (path: (string | number)[]): ReturnType<typeof refusalOf> => refused(withLeaf(text, path, nudge))
    expect(changed(['answers', 1, 'individual_proofs', 2, 0, 'response'])).toMatchObject({ reason: 'ballot-signature' })
    const signed = (path: (string | number)[]): ReturnType<typeof refusalOf> => refused(resign(election, credential.secret, withLeaf(text, path, nudge)))
    expect(signed(['answers', 1, 'individual_proofs', 2, 0, 'response'])).toEqual({ reason: 'ballot-choice-proof', where: { question: 2, answer: 3 } })
    expect(signed(['answers', 0, 'overall_proof', 0, 'challenge'])).toEqual({ reason: 'ballot-total-proof', where: { question: 1 } })
    expect(signed(['answers', 1, 'overall_proof', 2, 'challenge'])).toEqual({ reason: 'ballot-total-proof', where: { question: 2 } })
    expect(signed(['answers', 1, 'blank_proof', 1, 'response'])).toEqual({ reason: 'ballot-blank-proof', where: { question: 2 } })
  })

  it('a voter who signs a flipped, double or negated choice is refused', () => {
    const { p, g, one } = group()
    const signed = (path: (string | number)[], change: (n: bigint) => bigint): string =>
      resign(election, credential.secret, withLeaf(text, path, (old) => change(BigInt(String(old))).toString()))
    const beta = ['answers', 0, 'choices', 0, 'beta']
    expect(refused(signed(beta, (n) => multiply(n, g)))).toEqual({ reason: 'ballot-choice-proof', where: { question: 1, answer: 1 } })
    expect(refused(signed(beta, (n) => p - n))).toEqual({ reason: 'ballot-member', where: { question: 1, answer: 1, field: 'beta' } })
    expect(refused(signed(beta, () => one)).reason).toBe('ballot-choice-proof')
  })

  it('any part taken from another valid ballot, signed again or not', () => {
    const other = castBallot(election, makeCredential(engine, random), [[1, 0, 0], [1, 0, 0]]) // prettier-ignore
    const at = (value: unknown, path: readonly (string | number)[]): unknown =>
      path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value) // paths lead through objects
    const parts = fc.tuple(fc.constantFrom(...paths), fc.nat(6)).map(([path, up]) => path.slice(0, Math.max(1, path.length - up)))
    fc.assert(
      fc.property(parts, (path) => {
        const foreign = at(JSON.parse(other), path)
        fc.pre(JSON.stringify(foreign) !== JSON.stringify(at(JSON.parse(text), path)))
        const mixed = withLeaf(text, path, () => foreign)
        expect(refused(mixed).reason).toMatch(/^ballot-/)
        if (path[0] !== 'signature') expect(refused(resign(election, credential.secret, mixed)).reason).toMatch(/^ballot-/)
      }),
      { numRuns: 40 },
    )
  })

  it('a voter whose program allows two marks or none is refused by everyone else', () => {
    const asked = electionOf([markQuestion('选一项', ['a', 'b', 'c'], { min: 1, max: 1 })]).election
    for (const [marks, choices] of [[2, [1, 1, 0]], [0, [0, 0, 0]]] as const) {
      const lax: OpenElection = { ...asked, questions: [markQuestion('选一项', ['a', 'b', 'c'], { min: marks, max: Math.max(marks, 0) })] }
      const cheat = castBallot(lax, credential, [choices])
      expect(refusalOf(() => checkBallot(asked, cheat))).toEqual({ reason: 'ballot-total-proof', where: { question: 1 } })
    }
  })

  it('order of keys, spaces, extra and missing keys', () => {
    const value = JSON.parse(text) as Record<string, unknown> // a ballot just made
    const { signature, ...rest } = value
    for (const changed of [
      JSON.stringify({ signature, ...rest }),
      JSON.stringify(rest),
      JSON.stringify({ ...value, extra: 1 }),
      ` ${text}`,
      text.replace('{', '{ '),
      text.slice(0, -1),
      `${text.slice(0, -1)},"credential":"5"}`,
    ]) {
      expect(refused(changed).reason).toBe('ballot-shape')
    }
  })
})

/** Signs a changed ballot again, as its own voter can. */
function resign(election: OpenElection, secret: bigint, text: string): string {
  const { signature: _, ...unsigned } = JSON.parse(text) as Record<string, unknown> // a ballot of this test
  const hash = hashJson(engine, JSON.stringify(unsigned))
  return JSON.stringify({ ...unsigned, signature: { hash, proof: proveKnowledge(engine, election.g, `sig|${hash}|`, secret, BigInt(99)) } })
}

describe('an archive', () => {
  const { bytes } = smallElection({ questions: [forAgainstQuestion('修桥')], voters: 2, revotes: 1, threshold: 2, trustees: 3 })
  const parts = takeApart(bytes)
  const heights = parts.map((_, i) => i)
  const forged = (list: readonly Part[]): ReturnType<typeof refusalOf> => refusalOf(() => verifyBytes(putTogether(list)))

  it('taken apart and put together is the same, and passes in pieces of any size', () => {
    expect(Buffer.from(putTogether(parts))).toEqual(Buffer.from(bytes))
    expect(parts.map(({ type }) => type)).toEqual([
      'Setup', 'Ballot', 'Ballot', 'Ballot', 'EndBallots', 'EncryptedTally', 'PartialDecryption', 'PartialDecryption', 'Result',
    ]) // prettier-ignore
    const whole = verifyBytes(bytes)
    const verifier = new ArchiveVerifier(engine)
    for (let at = 0, step = 1; at < bytes.length; at += step, step = (step * 7) % 5003) verifier.push(bytes.slice(at, at + step))
    expect(verifier.finish()).toEqual(whole)
  })

  /** Byte ranges of the records. */
  const records: { start: number; size: number; end: number }[] = []
  for (let at = 0; at < bytes.length; ) {
    const size = parseInt(Buffer.from(bytes.slice(at + 124, at + 135)).toString(), 8)
    const end = at + 512 + Math.ceil(size / 512) * 512
    records.push({ start: at, size, end })
    at = end
  }
  const refusedRaw = (change: (copy: Buffer) => Buffer): string => refusalOf(() => verifyBytes(change(Buffer.from(bytes)))).reason

  it('one byte changed anywhere in a record is refused: name, header, body, padding', () => {
    for (const { start, size, end } of records) {
      const spots = [start + 5, start + 100, start + 130, start + 140, start + 150, start + 156, start + 300, start + 512, start + 512 + size - 1]
      if (end - start - 512 > size) spots.push(end - 1)
      const early = start < (records[8]?.start ?? 0)
      for (const spot of spots.filter((_, k) => early || (k + start / 512) % 3 === 0)) {
        expect(refusedRaw((copy) => (copy.writeUInt8((copy[spot] ?? 0) ^ 1, spot), copy))).toMatch(/^(archive|event|ballot|text|number)-|^board/)
      }
    }
  })

  it('a record dropped, doubled, exchanged with the next, or cut is refused', () => {
    const slice = (i: number): Buffer => Buffer.from(bytes.slice(records[i]?.start, records[i]?.end))
    const all = records.map((_, i) => slice(i))
    records.forEach(({ start, end }, i) => {
      const last = i === records.length - 1
      if (!last) expect(refusedRaw(() => Buffer.concat(all.filter((_, k) => k !== i)))).toMatch(/^(archive|event)-/)
      expect(refusedRaw(() => Buffer.concat(all.flatMap((record, k) => (k === i ? [record, record] : [record]))))).toMatch(/^(archive|event)-/)
      const swapped = all.map((record, k) => (k === i ? all[i + 1] : k === i + 1 ? all[i] : record) ?? record)
      if (!last) expect(refusedRaw(() => Buffer.concat(swapped))).toMatch(/^(archive|event)-/)
      expect(refusedRaw((copy) => copy.subarray(0, Math.floor((start + end) / 2)))).toBe('archive-cut')
    })
    const withoutEvent = Buffer.concat(all.slice(0, -1))
    expect(refusedRaw(() => withoutEvent)).toBe('archive-cut')
  })

  it('an end of the election cut off cleanly is no lie but is said: no result', () => {
    for (const height of heights.slice(1)) {
      const report = verifyBytes(putTogether(parts.slice(0, height)))
      expect(report.result).toBeUndefined()
      expect(report.phase).not.toBe('finished')
      expect(report.events).toBe(height)
    }
  })

  it.each(heights)('event %i dropped and the chain mended', (height) => {
    const shorter = parts.filter((_, i) => i !== height)
    // The result cut off, or a ballot that its voter replaced later: nothing in the file itself is wrong, but its head
    // is another than the one that everybody who looked earlier has.
    if (height === parts.length - 1 || height === 1) {
      return void expect(verifyBytes(putTogether(shorter)).head).not.toBe(verifyBytes(bytes).head)
    }
    const refusal = forged(shorter)
    expect(refusal.where.event).toBeDefined()
    expect(refusal.reason).toMatch(/^(event-order|archive-order|tally-differs|tally-count|decryption-missing)$/)
  })

  it.each(heights)('event %i doubled and the chain mended', (height) => {
    const refusal = forged(parts.flatMap((part, i) => (i === height ? [part, part] : [part])))
    const copied = { Ballot: 'ballot-copied', PartialDecryption: 'decryption-owner' } as Record<string, string> // others by order
    expect(refusal).toMatchObject({ reason: copied[parts[height]?.type ?? ''] ?? 'event-order', where: { event: height + 1 } })
  })

  it.each(heights.slice(0, -1))('event %i exchanged with the next and the chain mended', (height) => {
    const swapped = parts.map((part, i) => parts[i === height ? i + 1 : i === height + 1 ? i - 1 : i] ?? part)
    const [a, b] = [parts[height]?.type, parts[height + 1]?.type]
    if (a === 'PartialDecryption' && b === a) return void expect(verifyBytes(putTogether(swapped)).phase).toBe('finished')
    if (a === 'Ballot' && b === a) {
      // Votes of two people in another order are the same election; only a vote and its replacement differ.
      const credentials = [swapped[height], swapped[height + 1]].map((part) => /"credential":"(\d+)"/.exec(part?.pieces[0] ?? '')?.[1])
      if (credentials[0] !== credentials[1]) return void expect(verifyBytes(putTogether(swapped)).phase).toBe('finished')
    }
    expect(forged(swapped).where.event).toBeLessThanOrEqual(height + 1)
  })

  it('an end of voting slipped in among the ballots, which belenios-tool 2.0 accepts', () => {
    const end = { type: 'EndBallots', pieces: [] }
    for (const at of [1, 2, 3]) {
      expect(forged([...parts.slice(0, at), end, ...parts.slice(at)])).toEqual({ reason: 'event-order', where: { event: at + 1 } })
    }
    expect(forged([...parts.slice(0, 2), { type: 'Shuffle', pieces: ['{}'] }, ...parts.slice(2)])).toMatchObject({ reason: 'event-order', where: { event: 2 } })
  })

  const replaced = (height: number, piece: number, text: string): Part[] =>
    parts.map((part, i) => (i === height ? { ...part, pieces: part.pieces.map((old, k) => (k === piece ? text : old)) } : part))
  const pieceLeaves = parts.flatMap(({ type, pieces }, height) =>
    type === 'Ballot' || type === 'Setup' ? [] : pieces.flatMap((text, piece) => leaves(JSON.parse(text)).map((path) => ({ height, piece, path, type }))),
  )

  it.each(pieceLeaves.map((leaf) => [`${leaf.type} ${leaf.height}.${leaf.piece} ${leaf.path.join('.')}`, leaf] as const))('%s changed, chain mended', (_, leaf) => {
    const { height, piece, path } = leaf
    const text = parts[height]?.pieces[piece] ?? ''
    const last = path[path.length - 1]
    if (last === 'payload' || last === 'encrypted_tally') return // mended by the forger; the broken reference is tested below
    const refusal = forged(replaced(height, piece, withLeaf(text, path, nudge)))
    expect(refusal.where.event).toBe(height)
    expect(refusal.reason).toMatch(/^(tally|decryption|result)-/)
  })

  it('a ballot changed, the chain mended, is refused at its event', () => {
    const height = 2
    const text = parts[height]?.pieces[0] ?? ''
    for (const path of leaves(JSON.parse(text)).filter((_, i) => i % 5 === 0)) {
      expect(forged(replaced(height, 0, withLeaf(text, path, nudge))).where.event).toBe(height)
    }
  })

  it('the set-up changed: election, trustees, roll', () => {
    const [election = '', trustees = '', roll = ''] = parts[0]?.pieces ?? []
    const electionLeaves = leaves(JSON.parse(election))
    for (const path of electionLeaves) {
      const changed = withLeaf(election, path, nudge)
      expect(forged(replaced(0, 0, changed)).where.event).toBeLessThanOrEqual(1)
    }
    expect(forged(replaced(0, 1, withLeaf(trustees, [0, 1, 'threshold'], () => 3))).reason).toBe('trustee-coefficients')
    const other = makeCredential(engine, random).public.toString()
    const list = JSON.parse(roll) as string[] // a roll is a list of texts
    expect(forged(replaced(0, 2, JSON.stringify(list.map(() => other)))).reason).toBe('roll-twice')
    const strangers = list.map(() => makeCredential(engine, random).public.toString())
    expect(forged(replaced(0, 2, JSON.stringify(strangers)))).toEqual({ reason: 'ballot-off-roll', where: { event: 1 } })
  })

  it('references broken: set-up, payload, tally, owner', () => {
    const broken = (height: number, pieces: (old: readonly string[]) => readonly string[]): ReturnType<typeof refusalOf> => {
      const raw = parts.map((part, i) => (i === height ? { ...part, pieces: pieces(part.pieces) } : part))
      return refusalOf(() => verifyBytes(putTogether(raw, 1795570295, false)))
    }
    const nudged = (path: string[]) => (text: string): string => withLeaf(text, path, nudge)
    const at = (piece: number, change: (text: string) => string) => (old: readonly string[]): string[] =>
      old.map((text, k) => (k === piece ? change(text) : text))
    for (const field of ['election', 'trustees', 'credentials']) {
      expect(broken(0, at(3, nudged([field])))).toEqual({ reason: 'event-payload', where: { event: 0 } })
    }
    expect(broken(5, at(1, nudged(['encrypted_tally']))).reason).toBe('tally-count')
    expect(broken(6, at(1, nudged(['payload']))).reason).toBe('event-payload')
    expect(broken(0, (old) => [...old, 'x']).reason).toBe('archive-order')
  })

  it('every field of an event changed, its own name mended', () => {
    heights.forEach((height) => {
      for (const field of ['parent', 'height', 'type', 'payload']) {
        const forge = (event: string): string => (event.includes(`"${field}"`) ? withLeaf(event, [field], nudge) : `${event.slice(0, -1)},"${field}":"x"}`)
        const raw = putTogether(parts.slice(0, height + 1), 1795570295, true, (event, at) => (at === height ? forge(event) : event))
        expect(refusalOf(() => verifyBytes(raw))).toMatchObject({ where: { event: height } })
      }
    })
  })
})

describe('who may vote, and how often', () => {
  const open = (description: string): ReturnType<typeof smallElection> => smallElection({ questions: [QUESTIONS[0] ?? forAgainstQuestion('x')], voters: 1, revotes: 0, description })

  it('a second ballot is refused when the election says one each, and counts last otherwise', () => {
    const strict = `本次票决，${ONE_BALLOT_SENTENCE}`
    const parts = (description: string): (() => unknown) => () => smallElection({ questions: [forAgainstQuestion('桥')], voters: 1, revotes: 1, description })
    expect(refusalOf(parts(strict))).toEqual({ reason: 'ballot-second', where: { event: 2 } })
    expect(parts('可以改投')()).toBeDefined()
    expect(open(strict).board.state.election.oneBallot).toBe(true)
  })

  it('a refused ballot leaves the board as it was', () => {
    const audited = new Set<string>()
    const simulation = { questions: [forAgainstQuestion('桥')], voters: 1, revotes: 0, threshold: 1, trustees: 1, timestamp: 5, description: '' }
    const { board, credentials } = openSimulation(engine, random, simulation, { audited })
    const [credential] = credentials
    if (!credential) throw new Error('one voter')
    const good = castBallot(board.state.election, credential, [[1, 0, 0]])
    const off = castBallot(board.state.election, makeCredential(engine, random), [[1, 0, 0]])
    expect(refusalOf(() => board.addBallot(off))).toEqual({ reason: 'ballot-off-roll', where: { event: 1 } })
    audited.add(/"hash":"([^"]+)"/.exec(good)?.[1] ?? '')
    expect(refusalOf(() => board.addBallot(good)).reason).toBe('ballot-audited')
    audited.clear()
    board.addBallot(good)
    expect(refusalOf(() => board.addBallot(good)).reason).toBe('ballot-copied')
    expect(board.state.ballotCount).toBe(1)
  })
})

describe('words', () => {
  it('every reason has its own sentence, in Chinese', () => {
    const sentences = reasons().map((reason) => sayRefusal(new BallotRefusal(reason)))
    expect(new Set(sentences).size).toBe(sentences.length)
    for (const sentence of sentences) expect(sentence).toMatch(/^[\u4e00-\u9fff，；、]+。$/)
    expect(sayRefusal(new BallotRefusal('ballot-choice-proof', { event: 12, question: 3, answer: 2 }))).toBe(
      '这张票没有证明这一项只是选或不选：第12号记录 第3题 第2项。',
    )
  })
})
