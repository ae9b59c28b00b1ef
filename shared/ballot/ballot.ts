import { hashJson, slots, type OpenElection, type Question } from './election'
import { fields, list, parseElement, parseJson } from './numbers'
import { readProof, type Proof } from './proofs'
import { demand, type Where } from './refusal'

const SHAPE = 'ballot-shape'

/** An encrypted choice as written. Specification 4.3. */
export interface Ciphertext {
  readonly alpha: string
  readonly beta: string
}

/** An encrypted answer as written, keys in order. Specification 4.11.1. */
export interface Answer {
  readonly choices: readonly Ciphertext[]
  readonly individual_proofs: readonly (readonly Proof[])[]
  readonly overall_proof: readonly Proof[]
  readonly blank_proof?: readonly Proof[]
}

/** A ballot as written, keys in order. Specification 4.15. */
export interface Ballot {
  readonly election_uuid: string
  readonly election_hash: string
  readonly credential: string
  readonly answers: readonly Answer[]
  readonly signature?: { readonly hash: string; readonly proof: Proof }
}

/** A proof whose numbers are canonical, kept as written. */
function readable(value: unknown, where: Where): Proof {
  readProof(value, 'ballot-number', where)
  const { challenge, response } = value as Proof // readProof has looked at it
  return { challenge, response }
}

function readProofs(value: unknown, length: number, where: Where): Proof[] {
  return list(value, SHAPE, where, length).map((proof) => readable(proof, where))
}

function readChoice(value: unknown, where: Where): Ciphertext {
  const { alpha, beta } = fields(value, ['alpha', 'beta'], [], SHAPE, where)
  parseElement(alpha, 'ballot-number', { ...where, field: 'alpha' })
  parseElement(beta, 'ballot-number', { ...where, field: 'beta' })
  return { alpha: String(alpha), beta: String(beta) }
}

/** How many proofs the total of a question carries. Specification 4.12, 4.13. */
export const totalProofs = (question: Question): number => question.max - question.min + (question.blank ? 2 : 1)

function readAnswer(value: unknown, question: Question, number: number): Answer {
  const where = { question: number }
  const keys = ['choices', 'individual_proofs', 'overall_proof', ...(question.blank ? ['blank_proof'] : [])]
  const answer = fields(value, keys, [], SHAPE, where)
  const count = slots(question)
  const choices = list(answer.choices, SHAPE, { ...where, field: 'choices' }, count)
  const individual = list(answer.individual_proofs, SHAPE, { ...where, field: 'individual_proofs' }, count)
  return {
    choices: choices.map((choice, i) => readChoice(choice, { ...where, answer: i + 1 })),
    individual_proofs: individual.map((proofs, i) =>
      readProofs(proofs, 2, { ...where, answer: i + 1, field: 'individual_proofs' }),
    ),
    overall_proof: readProofs(answer.overall_proof, totalProofs(question), { ...where, field: 'overall_proof' }),
    ...(question.blank ? { blank_proof: readProofs(answer.blank_proof, 2, { ...where, field: 'blank_proof' }) } : {}),
  }
}

/**
 * Reads a ballot of this election and insists on the one canonical text: compact, keys in order, numbers without
 * leading zeros (belenios-tool 2.0 lets those pass), exponents below q. Proofs are checked elsewhere. Specification 4.15.
 */
export function parseBallot(election: OpenElection, text: string): Required<Ballot> {
  const keys = ['election_uuid', 'election_hash', 'credential', 'answers', 'signature']
  const value = fields(parseJson(text, SHAPE), keys, [], SHAPE)
  demand(value.election_uuid === election.uuid, 'ballot-election', { field: 'election_uuid' })
  demand(value.election_hash === election.fingerprint, 'ballot-election', { field: 'election_hash' })
  const answers = list(value.answers, SHAPE, { field: 'answers' }, election.questions.length)
  const signature = fields(value.signature, ['hash', 'proof'], [], SHAPE, { field: 'signature' })
  demand(typeof signature.hash === 'string', SHAPE, { field: 'signature.hash' })
  const ballot = {
    election_uuid: election.uuid,
    election_hash: election.fingerprint,
    credential: parseElement(value.credential, 'ballot-number', { field: 'credential' }).toString(),
    answers: election.questions.map((question, i) => readAnswer(answers[i], question, i + 1)),
    signature: {
      hash: signature.hash,
      proof: readable(signature.proof, { field: 'signature.proof' }),
    },
  }
  demand(JSON.stringify(ballot) === text, SHAPE, { field: 'canonical' })
  return ballot
}

/** The text that the signature covers: the ballot without its signature. Specification 4.15. */
export function unsignedText(ballot: Ballot): string {
  const { election_uuid, election_hash, credential, answers } = ballot
  return JSON.stringify({ election_uuid, election_hash, credential, answers })
}

/** The tracker by which a voter finds the ballot on the board: H_JSON of the whole text, 43 characters. Spec 4.15. */
export const tracker = (election: OpenElection, text: string): string => hashJson(election.engine, text)
