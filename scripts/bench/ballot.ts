import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { type Board } from '@shared/ballot/board'
import { readChoices, type BallotCheck } from '@shared/ballot/board-state'
import { checkBallot } from '@shared/ballot/check-ballot'
import { sealBallot } from '@shared/ballot/create-ballot'
import { makeCredential } from '@shared/ballot/credential'
import { forAgainstQuestion, makeElection, ONE_BALLOT_SENTENCE } from '@shared/ballot/election'
import { prepareBallot } from '@shared/ballot/prepare'
import { TOOL_MISSING } from '../ballot/belenios-tool'
import { nodeEngine, systemRandom } from '../ballot/node-engine'
import { phoneBundle } from '../ballot/phone-bundle'
import { finishSimulation, openSimulation, randomChoices, type Simulation, type TrusteeSet } from '../ballot/simulate-election'
import { verifyFileParallel } from '../ballot/verify-file'
import { type Figure } from './figure'

const round = (value: number, digits = 2): number => Number(value.toFixed(digits))

/** Milliseconds of the processor that this process used, all its threads together. */
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

async function timed<T>(work: () => T | Promise<T>): Promise<{ value: T; cpu: number; wall: number }> {
  const [cpu, wall] = [cpuMs(), performance.now()]
  const value = await work()
  return { value, cpu: cpuMs() - cpu, wall: performance.now() - wall }
}

/** Runs belenios-tool and gives its processor and wall time in milliseconds; fails when it refuses or is not there. */
function toolTime(dir: string, args: readonly string[], input?: string): { cpu: number; wall: number; out: string } {
  const line = `TIMEFORMAT='%U %S'; time belenios-tool ${args.join(' ')}`
  const start = performance.now()
  const run = spawnSync('bash', ['-c', line], { cwd: dir, encoding: 'utf8', input: input ?? '', maxBuffer: 1 << 30 })
  const wall = performance.now() - start
  if (/not found/.test(run.stderr)) throw new Error(TOOL_MISSING)
  if (run.status !== 0) throw new Error(run.stderr)
  const [user = 0, system = 0] = (run.stderr.trim().split('\n').pop() ?? '').split(' ').map(Number)
  return { cpu: (user + system) * 1000, wall, out: run.stdout }
}

const JITLESS_RUNS = 5

/** Makes ballots of 20 x 3 in an engine without JIT; prints the median times of preparing and of sealing and casting. */
function createJitless(): Promise<Figure[]> {
  const engine = nodeEngine(6)
  const credential = makeCredential(engine, systemRandom)
  const questions = Array.from({ length: 20 }, (_, i) => forAgainstQuestion(`项目${i + 1}`))
  const text = makeElection({ uuid: 'Bench123456789', name: '测量', description: '', publicKey: credential.public, questions })
  const script = `${phoneBundle()};
    const now = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000 }
    const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)]
    const start = now()
    const election = ballot.openElection(${JSON.stringify(text)}, ballot.plainEngine())
    election.g.power(BigInt(1))
    const opened = now() - start
    const prepare = [], seal = []
    for (let run = 0; run < ${JITLESS_RUNS}; run++) {
      const t0 = now()
      const preparation = ballot.prepareBallot(election, require('crypto').randomBytes(32))
      const t1 = now()
      const votes = election.questions.map((_, i) => [0, 1, 2].map((j) => (j === (i + run) % 3 ? 1 : 0)))
      ballot.sealBallot(preparation, BigInt('${credential.public}'), votes).cast(BigInt('${credential.secret}'))
      prepare.push(t1 - t0); seal.push(now() - t1)
    }
    console.log(JSON.stringify([opened, median(prepare), median(seal)]))`
  const run = spawnSync(process.execPath, ['--jitless', '-e', script], { encoding: 'utf8' })
  if (run.status !== 0) throw new Error(run.stderr)
  const [opened = 0, prepare = 0, seal = 0] = JSON.parse(run.stdout) as number[] // the script prints three numbers
  const against = `20 projects x 3, node --jitless, median of ${JITLESS_RUNS}, processor time`
  return Promise.resolve([
    { name: 'ballot.create.jitless.ms', value: round(prepare + seal, 1), unit: 'ms', against },
    { name: 'ballot.create.jitless.after-vote.ms', value: round(seal, 1), unit: 'ms', against: `${against}; the part after the voter has chosen` },
    { name: 'ballot.open.jitless.ms', value: round(opened, 1), unit: 'ms', against: '20 projects x 3, node --jitless, processor time; tables, once an election' },
  ])
}

