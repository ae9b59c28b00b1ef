import {
  checkCommitments,
  closeCeremony,
  commitPolynomial,
  joinCeremony,
  openCeremony,
  openPolynomial,
  receiveShares,
  type PolynomialOpening,
} from '@shared/ballot/ceremony'
import { forAgainstQuestion } from '@shared/ballot/election'
import { addExponents, group, multiplyExponents } from '@shared/ballot/group'
import { CHARACTERS, fromPaperWords, toPaperWords } from '@shared/ballot/paper-words'
import { randomExponent } from '@shared/ballot/random'
import { complain, judgeComplaint, sealShare } from '@shared/ballot/share-transport'
import { signMessage, type SignedMessage } from '@shared/ballot/signed-message'
import { combine, enoughFactors, lagrange, partiallyDecrypt } from '@shared/ballot/tally'
import { decryptOnce } from '@shared/ballot/decrypt-once'
import { parseTrustees, trusteePublicKey, writeTrustees } from '@shared/ballot/trustees'
import { openSimulation, runCeremony } from '../../../scripts/ballot/simulate-election'
import { leaves, nudge, withLeaf } from './archive-parts'
import { PINYIN } from './paper-pinyin'
import { engine, gPower, random, refusalOf, smallElection, UUID } from './support'

const [K, N] = [2, 3]
const members = Array.from({ length: N }, () => joinCeremony(engine, random))
const ceremony = openCeremony(engine, UUID, K, members.map(({ cert }) => cert))
const polynomials = members.map((member, i) => commitPolynomial(engine, ceremony, member, i + 1, random))
const commitments = polynomials.map(({ commitment }) => commitment)
const member = (i: number): (typeof members)[number] => members[i - 1] ?? joinCeremony(engine, random)
const polynomial = (i: number): (typeof polynomials)[number] => polynomials[i - 1] ?? commitPolynomial(engine, ceremony, member(i), i, random)
const open = (i: number): PolynomialOpening => openPolynomial(engine, ceremony, member(i), polynomial(i), commitments, random)
const openings = [1, 2, 3].map(open)
const receive = (i: number, sent: { commitments: readonly SignedMessage[]; openings: readonly PolynomialOpening[] }): ReturnType<typeof receiveShares> =>
  receiveShares(engine, ceremony, member(i), i, sent, random)
/** The honest openings with trustee i's replaced. */
const withOpening = (i: number, opening: PolynomialOpening): { commitments: SignedMessage[]; openings: PolynomialOpening[] } => ({
  commitments, openings: openings.map((honest, k) => (k === i - 1 ? opening : honest)),
}) // prettier-ignore
const withShare = (i: number, to: number, share: SignedMessage): ReturnType<typeof withOpening> => {
  const honest = openings[i - 1] ?? open(i)
  return withOpening(i, { ...honest, shares: honest.shares.map((old, k) => (k === to - 1 ? share : old)) })
}
const shareTo = (from: number, to: number, value: bigint): SignedMessage => {
  const encryption = ceremony.keys[to - 1]?.encryption ?? group().one
  const sealed = sealShare(engine, { ceremony: ceremony.id, from, to, encryption, share: value, ephemeral: randomExponent(random) })
  return signMessage(engine, member(from).sk, JSON.stringify(sealed), randomExponent(random))
}

