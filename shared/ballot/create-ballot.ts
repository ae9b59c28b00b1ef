import { type Answer, type Ballot, unsignedText } from './ballot'
import { hashJson, slots, type OpenElection, type Question } from './election'
import { addExponents, group, modulo, multiply } from './group'
import { type Preparation, type PreparedAnswer, type PreparedChoice, type PreparedStatement } from './prepare'
import { proveDisjunction, proveKnowledge, type Proof, type ProverStatement } from './proofs'
import { demand } from './refusal'
import { type Hash } from './sha256'

/** Choices of one question: 0 or 1 for each slot, the blank slot first where there is one. Specification 4.11.1. */
export type Choices = readonly (0 | 1)[]

/** Refuses choices that the question does not allow, before anything is encrypted. */
export function demandAllowed(question: Question, choices: Choices, number: number): void {
  const where = { question: number }
  demand(choices.length === slots(question), 'choice-forbidden', where)
  demand(
    choices.every((choice) => choice === 0 || choice === 1),
    'choice-forbidden',
    where,
  )
  const blank = question.blank ? choices[0] : 0
  const marks = (question.blank ? choices.slice(1) : choices).filter((choice) => choice === 1).length
  const allowed = blank === 1 ? marks === 0 : marks >= question.min && marks <= question.max
  demand(allowed, 'choice-forbidden', where)
}

interface Encrypted {
  readonly r: bigint
  readonly m: 0 | 1
  readonly alpha: bigint
  readonly beta: bigint
  readonly alphaText: string
  readonly betaText: string
}

function encrypt(prepared: PreparedChoice, m: 0 | 1): Encrypted {
  const alpha = prepared.r.gu
  const beta = multiply(prepared.r.yu, m === 1 ? group().g : group().one)
  return { r: prepared.r.u, m, alpha, beta, alphaText: alpha.toString(), betaText: beta.toString() }
}

/** Proof that a choice is 0 or 1. The false value's challenge is c or -c, so that its shift is g^c for either vote. */
function proveChoice(prefix: Hash, prepared: PreparedChoice, { r, m, alphaText, betaText }: Encrypted): Proof[] {
  const { one, q } = group()
  const statement = (value: 0 | 1): ProverStatement => ({
    randomness: r,
    ...(value === 0 ? prepared.value0 : prepared.value1),
    c: m === 1 ? prepared.c : q - prepared.c,
    shift: value === m ? one : prepared.gc,
  })
  return proveDisjunction(prefix.copy().update(`${alphaText},${betaText}|`), [statement(0), statement(1)], m)
}

/** Statements from (randomness, excess of what is encrypted over what is claimed); the power is taken for every one. */
function statementsOf(
  election: OpenElection,
  prepared: readonly PreparedStatement[],
  claims: readonly { r: bigint; excess: number }[],
): ProverStatement[] {
  const { q } = group()
  return prepared.map((ready, k) => {
    const claim = claims[k] ?? { r: group().zero, excess: 0 }
    const shift = election.g.power(modulo(BigInt(claim.excess) * ready.c, q))
    return { ...ready, randomness: claim.r, shift }
  })
}

