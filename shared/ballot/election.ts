import { toBase64 } from './base64'
import { FixedBase, generatorTable, isMember, type Engine } from './engine'
import { GROUP_NAME, group, invert, multiply } from './group'
import { fields, list, parseElement, parseJson } from './numbers'
import { type Bases } from './proofs'
import { randomBelow, fromHex, type RandomBytes } from './random'
import { demand } from './refusal'

const SHAPE = 'election-shape'

/** The most projects one election carries. */
export const MOST_QUESTIONS = 40
const MOST_ANSWERS = 64
export const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
/** The three answers of a for/against/abstain question (赞成、反对、弃权), in this order. */
export const FOR_AGAINST_ABSTAIN = ['赞成', '反对', '弃权'] as const
/**
 * Said in an election's description, this makes a second ballot under one credential an error. Belenios has no field for
 * it; a sentence that a person can read and the fingerprint covers does both.
 */
export const ONE_BALLOT_SENTENCE = '每人只能投一次，投出后不能更改。'

/** A homomorphic question. Specification 4.9.1. */
export interface Question {
  readonly answers: readonly string[]
  readonly blank: boolean
  readonly min: number
  readonly max: number
  readonly question: string
}

/** An election as its file says. Specification 4.10. */
export interface Election {
  readonly uuid: string
  readonly name: string
  readonly description: string
  readonly publicKey: bigint
  readonly questions: readonly Question[]
  readonly oneBallot: boolean
}

/** An election opened for work: the exact text, its fingerprint, and the tables of powers. */
export interface OpenElection extends Election, Bases {
  readonly text: string
  /** H_JSON of the exact text: 43 characters. Specification 4.15. */
  readonly fingerprint: string
  /** g^-1, to divide claimed values out. */
  readonly inverseG: bigint
}

/** Mark at least min and at most max of the answers (差额); with `blank` a blank vote is a vote of its own. */
export function markQuestion(
  question: string,
  answers: readonly string[],
  limits: { min: number; max: number; blank?: boolean },
): Question {
  return { answers, blank: limits.blank ?? false, min: limits.min, max: limits.max, question }
}

/** For, against or abstain on one project: exactly one of three. */
export function forAgainstQuestion(project: string): Question {
  return { answers: FOR_AGAINST_ABSTAIN, blank: false, min: 1, max: 1, question: project }
}

/** A fresh election id: 14 Base58 characters (82 bits). Specification 4.2 (uuid). */
export function makeUuid(random: RandomBytes): string {
  return Array.from({ length: 14 }, () => BASE58[randomBelow(random, 58)]).join('')
}

/** The text of an election file, in the one order of keys. Refuses what `openElection` would refuse. Specification 4.10. */
export function makeElection(parts: {
  uuid: string
  name: string
  description: string
  publicKey: bigint
  questions: readonly Question[]
}): string {
  const questions = parts.questions.map(({ answers, blank, min, max, question }) => ({
    answers,
    ...(blank ? { blank } : {}),
    min,
    max,
    question,
  }))
  const text = JSON.stringify({
    version: 1,
    description: parts.description,
    name: parts.name,
    group: GROUP_NAME,
    public_key: parts.publicKey.toString(),
    questions,
    uuid: parts.uuid,
  })
  parseElection(text)
  return text
}

/** Reads an election file. Refuses another version or group, wrong limits, and characters that do not print. */
export function parseElection(text: string): Election {
  const optional = ['administrator', 'credential_authority']
  const keys = ['version', 'description', 'name', 'group', 'public_key', 'questions', 'uuid']
  const value = fields(parseJson(text, SHAPE), keys, optional, SHAPE)
  demand(value.version === 1, SHAPE, { field: 'version' })
  demand(value.group === GROUP_NAME, 'election-group')
  const uuid = value.uuid
  demand(typeof uuid === 'string' && uuid.length >= 14 && isBase58(uuid), SHAPE, { field: 'uuid' })
  const questions = list(value.questions, SHAPE, { field: 'questions' })
  demand(questions.length > 0 && questions.length <= MOST_QUESTIONS, SHAPE, { field: 'questions' })
  const description = plainText(value.description, 'description')
  return {
    uuid,
    name: plainText(value.name, 'name'),
    description,
    publicKey: parseElement(value.public_key, 'election-key'),
    questions: questions.map((question, i) => parseQuestion(question, i + 1)),
    oneBallot: description.includes(ONE_BALLOT_SENTENCE),
  }
}

const isBase58 = (text: string): boolean => Array.from(text).every((character) => BASE58.includes(character))

function plainText(value: unknown, field: string, question?: number): string {
  const where = question === undefined ? { field } : { field, question }
  demand(typeof value === 'string', SHAPE, where)
  const codes = Array.from(value, (character) => character.codePointAt(0) ?? 0)
  demand(
    codes.every((code) => code >= 32 && code !== 127 && !(code >= 0xd800 && code <= 0xdfff)),
    SHAPE,
    where,
  )
  return value
}

function parseQuestion(value: unknown, question: number): Question {
  const where = { question }
  const parts = fields(value, ['answers', 'min', 'max', 'question'], ['blank'], SHAPE, where)
  const answers = list(parts.answers, SHAPE, where).map((text) => plainText(text, 'answers', question))
  demand(answers.length > 0 && answers.length <= MOST_ANSWERS, SHAPE, where)
  const { min, max, blank = false } = parts
  demand(typeof blank === 'boolean', SHAPE, { ...where, field: 'blank' })
  demand(typeof min === 'number' && Number.isInteger(min) && min >= 0, SHAPE, { ...where, field: 'min' })
  const fits = typeof max === 'number' && Number.isInteger(max) && max >= min && max <= answers.length && max > 0
  demand(fits, SHAPE, { ...where, field: 'max' })
  return { answers, blank, min, max, question: plainText(parts.question, 'question', question) }
}

/** H_JSON: SHA-256 in Base64 without padding. Fingerprints and trackers. Specification 4.15. */
export function hashJson(engine: Engine, text: string): string {
  return toBase64(fromHex(engine.hash().update(text).hex()))
}

/** Opens an election file for voting, checking or counting: reads it and makes the tables (a second on an old phone). */
export function openElection(text: string, engine: Engine): OpenElection {
  const election = parseElection(text)
  demand(isMember(engine, election.publicKey), 'election-key')
  const { p, g } = group()
  return {
    ...election,
    text,
    engine,
    fingerprint: hashJson(engine, text),
    g: generatorTable(engine.window),
    y: new FixedBase(election.publicKey, engine.window),
    inverseG: invert(g, p),
  }
}

/** Choices in one answer: one an answer, and one before them for a blank vote. Specification 4.11.1. */
export const slots = (question: Question): number => question.answers.length + (question.blank ? 1 : 0)

/** The values that the sum of the choices may take, in the order of the proof. Specification 4.12, 4.13. */
export function allowedTotals(question: Question): number[] {
  return Array.from({ length: question.max - question.min + 1 }, (_, i) => question.min + i)
}

/** beta with the value v divided out. */
export function divideOut(election: OpenElection, beta: bigint, v: number): bigint {
  let result = beta
  for (let i = 0; i < v; i++) result = multiply(result, election.inverseG)
  return result
}
