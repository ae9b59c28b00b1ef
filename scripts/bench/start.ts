import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buildStale } from '../build'
import type { Figure } from './figure'

const root = path.resolve(__dirname, '../..')
const RUNS = 5
/** The first start makes the example county. */
const LONGEST_MS = 180_000

/** From `npm start` to the first answer of a function, everything built before. */
export const benches = { start }

async function start(): Promise<Figure[]> {
  await buildStale(['functions', 'h5'])
  const directory = path.join(mkdtempSync(path.join(tmpdir(), 'express-lane-start-')), 'data')
  try {
    const { ready } = await untilAnswer(directory)
    const times: number[] = []
    for (let run = 0; run < RUNS; run++) times.push((await untilAnswer(directory)).answered)
    const [median = NaN] = times.sort((a, b) => a - b).slice(RUNS >> 1)
    return [
      { name: 'start.ms', value: Math.round(median), unit: 'ms', against: `npm start on a data directory in use, PGlite on disk, median of ${RUNS}` },
      { name: 'start.first.ms', value: Math.round(ready), unit: 'ms', against: 'npm start on a new data directory, until the example county is there and it says it is ready' },
    ]
  } finally {
    rmSync(path.dirname(directory), { recursive: true, force: true })
  }
}

/** Starts it, waits for the first answer and until it says that it is ready, and stops it again. */
async function untilAnswer(directory: string): Promise<{ answered: number; ready: number }> {
  const port = await freePort()
  const began = performance.now()
  const child = spawn('npm', ['start', '--', '--port', String(port), '--data', directory], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)))
  const welcome = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => chunk.toString().includes('直通车已经启动') && resolve())
  })
  try {
    await firstAnswer(port, child, began + LONGEST_MS, () => said)
    const answered = performance.now() - began
    await Promise.race([welcome, ended])
    if (child.exitCode !== null) throw new Error(`npm start ended:\n${said}`)
    return { answered, ready: performance.now() - began }
  } finally {
    // The whole group: npm, its shell, and the server.
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT')
    await ended
  }
}

async function firstAnswer(port: number, child: ChildProcess, latest: number, said: () => string): Promise<void> {
  const body = JSON.stringify({ action: 'station.find', input: {} })
  while (performance.now() < latest) {
    if (child.exitCode !== null) throw new Error(`npm start ended:\n${said()}`)
    try {
      const response = await fetch(`http://127.0.0.1:${port}/api/station`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
      if (isOk(await response.json())) return
    } catch {
      // It does not listen yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('npm start gave no answer')
}

/** An answer with stations in it. */
function isOk(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null || !('ok' in answer) || answer.ok !== true || !('value' in answer)) return false
  const { value } = answer
  return typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items) && value.items.length > 0
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