/** Writes an archive; ballots are not checked while it is written, because verifying is what is measured later. */
function writeElection(dir: string, parts: Pick<Simulation, 'voters'> & { projects: number; threshold: number; trustees: number; description?: string }): {
  path: string
  board: Board
  trustees: TrusteeSet
  ballots: string[]
} {
  const engine = nodeEngine(10)
  const questions = Array.from({ length: parts.projects }, (_, i) => forAgainstQuestion(`项目${i + 1}`))
  const simulation = { revotes: 0, timestamp: 1795570295, description: '', ...parts, questions }
  const check: BallotCheck = (_, ballot) => ({ credential: BigInt(0), choices: readChoices(ballot) })
  const { board, bytes, credentials, trustees } = openSimulation(engine, systemRandom, simulation, { check })
  const { election } = board.state
  const path = join(dir, `${election.uuid}.bel`)
  writeFileSync(path, bytes)
  const ballots = credentials.map((credential) => {
    const choices = election.questions.map((question) => randomChoices(question, systemRandom))
    const text = sealBallot(prepareBallot(election, systemRandom(32)), credential.public, choices).cast(credential.secret)
    appendFileSync(path, board.addBallot(text).bytes)
    return text
  })
  return { path, board, trustees, ballots }
}

function inRoom<T>(work: (dir: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-ballot-'))
  return work(dir).finally(() => rmSync(dir, { recursive: true }))
}

/**
 * A process of its own that verifies a file, or the beginning of one, on one thread, as belenios-tool does: its processor
 * time with start and tables, and its peak memory in megabytes.
 */
function verifyAlone(path: string, window: number): { cpu: number; memory: number; phase: string } {
  const root = process.cwd()
  const contents = `import { verifyFile } from './scripts/ballot/verify-file'; import { nodeEngine } from './scripts/ballot/node-engine'
    let phase = 'cut'
    try { phase = verifyFile(process.argv[2], nodeEngine(${window})).phase } catch (error) { if (error.reason !== 'archive-cut') throw error }
    const { user, system } = process.cpuUsage()
    console.log(JSON.stringify({ cpu: (user + system) / 1000, memory: process.resourceUsage().maxRSS / 1024, phase }))`
  const built = buildSync({ stdin: { contents, resolveDir: root, loader: 'ts' }, bundle: true, platform: 'node', format: 'cjs', external: ['esbuild'], write: false, tsconfig: join(root, 'tsconfig.json'), logLevel: 'silent' }) // prettier-ignore
  const script = join(path, '..', 'verify-alone.cjs')
  writeFileSync(script, built.outputFiles[0]?.text ?? '')
  const run = spawnSync(process.execPath, [script, path], { encoding: 'utf8', env: { ...process.env, NODE_PATH: join(root, 'node_modules') } })
  if (run.status !== 0) throw new Error(run.stderr)
  return JSON.parse(run.stdout) as { cpu: number; memory: number; phase: string } // printed just above
}

const VERIFY_VOTERS = 400

/** Both programs verify the same finished archive of 12 x 3; processor time on one thread, wall time on all cores. */
function verifyRatio(): Promise<Figure[]> {
  return inRoom(async (dir) => {
    const { path, board, trustees } = writeElection(dir, { voters: VERIFY_VOTERS, projects: 12, threshold: 2, trustees: 3 })
    appendFileSync(path, board.close().bytes)
    finishSimulation(board, trustees, systemRandom, (bytes) => appendFileSync(path, bytes))
    const tool = toolTime(dir, ['election', 'verify'])
    const ours = verifyAlone(path, 12)
    const cores = availableParallelism()
    const spread = await timed(() => verifyFileParallel(path, nodeEngine(8), cores))
    if (ours.phase !== 'finished' || spread.value.phase !== 'finished') throw new Error('not verified')
    const setting = `${VERIFY_VOTERS} ballots of 12 x 3, belenios-tool ÷ ours`
    return [
      { name: 'ballot.verify.ratio', value: round(tool.cpu / ours.cpu), unit: 'x', against: `${setting}, processor time, one thread` },
      { name: 'ballot.verify.cores.ratio', value: round(tool.wall / spread.wall), unit: 'x', against: `${setting}, wall time, ${cores} cores` },
      { name: 'ballot.verify.ms', value: round(ours.cpu / VERIFY_VOTERS, 1), unit: 'ms a ballot', against: `belenios-tool ${round(tool.cpu / VERIFY_VOTERS, 1)}` },
    ]
  })
}

const CLOSE = { voters: 753, projects: 20, threshold: 2, trustees: 3 }

/** From the close of the vote to a verified result, every ballot having been verified as it was cast. */
function closeRatio(): Promise<Figure[]> {
  return inRoom(async (dir) => {
    const { path, board, trustees, ballots } = writeElection(dir, { ...CLOSE, description: ONE_BALLOT_SENTENCE })
    const { election } = board.state
    const cast = await timed(() => ballots.slice(0, 20).forEach((text) => checkBallot(election, text)))
    const ours = await timed(() => {
      appendFileSync(path, board.close().bytes)
      finishSimulation(board, trustees, systemRandom, (bytes) => appendFileSync(path, bytes))
    })
    const tool = toolTime(dir, ['election', 'verify'])
    const { memory } = verifyAlone(path, 8)
    const tenth = join(dir, 'tenth.part')
    writeFileSync(tenth, readFileSync(path).subarray(0, statSync(path).size / 10))
    const less = verifyAlone(tenth, 8).memory
    const size = round(statSync(path).size / 2 ** 20, 0)
    const setting = `${CLOSE.voters} voters x ${CLOSE.projects} projects, 2 of 3 scrutineers, ${size} MB`
    return [
      { name: 'ballot.close.ratio', value: round(tool.cpu / ours.cpu, 0), unit: 'x', against: `${setting}; belenios-tool verify ${round(tool.cpu / 1000, 1)} s ÷ ours ${round(ours.cpu / 1000, 2)} s of processor time: tally, decryptions, their proofs, result` },
      { name: 'ballot.cast.verify.ms', value: round(cast.cpu / 20, 1), unit: 'ms', against: `${setting}; one ballot checked when cast` },
      { name: 'ballot.verify.rss.mb', value: round(memory, 0), unit: 'MB', against: `${setting}; whole file verified, streaming; ${round(less, 0)} MB for its first tenth` },
    ]
  })
}

/** Size of what a phone loads to vote. */
function bundleSize(): Promise<Figure[]> {
  const bytes = Buffer.byteLength(phoneBundle())
  return Promise.resolve([{ name: 'ballot.bundle.kb', value: round(bytes / 1024, 1), unit: 'KB', against: 'minified by esbuild, everything a phone needs to vote and to check an opened ballot' }])
}

/** Benches of the ballot engine by the name of their first figure. The close takes some minutes. */
export const benches: Record<string, () => Promise<Figure[]>> = {
  'ballot.bundle': bundleSize,
  'ballot.create': createJitless,
  'ballot.verify': verifyRatio,
  'ballot.close': closeRatio,
}

/** These take minutes, most of them belenios-tool's. */
export const slow = ['ballot.verify', 'ballot.close']