describe('the threshold ceremony', () => {
  it('gives shares of which any two make the key, and public files that pass', () => {
    const finals = [1, 2, 3].map((i) => receive(i, { commitments, openings }))
    const entry = closeCeremony(engine, ceremony, { commitments, openings }, finals.map(({ publicKey }) => publicKey))
    const { publicKey } = parseTrustees(engine, writeTrustees([['Pedersen', entry]]))
    for (const pair of [[1, 2], [1, 3], [2, 3]]) {
      const secret = pair.reduce(
        (sum, j) => addExponents(sum, multiplyExponents(lagrange(pair, j), finals[j - 1]?.secret ?? BigInt(0))),
        BigInt(0),
      )
      expect(gPower(secret)).toBe(publicKey)
    }
  })

  it('nobody opens before all have committed', () => {
    const early = (): unknown => openPolynomial(engine, ceremony, member(1), polynomial(1), commitments.slice(0, 2), random)
    expect(refusalOf(early)).toEqual({ reason: 'message-missing', where: { trustee: 3 } })
  })

  it('names who opened something else than was committed', () => {
    const other = commitPolynomial(engine, ceremony, member(2), 2, random)
    const swapped = openPolynomial(engine, ceremony, member(2), other, commitments, random)
    expect(refusalOf(() => receive(1, withOpening(2, swapped)))).toEqual({ reason: 'commitment-differs', where: { trustee: 2 } })
  })

  it('names who sent a wrong, unreadable, misaddressed or forged share', () => {
    const wrong = withShare(3, 1, shareTo(3, 1, BigInt(12345)))
    expect(refusalOf(() => receive(1, wrong))).toEqual({ reason: 'share-wrong', where: { trustee: 3 } })
    const foreign = withShare(3, 1, shareTo(3, 2, BigInt(1)))
    expect(refusalOf(() => receive(1, foreign))).toEqual({ reason: 'message-address', where: { trustee: 3 } })
    const honest = openings[2]?.shares[0]
    const text = honest?.message ?? ''
    const sealed = JSON.parse(text) as { box: string } // our own message
    const broken = JSON.stringify({ ...sealed, box: sealed.box.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) })
    const resigned = signMessage(engine, member(3).sk, broken, randomExponent(random))
    expect(refusalOf(() => receive(1, withShare(3, 1, resigned)))).toEqual({ reason: 'share-unreadable', where: { trustee: 3 } })
    const forged = signMessage(engine, member(2).sk, text, randomExponent(random))
    expect(refusalOf(() => receive(1, withShare(3, 1, forged)))).toEqual({ reason: 'message-signature', where: { trustee: 3 } })
  })

  it('names trustee 2 for every field of every one of its messages, changed or changed and signed again', () => {
    const honest = openings[1] ?? open(2)
    const resigned = (signed: SignedMessage): SignedMessage[] =>
      leaves(JSON.parse(signed.message)).map((path) =>
        signMessage(engine, member(2).sk, withLeaf(signed.message, path, nudge), randomExponent(random)),
      )
    const changed = (signed: SignedMessage): SignedMessage[] => [
      ...leaves(signed).map((path) => JSON.parse(withLeaf(JSON.stringify(signed), path, nudge)) as SignedMessage), // still of its shape
      ...resigned(signed),
    ]
    const blamed = (sent: ReturnType<typeof withOpening>): void =>
      expect(refusalOf(() => receive(1, sent)).where.trustee).toBe(2)
    for (const commitment of changed(commitments[1] ?? honest.coefexps)) {
      blamed({ commitments: commitments.map((old, i) => (i === 1 ? commitment : old)), openings })
    }
    for (const coefexps of changed(honest.coefexps)) blamed(withOpening(2, { ...honest, coefexps }))
    for (const share of changed(honest.shares[0] ?? honest.coefexps)) blamed(withShare(2, 1, share))
    blamed(withOpening(2, { ...honest, shares: honest.shares.slice(1) }))
    const { publicKey } = receive(2, { commitments, openings })
    const keys = [1, 3].map((i) => receive(i, { commitments, openings }).publicKey)
    for (const path of leaves(publicKey)) {
      const bad = JSON.parse(withLeaf(JSON.stringify(publicKey), path, nudge)) as typeof publicKey // still of its shape
      const close = (): unknown => closeCeremony(engine, ceremony, { commitments, openings }, [keys[0] ?? bad, bad, keys[1] ?? bad])
      expect(refusalOf(close).where.trustee).toBe(2)
    }
    const certs = members.map(({ cert }) => cert)
    for (const cert of changed(certs[1] ?? honest.coefexps)) {
      const opened = (): unknown => openCeremony(engine, UUID, K, certs.map((old, i) => (i === 1 ? cert : old)))
      expect(refusalOf(opened).where.trustee).toBe(2)
    }
  })

  it('judges a complaint: the sender of a bad share, or whoever complains without cause or proof', () => {
    const coefficients = polynomial(3).coefficients.map(gPower)
    const address = { ceremony: ceremony.id, from: 3, to: 1 }
    const judge = (sent: SignedMessage, complaint: ReturnType<typeof complain>): number =>
      judgeComplaint(engine, ceremony, sent, coefficients, complaint)
    const bad = shareTo(3, 1, BigInt(12345))
    const fair = complain(engine, address, member(1).dk, bad.message, random)
    expect(judge(bad, fair)).toBe(3)
    const good = openings[2]?.shares[0] ?? bad
    expect(judge(good, complain(engine, address, member(1).dk, good.message, random))).toBe(1)
    expect(judge(bad, { ...fair, shared: gPower(BigInt(7)).toString() })).toBe(1)
    expect(judge(bad, complain(engine, address, member(2).dk, bad.message, random))).toBe(1)
  })

  it('names a repeated, unsigned or foreign certificate, and a commitment for another place or ceremony', () => {
    const certs = members.map(({ cert }) => cert)
    const [first, second] = certs
    if (!first || !second) throw new Error('three certificates')
    expect(refusalOf(() => openCeremony(engine, UUID, 2, [first, second, first])).where).toEqual({ trustee: 3 })
    const forged = { message: first.message, signature: second.signature }
    expect(refusalOf(() => openCeremony(engine, UUID, 2, [first, forged]))).toEqual({ reason: 'message-signature', where: { trustee: 2 } })
    const swapped = [commitments[1], commitments[0], commitments[2]] as SignedMessage[] // three commitments exist
    expect(refusalOf(() => checkCommitments(engine, ceremony, swapped)).where).toEqual({ trustee: 1 })
    const again = openCeremony(engine, 'Other23456789A', 2, certs)
    expect(refusalOf(() => checkCommitments(engine, again, commitments))).toEqual({ reason: 'message-address', where: { trustee: 1 } })
    for (const threshold of [0, 4, 1.5]) expect(refusalOf(() => openCeremony(engine, UUID, threshold, certs)).reason).toBe('trustees-shape')
  })

  it('names who publishes a key that is not the share', () => {
    const finals = [1, 2, 3].map((i) => receive(i, { commitments, openings }).publicKey)
    finals[1] = trusteePublicKey(engine, randomExponent(random), random)
    const close = (): unknown => closeCeremony(engine, ceremony, { commitments, openings }, finals)
    expect(refusalOf(close)).toEqual({ reason: 'trustee-key', where: { trustee: 2 } })
  })
})

