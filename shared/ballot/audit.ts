import { type Opening } from './create-ballot'
import { type OpenElection, hashJson, slots } from './election'
import { plainPower } from './engine'
import { group } from './group'
import { fields, list, parseDecimal, parseElement, parseJson } from './numbers'
import { fromHex } from './random'
import { demand, type Where } from './refusal'
import { drawFrom } from './prepare'

const OPENING = 'ballot-opening'

/**
 * Checking an opened ballot on a second device. This file reads the sealed text as plain JSON and computes with the
 * simplest power there is: it shares no code with the making of ballots except the derivation of exponents from the seed,
 * which is itself published (docs/ballot-protocol.md).
 */
export interface AuditedVote {
  readonly question: string
  /** What the phone really encrypted, in words of the ballot; a blank vote is said as 空白票. */
  readonly marked: readonly string[]
}

/** Reads an opening from its text (QR code or paste). Refuses another form. */
export function parseOpening(text: string): Opening {
  const keys = ['election', 'seal', 'seed', 'credential', 'choices']
  const value = fields(parseJson(text, OPENING), keys, [], OPENING)
  const { election, seal, seed } = value
  demand(typeof election === 'string' && typeof seal === 'string', OPENING)
  demand(typeof seed === 'string' && /^[0-9a-f]{64}$/.test(seed), OPENING, { field: 'seed' })
  const credential = parseElement(value.credential, OPENING).toString()
  const choices = list(value.choices, OPENING).map((row) =>
    list(row, OPENING).map((choice) => {
      demand(choice === 0 || choice === 1, OPENING, { field: 'choices' })
      return choice
    }),
  )
  return { election, seal, seed, credential, choices }
}

function readPair(value: unknown, where: Where): { alpha: bigint; beta: bigint } {
  const pair = fields(value, ['alpha', 'beta'], [], OPENING, where)
  return {
    alpha: parseDecimal(pair.alpha, OPENING, where),
    beta: parseDecimal(pair.beta, OPENING, where),
  }
}

/**
 * Says what a sealed text really holds, given its opening: the seal is the hash of the text, every alpha is g^r and every
 * beta is y^r or y^r g with r from the seed. Refuses any difference. Specification 4.11.1 and 4.15.
 */
export function checkOpening(election: OpenElection, opening: Opening, sealedText: string): AuditedVote[] {
  demand(opening.election === election.fingerprint, 'ballot-election')
  demand(hashJson(election.engine, sealedText) === opening.seal, OPENING, { field: 'seal' })
  const keys = ['election_uuid', 'election_hash', 'credential', 'answers']
  const ballot = fields(parseJson(sealedText, OPENING), keys, [], OPENING)
  demand(ballot.credential === opening.credential, OPENING, { field: 'credential' })
  const answers = list(ballot.answers, OPENING, {}, election.questions.length)
  const draw = drawFrom(election, fromHex(opening.seed))
  const { g, p, one } = group()
  return election.questions.map((question, i) => {
    const answer = answers[i] as { choices?: unknown } // only `choices` is read, and it is checked next
    const choices = list(answer?.choices, OPENING, { question: i + 1 }, slots(question))
    const values = choices.map((choice, j) => {
      const where = { question: i + 1, answer: j + 1 }
      const { alpha, beta } = readPair(choice, where)
      const r = draw(`${i}.${j}.r`)
      demand(alpha === plainPower(g, r), OPENING, where)
      const mask = plainPower(election.publicKey, r)
      const value = beta === mask ? 0 : 1
      demand(beta === (mask * (value === 1 ? g : one)) % p, OPENING, where)
      demand(value === opening.choices[i]?.[j], OPENING, where)
      return value
    })
    const names = question.blank ? ['空白票', ...question.answers] : question.answers
    return { question: question.question, marked: names.filter((_, j) => values[j] === 1) }
  })
}