function createAnswer(
  election: OpenElection,
  head: string,
  question: Question,
  prepared: PreparedAnswer,
  choices: Choices,
): Answer {
  const hash = (): Hash => election.engine.hash()
  const encrypted = prepared.choices.map((choice, j) => encrypt(choice, choices[j] ?? 0))
  const prefix = hash().update(`prove|${head}|`)
  const individual = encrypted.map((choice, j) => {
    const ready = prepared.choices[j]
    return ready ? proveChoice(prefix, ready, choice) : []
  })
  const all = encrypted.map(({ alphaText, betaText }) => `${alphaText},${betaText}`).join(',')
  const marks = question.blank ? encrypted.slice(1) : encrypted
  const total = marks.reduce((sum, { m }) => sum + m, 0)
  const rTotal = marks.reduce((sum, { r }) => addExponents(sum, r), group().zero)
  const totals = prepared.total.map((_, k) => ({ r: rTotal, excess: total - question.min - k }))
  const written = encrypted.map(({ alphaText, betaText }) => ({ alpha: alphaText, beta: betaText }))
  if (!question.blank) {
    const alpha = marks.reduce((sum, choice) => multiply(sum, choice.alpha), group().one)
    const beta = marks.reduce((sum, choice) => multiply(sum, choice.beta), group().one)
    const start = prefix.copy().update(`${all}|${alpha},${beta}|`)
    const overall = proveDisjunction(start, statementsOf(election, prepared.total, totals), total - question.min)
    return { choices: written, individual_proofs: individual, overall_proof: overall }
  }
  const slot = encrypted[0] ?? { r: rTotal, m: 0 } // a blank question has its slot
  const start = (name: string): Hash => hash().update(`${name}|${head}|${all}|`)
  const blankClaims = [{ r: slot.r, excess: slot.m }, { r: rTotal, excess: total }]
  const blank = proveDisjunction(start('bproof0'), statementsOf(election, prepared.blank, blankClaims), slot.m)
  const claims = [{ r: slot.r, excess: slot.m - 1 }, ...totals.slice(0, -1)]
  const real = slot.m === 1 ? 0 : 1 + total - question.min
  const overall = proveDisjunction(start('bproof1'), statementsOf(election, prepared.total, claims), real)
  return { choices: written, individual_proofs: individual, overall_proof: overall, blank_proof: blank }
}

/**
 * What opens a sealed ballot: the seed and the choices. Short enough for a QR code; with it anyone rebuilds the ballot
 * and compares the seal. It tells the vote, so an opened ballot is never cast.
 */
export interface Opening {
  readonly election: string
  readonly seal: string
  readonly seed: string
  readonly credential: string
  readonly choices: readonly Choices[]
}

/**
 * A ballot that is encrypted and sealed but not signed. Its seal (H_JSON of the unsigned text) is shown first; then the
 * voter casts it or opens it to check the phone, never both: without a signature nobody can cast an opened ballot.
 */
export class SealedBallot {
  private fate: 'sealed' | 'cast' | 'opened' = 'sealed'

  constructor(
    private readonly preparation: Preparation,
    private readonly ballot: Ballot,
    private readonly choices: readonly Choices[],
    /** 43 characters; the signature of the cast ballot repeats it, so the board shows it too. */
    readonly seal: string,
    /** The text under the seal. */
    readonly text: string,
  ) {}

  /** Signs with the secret exponent of the credential and gives the text to cast. Specification 4.14. */
  cast(secret: bigint): string {
    demand(this.fate !== 'opened', 'ballot-audited')
    this.fate = 'cast'
    const { engine, g } = this.preparation.election
    demand(g.power(secret).toString() === this.ballot.credential, 'credential-proof')
    const proof = proveKnowledge(engine, g, `sig|${this.seal}|`, secret, this.preparation.draw('signature'))
    return JSON.stringify({ ...this.ballot, signature: { hash: this.seal, proof } })
  }

  /** Opens it for checking on a second device; refuses once it has been cast. */
  open(): Opening {
    demand(this.fate !== 'cast', 'preparation-used')
    this.fate = 'opened'
    const seed = Array.from(this.preparation.seed, (byte) => byte.toString(16).padStart(2, '0')).join('')
    const { credential, election_hash } = this.ballot
    return { election: election_hash, seal: this.seal, seed, credential, choices: this.choices }
  }
}

/** Encrypts the choices with a preparation, which is used up. Refuses choices not allowed. Specification 4.11 to 4.13. */
export function sealBallot(preparation: Preparation, credential: bigint, choices: readonly Choices[]): SealedBallot {
  const { election } = preparation
  demand(choices.length === election.questions.length, 'choice-forbidden')
  election.questions.forEach((question, i) => demandAllowed(question, choices[i] ?? [], i + 1))
  preparation.spend()
  const head = `${election.fingerprint}|${credential}`
  const ballot: Ballot = {
    election_uuid: election.uuid,
    election_hash: election.fingerprint,
    credential: credential.toString(),
    answers: election.questions.map((question, i) => {
      const prepared = preparation.answers[i] ?? { choices: [], total: [], blank: [] }
      return createAnswer(election, head, question, prepared, choices[i] ?? [])
    }),
  }
  const text = unsignedText(ballot)
  return new SealedBallot(preparation, ballot, choices, hashJson(election.engine, text), text)
}
