import { Board } from '@shared/ballot/board'
import { type BoardPorts } from '@shared/ballot/board-state'
import {
  closeCeremony,
  commitPolynomial,
  joinCeremony,
  openCeremony,
  openPolynomial,
  receiveShares,
} from '@shared/ballot/ceremony'
import { sealBallot, type Choices } from '@shared/ballot/create-ballot'
import { makeCredential, type Credential } from '@shared/ballot/credential'
import { decryptOnce } from '@shared/ballot/decrypt-once'
import { makeElection, makeUuid, type Question } from '@shared/ballot/election'
import { type Engine } from '@shared/ballot/engine'
import { prepareBallot } from '@shared/ballot/prepare'
import { randomBelow, randomExponent, type RandomBytes } from '@shared/ballot/random'
import { freezeRoll } from '@shared/ballot/roll'
import { parseTrustees, trusteePublicKey, writeTrustees, type TrusteeEntry } from '@shared/ballot/trustees'

/** The scrutineers' secret keys and the public file about them. */
export interface TrusteeSet {
  readonly secrets: readonly bigint[]
  readonly text: string
  /** Members needed in each group, in slot order: a single trustee is a group of one. */
  readonly needed: readonly number[]
}

/** Runs the whole threshold ceremony among `count` scrutineers in memory; any `threshold` can decrypt. */
export function runCeremony(
  engine: Engine,
  random: RandomBytes,
  uuid: string,
  threshold: number,
  count: number,
): { entry: TrusteeEntry; secrets: bigint[] } {
  const members = Array.from({ length: count }, () => joinCeremony(engine, random))
  const ceremony = openCeremony(engine, uuid, threshold, members.map(({ cert }) => cert))
  const polynomials = members.map((member, i) => commitPolynomial(engine, ceremony, member, i + 1, random))
  const commitments = polynomials.map(({ commitment }) => commitment)
  const openings = members.map((member, i) => {
    const polynomial = polynomials[i]
    if (!polynomial) throw new RangeError('a polynomial for each member')
    return openPolynomial(engine, ceremony, member, polynomial, commitments, random)
  })
  const messages = { commitments, openings }
  const finals = members.map((member, i) => receiveShares(engine, ceremony, member, i + 1, messages, random))
  const entry = closeCeremony(engine, ceremony, messages, finals.map(({ publicKey }) => publicKey))
  return { entry: ['Pedersen', entry], secrets: finals.map(({ secret }) => secret) }
}

/** Trustees of a simulated election: one alone (1/1), or a threshold ceremony K/N. */
export function makeTrustees(engine: Engine, random: RandomBytes, uuid: string, threshold: number, count: number): TrusteeSet {
  if (count === 1) {
    const secret = randomExponent(random)
    return { secrets: [secret], text: writeTrustees([['Single', trusteePublicKey(engine, secret, random)]]), needed: [1] }
  }
  const { entry, secrets } = runCeremony(engine, random, uuid, threshold, count)
  return { secrets, text: writeTrustees([entry]), needed: secrets.slice(0, threshold).map((_, i) => i + 1) }
}

/** Random allowed choices of one question. */
export function randomChoices(question: Question, random: RandomBytes): Choices {
  const { answers, blank, min, max } = question
  const slots: (0 | 1)[] = answers.map(() => 0)
  if (blank && randomBelow(random, 5) === 0) return [1, ...slots]
  const marks = min + randomBelow(random, max - min + 1)
  for (let left = marks; left > 0; ) {
    const at = randomBelow(random, answers.length)
    if (slots[at] === 1) continue
    slots[at] = 1
    left--
  }
  return blank ? [0, ...slots] : slots
}

export interface Simulation {
  readonly questions: readonly Question[]
  readonly voters: number
  /** How many of the first voters vote a second time. */
  readonly revotes: number
  readonly threshold: number
  readonly trustees: number
  readonly timestamp: number
  readonly description: string
}

export interface SimulatedElection {
  readonly uuid: string
  /** Counted in the clear while the votes were drawn. */
  readonly plain: readonly (readonly number[])[]
  readonly decrypted: string
}

/** Everything up to the opening of the vote. */
export function openSimulation(
  engine: Engine,
  random: RandomBytes,
  simulation: Simulation,
  ports: BoardPorts = {},
): { board: Board; bytes: Uint8Array; credentials: Credential[]; trustees: TrusteeSet } {
  const uuid = makeUuid(random)
  const trustees = makeTrustees(engine, random, uuid, simulation.threshold, simulation.trustees)
  const { publicKey } = parseTrustees(engine, trustees.text)
  const { questions, description } = simulation
  const election = makeElection({ uuid, name: '模拟票决', description, publicKey, questions })
  const credentials = Array.from({ length: simulation.voters }, () => makeCredential(engine, random))
  const roll = freezeRoll(credentials.map((credential) => credential.public))
  const files = { election, trustees: trustees.text, roll }
  const { board, addition } = Board.start(engine, files, simulation.timestamp, ports)
  return { board, bytes: addition.bytes, credentials, trustees }
}

/** Decrypts with the first scrutineers that suffice and publishes the result. */
export function finishSimulation(board: Board, trustees: TrusteeSet, random: RandomBytes, write: (bytes: Uint8Array) => void): string {
  for (const slot of trustees.needed) {
    const claimed = new Set<string>()
    const ledger = { claim: (uuid: string): boolean => !claimed.has(uuid) && claimed.add(uuid).has(uuid) }
    const { trustee, text } = decryptOnce(board.state, trustees.secrets[slot - 1] ?? BigInt(0), ledger, random)
    write(board.addDecryption(text, trustee).bytes)
  }
  write(board.publishResult().bytes)
  return board.state.published ?? ''
}

/** A whole election with random votes; every piece of the public file goes to `write` as it comes. */
export function simulateElection(
  engine: Engine,
  random: RandomBytes,
  simulation: Simulation,
  write: (bytes: Uint8Array) => void,
  ports: BoardPorts = {},
): SimulatedElection {
  const { board, bytes, credentials, trustees } = openSimulation(engine, random, simulation, ports)
  write(bytes)
  const { election } = board.state
  const last = new Map<Credential, readonly Choices[]>()
  const order = [...credentials, ...credentials.slice(0, simulation.revotes)]
  for (const credential of order) {
    const choices = election.questions.map((question) => randomChoices(question, random))
    const sealed = sealBallot(prepareBallot(election, random(32)), credential.public, choices)
    write(board.addBallot(sealed.cast(credential.secret)).bytes)
    last.set(credential, choices)
  }
  write(board.close().bytes)
  const decrypted = finishSimulation(board, trustees, random, write)
  const plain = election.questions.map((question, i) =>
    Array.from({ length: question.answers.length + (question.blank ? 1 : 0) }, (_, j) =>
      [...last.values()].reduce((sum, choices) => sum + (choices[i]?.[j] ?? 0), 0),
    ),
  )
  return { uuid: election.uuid, plain, decrypted }
}
