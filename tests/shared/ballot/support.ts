import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Board } from '@shared/ballot/board'
import { sealBallot, type Choices } from '@shared/ballot/create-ballot'
import { makeCredential, type Credential } from '@shared/ballot/credential'
import { makeElection, openElection, type OpenElection, type Question } from '@shared/ballot/election'
import { generatorTable } from '@shared/ballot/engine'
import { prepareBallot } from '@shared/ballot/prepare'
import { BallotRefusal, type Reason, type Where } from '@shared/ballot/refusal'
import { ArchiveVerifier, type BoardReport } from '@shared/ballot/verify-archive'
import { nodeEngine, systemRandom } from '../../../scripts/ballot/node-engine'
import { finishSimulation, openSimulation, randomChoices, type Simulation } from '../../../scripts/ballot/simulate-election'

/** One engine for all tests of a file: its tables are made once. */
export const engine = nodeEngine(6)
export const random = systemRandom
export const UUID = 'Test123456789A'

/** An election under a key whose secret the test knows. */
export function electionOf(questions: readonly Question[], description = '检验'): { election: OpenElection; secret: bigint } {
  const { secret, public: publicKey } = makeCredential(engine, random)
  const text = makeElection({ uuid: UUID, name: '检验', description, publicKey, questions })
  return { election: openElection(text, engine), secret }
}

/** A cast ballot with the given choices. */
export function castBallot(election: OpenElection, credential: Credential, choices: readonly Choices[]): string {
  return sealBallot(prepareBallot(election, random(32)), credential.public, choices).cast(credential.secret)
}

/** The refusal that `work` ends in; fails when it ends in none. */
export function refusalOf(work: () => unknown): { reason: Reason; where: Where } {
  try {
    work()
  } catch (error) {
    if (error instanceof BallotRefusal) return { reason: error.reason, where: error.where }
    throw error
  }
  throw new Error('nothing was refused')
}

export interface SmallElection {
  readonly bytes: Uint8Array
  readonly board: Board
  readonly votes: readonly (readonly Choices[])[]
  readonly secrets: readonly bigint[]
}

/** A whole small election in memory: every voter votes once, the first `revotes` again. */
export function smallElection(parts: Partial<Simulation> & Pick<Simulation, 'questions'>): SmallElection {
  const simulation: Simulation = {
    voters: 3, revotes: 1, threshold: 1, trustees: 1, timestamp: 1795570295, description: '检验', ...parts,
  }
  const { board, bytes, credentials, trustees } = openSimulation(engine, random, simulation)
  const all: Uint8Array[] = [bytes]
  const votes = new Map<Credential, readonly Choices[]>()
  for (const credential of [...credentials, ...credentials.slice(0, simulation.revotes)]) {
    const choices = board.state.election.questions.map((question) => randomChoices(question, random))
    all.push(board.addBallot(castBallot(board.state.election, credential, choices)).bytes)
    votes.set(credential, choices)
  }
  all.push(board.close().bytes)
  finishSimulation(board, trustees, random, (more) => void all.push(more))
  return { bytes: Buffer.concat(all), board, votes: [...votes.values()], secrets: trustees.secrets }
}

/** The plain count of votes. */
export function countPlain(questions: readonly Question[], votes: readonly (readonly Choices[])[]): number[][] {
  return questions.map((question, i) =>
    Array.from({ length: question.answers.length + (question.blank ? 1 : 0) }, (_, j) =>
      votes.reduce((sum, vote) => sum + (vote[i]?.[j] ?? 0), 0),
    ),
  )
}

/** Verifies bytes in one go. */
export function verifyBytes(bytes: Uint8Array): BoardReport {
  const verifier = new ArchiveVerifier(engine)
  verifier.push(bytes)
  return verifier.finish()
}

/** A vector file by name. */
export const vector = (name: string): Buffer => readFileSync(join(__dirname, '..', '..', 'vectors', 'ballot', name))

/** Power of the generator. */
export const gPower = (exponent: bigint): bigint => generatorTable(engine.window).power(exponent)
