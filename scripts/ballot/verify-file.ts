import { closeSync, openSync, readSync } from 'node:fs'
import { readChoices, type BallotCheck, type BoardPorts } from '@shared/ballot/board-state'
import { checkParsed } from '@shared/ballot/check-ballot'
import { type Engine } from '@shared/ballot/engine'
import { MemberBatch } from '@shared/ballot/member-batch'
import { placed } from '@shared/ballot/refusal'
import { ArchiveVerifier, type BoardReport } from '@shared/ballot/verify-archive'
import { systemRandom } from './node-engine'
import { BallotPool } from './ballot-pool'

const CHUNK = 1 << 18
/** Ballots whose group elements are tested together. */
const BATCH = 128

interface OpenFile {
  readonly fd: number
  readonly ports: Pick<BoardPorts, 'recall'>
  readonly located: (sha256: string, offset: number, size: number) => void
}

function openFile(path: string): OpenFile {
  const fd = openSync(path, 'r')
  const places = new Map<string, { offset: number; size: number }>()
  const recall = (sha256: string): string => {
    const { offset, size } = places.get(sha256) ?? { offset: 0, size: 0 }
    const bytes = Buffer.alloc(size)
    readSync(fd, bytes, 0, size, offset)
    return bytes.toString('utf8')
  }
  return { fd, ports: { recall }, located: (sha256, offset, size) => void places.set(sha256, { offset, size }) }
}

function* chunks(fd: number): Generator<Uint8Array> {
  const buffer = Buffer.alloc(CHUNK)
  for (;;) {
    const count = readSync(fd, buffer, 0, CHUNK, null)
    if (count === 0) return
    yield buffer.subarray(0, count)
  }
}

/** Checks ballots here, group membership in batches; `flush` at the end. */
function batchedCheck(engine: Engine): { check: BallotCheck; flush: () => void } {
  const batch = new MemberBatch(engine, systemRandom)
  let waiting = 0
  const check: BallotCheck = (election, ballot, _, where) => {
    const checked = placed(where, () => checkParsed(election, ballot, (x, place) => batch.add(x, { ...where, ...place })))
    if (++waiting % BATCH === 0) batch.flush()
    return checked
  }
  return { check, flush: () => batch.flush() }
}

/** Verifies a .bel file on one thread, streaming. Throws a BallotRefusal that says what and where. */
export function verifyFile(path: string, engine: Engine): BoardReport {
  const { fd, ports, located } = openFile(path)
  try {
    const { check, flush } = batchedCheck(engine)
    const verifier = new ArchiveVerifier(engine, { ...ports, check }, located)
    for (const chunk of chunks(fd)) verifier.push(chunk)
    flush()
    return verifier.finish()
  } finally {
    closeSync(fd)
  }
}

/** Verifies a .bel file with the ballots' proofs spread over `threads` worker threads. */
export async function verifyFileParallel(path: string, engine: Engine, threads: number): Promise<BoardReport> {
  const { fd, ports, located } = openFile(path)
  const pool = new BallotPool(threads)
  try {
    const check: BallotCheck = (election, ballot, text, where) => {
      pool.send(election.text, text, where.event ?? 0)
      return { credential: BigInt(0), choices: readChoices(ballot) }
    }
    const verifier = new ArchiveVerifier(engine, { ...ports, check }, located)
    for (const chunk of chunks(fd)) {
      verifier.push(chunk)
      await pool.room()
    }
    await pool.finish()
    return verifier.finish()
  } finally {
    closeSync(fd)
    await pool.stop()
  }
}