describe('every field of the trustees file', () => {
  const { entry } = runCeremony(engine, random, UUID, 2, 2)
  const text = writeTrustees([['Single', trusteePublicKey(engine, randomExponent(random), random)], entry])
  const numbers = [...new Set(text.match(/\d{30,}/g))]
  it.each(numbers.map((number, i) => [i, number]))('number %i changed is refused', (_, number) => {
    const changed = text.replaceAll(String(number), (BigInt(number) + BigInt(1)).toString())
    expect(refusalOf(() => parseTrustees(engine, changed)).where.trustee).toBeGreaterThan(0)
  })

  it('a member outside the subgroup is refused wherever it stands', () => {
    const { p } = group()
    for (const number of numbers.filter((digits) => digits.length > 600)) {
      const changed = text.replaceAll(number, (p - BigInt(number)).toString())
      expect(refusalOf(() => parseTrustees(engine, changed)).where.trustee).toBeGreaterThan(0)
    }
  })
})

describe('fewer than k scrutineers', () => {
  it('cannot decrypt: there is no path, and what their shares give is not the key', () => {
    const { board, secrets } = smallElection({ questions: [forAgainstQuestion('桥')], voters: 2, threshold: 2, trustees: 3 })
    const { state } = board
    const { tally } = state.tally()
    const factors = new Map([[2, tally.map((row) => row.map(({ alpha }) => engine.power(alpha, secrets[1] ?? BigInt(1))))]])
    expect(enoughFactors(state.trustees, new Set([2]))).toBe(false)
    expect(refusalOf(() => combine(state.election, state.trustees, tally, factors, 2)).reason).toBe('decryption-missing')
    for (const secret of secrets) expect(gPower(secret)).not.toBe(state.election.publicKey)
  })

  it('one share fits every possible key equally well', () => {
    const share = randomExponent(random)
    for (const guess of [BigInt(0), BigInt(1), randomExponent(random)]) {
      // A line through (0, guess) and (1, share) always exists: its value at 2 is 2 share - guess.
      const at2 = addExponents(multiplyExponents(BigInt(2), share), group().q - guess)
      const rebuilt = addExponents(
        multiplyExponents(lagrange([1, 2], 1), share),
        multiplyExponents(lagrange([1, 2], 2), at2),
      )
      expect(rebuilt).toBe(guess % group().q)
    }
  })
})

