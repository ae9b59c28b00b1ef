import { totalProofs, unsignedText, type Answer, type Ballot } from './ballot'
import { fromBase64, toBase64 } from './base64'
import { hashJson, slots, type OpenElection, type Question } from './election'
import { ELEMENT_BYTES, EXPONENT_BYTES } from './group'
import { type Proof } from './proofs'
import { fromHex, toHex } from './random'
import { demand } from './refusal'

/**
 * The compact form of a ballot for the wire: a version byte, the 32 bytes of the election's fingerprint, then every
 * number at fixed width in the order of the JSON. All ballots of an election have one length. 20 x 3 choices: 40,033 bytes.
 */
const VERSION = 1

class Writer {
  private readonly parts: string[] = []

  number(decimal: string, width: number): void {
    const hex = BigInt(decimal).toString(16)
    this.parts.push(hex.padStart(2 * width, '0'))
  }

  proofs(proofs: readonly Proof[]): void {
    for (const { challenge, response } of proofs) {
      this.number(challenge, EXPONENT_BYTES)
      this.number(response, EXPONENT_BYTES)
    }
  }

  hex(): string {
    return this.parts.join('')
  }
}

class Reader {
  private at = 0
  constructor(private readonly hex: string) {}

  take(width: number): string {
    const end = this.at + 2 * width
    demand(end <= this.hex.length, 'ballot-shape', { field: 'length' })
    const part = this.hex.slice(this.at, end)
    this.at = end
    return part
  }

  number(width: number): string {
    return BigInt(`0x${this.take(width)}`).toString()
  }

  proofs(count: number): Proof[] {
    return Array.from({ length: count }, () => ({
      challenge: this.number(EXPONENT_BYTES),
      response: this.number(EXPONENT_BYTES),
    }))
  }

  finish(): void {
    demand(this.at === this.hex.length, 'ballot-shape', { field: 'length' })
  }
}

const fingerprintHex = (election: OpenElection): string => toHex(fromBase64(election.fingerprint))

/** Bytes of the compact form of every ballot of this election. */
export function compactLength(election: OpenElection): number {
  const proof = 2 * EXPONENT_BYTES
  const answers = election.questions.map((question) => {
    const choices = slots(question) * (2 * ELEMENT_BYTES + 2 * proof)
    return choices + totalProofs(question) * proof + (question.blank ? 2 * proof : 0)
  })
  return answers.reduce((sum, bytes) => sum + bytes, 1 + 32 + ELEMENT_BYTES + proof)
}

/**
 * The compact form of a ballot that this program made or has checked; it is read without another check, because phones
 * do this last. Whoever receives it rebuilds the text with `fromCompact` and checks that.
 */
export function toCompact(election: OpenElection, text: string): Uint8Array {
  const ballot = JSON.parse(text) as Required<Ballot> // made by sealBallot or passed by checkBallot
  const out = new Writer()
  out.number(ballot.credential, ELEMENT_BYTES)
  for (const answer of ballot.answers) {
    for (const { alpha, beta } of answer.choices) {
      out.number(alpha, ELEMENT_BYTES)
      out.number(beta, ELEMENT_BYTES)
    }
    answer.individual_proofs.forEach((proofs) => out.proofs(proofs))
    out.proofs(answer.overall_proof)
    out.proofs(answer.blank_proof ?? [])
  }
  out.proofs([ballot.signature.proof])
  return fromHex(`0${VERSION}${fingerprintHex(election)}${out.hex()}`)
}

function readAnswer(from: Reader, question: Question): Answer {
  const count = slots(question)
  const choices = Array.from({ length: count }, () => ({
    alpha: from.number(ELEMENT_BYTES),
    beta: from.number(ELEMENT_BYTES),
  }))
  const individual = Array.from({ length: count }, () => from.proofs(2))
  const overall = from.proofs(totalProofs(question))
  const answer = { choices, individual_proofs: individual, overall_proof: overall }
  return question.blank ? { ...answer, blank_proof: from.proofs(2) } : answer
}

/** The exact canonical text of a compact ballot. The signature's hash is computed, not carried. */
export function fromCompact(election: OpenElection, bytes: Uint8Array): string {
  const from = new Reader(toHex(bytes))
  demand(from.take(1) === `0${VERSION}`, 'ballot-shape', { field: 'version' })
  demand(from.take(32) === fingerprintHex(election), 'ballot-election', { field: 'fingerprint' })
  const ballot: Ballot = {
    election_uuid: election.uuid,
    election_hash: election.fingerprint,
    credential: from.number(ELEMENT_BYTES),
    answers: election.questions.map((question) => readAnswer(from, question)),
  }
  const [proof] = from.proofs(1)
  from.finish()
  demand(proof !== undefined, 'ballot-shape')
  return JSON.stringify({ ...ballot, signature: { hash: hashJson(election.engine, unsignedText(ballot)), proof } })
}

/** The compact form as Base64 text, for a transport that carries only text. */
export const toWire = (election: OpenElection, text: string): string => toBase64(toCompact(election, text))

/** The exact canonical text of a ballot that came as Base64. */
export const fromWire = (election: OpenElection, wire: string): string => fromCompact(election, fromBase64(wire))