describe('decrypting', () => {
  const { board, secrets } = smallElection({ questions: [forAgainstQuestion('桥')], voters: 2, threshold: 2, trustees: 2 })

  it('a scrutineer decrypts one election once', () => {
    const fresh = openTallied()
    const claimed = new Map<string, string>()
    const ledger = { claim: (uuid: string, sha: string): boolean => !claimed.has(uuid) && claimed.set(uuid, sha).has(uuid) }
    const secret = fresh.secrets[0] ?? BigInt(1)
    expect(decryptOnce(fresh.board.state, secret, ledger, random).trustee).toBe(1)
    expect(refusalOf(() => decryptOnce(fresh.board.state, secret, ledger, random))).toEqual({ reason: 'decrypted-before', where: { trustee: 1 } })
    expect([...claimed.keys()]).toEqual([fresh.board.state.election.uuid])
  })

  it('refuses an open board, a finished one, and a stranger', () => {
    const ledger = { claim: (): boolean => true }
    expect(refusalOf(() => decryptOnce(board.state, secrets[0] ?? BigInt(1), ledger, random)).reason).toBe('board-open')
    const fresh = openTallied()
    expect(refusalOf(() => decryptOnce(fresh.board.state, BigInt(5), ledger, random)).reason).toBe('key-not-trustee')
  })

  it('a bad share is refused on receipt, names the trustee, and does not spoil the board', () => {
    const fresh = openTallied()
    const { state } = fresh.board
    const text = partiallyDecrypt(state.election, state.tally().tally, fresh.secrets[0] ?? BigInt(1), random)
    expect(refusalOf(() => fresh.board.addDecryption(text, 2))).toMatchObject({ reason: 'decryption-proof', where: { trustee: 2 } })
    fresh.board.addDecryption(text, 1)
    expect(refusalOf(() => fresh.board.addDecryption(text, 1)).reason).toBe('decryption-owner')
    expect(refusalOf(() => fresh.board.publishResult()).reason).toBe('decryption-missing')
    fresh.board.addDecryption(partiallyDecrypt(state.election, state.tally().tally, fresh.secrets[1] ?? BigInt(1), random), 2)
    fresh.board.publishResult()
    expect(state.phase).toBe('finished')
  })
})

function openTallied(): { board: ReturnType<typeof smallElection>['board']; secrets: readonly bigint[] } {
  const { board, trustees } = openSimulation(engine, random, {
    questions: [forAgainstQuestion('桥')], voters: 1, revotes: 0, threshold: 2, trustees: 2, timestamp: 1, description: '',
  }) // prettier-ignore
  board.close()
  return { board, secrets: trustees.secrets }
}

describe('paper words', () => {
  const secret = randomExponent(random)
  const words = toPaperWords(engine, UUID, 3, secret)

  it('256 characters, each with its own sound', () => {
    const entries = PINYIN.trim().split(/\s+/)
    expect(Array.from(CHARACTERS)).toHaveLength(256)
    expect(entries.map((entry) => entry.slice(0, 1)).sort()).toEqual(Array.from(CHARACTERS).sort())
    expect(new Set(entries.map((entry) => entry.slice(1))).size).toBe(256)
  })

  it('nine groups of four give the key back, however they are spaced', () => {
    expect(words).toMatch(/^(\S{4} ){8}\S{4}$/)
    expect(fromPaperWords(engine, UUID, words)).toEqual({ trustee: 3, secret })
    expect(fromPaperWords(engine, UUID, words.replace(/ /g, '\u3000\n'))).toEqual({ trustee: 3, secret })
  })

  it('any wrong, missing or exchanged character is noticed', () => {
    const characters = Array.from(words.replace(/ /g, ''))
    characters.forEach((old, i) => {
      const other = old === '山' ? '水' : '山'
      const changed = characters.map((character, k) => (k === i ? other : character)).join('')
      expect(refusalOf(() => fromPaperWords(engine, UUID, changed)).reason).toBe('paper-words')
      expect(refusalOf(() => fromPaperWords(engine, UUID, characters.filter((_, k) => k !== i).join(''))).where.field).toBe('共35个字')
      const next = characters[i + 1]
      if (next === undefined || next === old) return
      const exchanged = characters.map((character, k) => (k === i ? next : k === i + 1 ? old : character)).join('')
      expect(refusalOf(() => fromPaperWords(engine, UUID, exchanged)).reason).toBe('paper-words')
    })
    expect(refusalOf(() => fromPaperWords(engine, UUID, words.replace(/^./, '龘'))).where.field).toBe('第1个字“龘”')
    expect(refusalOf(() => fromPaperWords(engine, 'Other23456789A', words)).where.field).toBe('checksum')
  })
})
