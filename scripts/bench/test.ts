import { spawn } from 'node:child_process'
import path from 'node:path'
import type { Figure } from './figure'

const root = path.resolve(__dirname, '../..')

/** How long the whole test run takes. */
export const benches = { test }
export const slow = ['test']

async function test(): Promise<Figure[]> {
  const began = performance.now()
  const { code, last } = await npmTest()
  const seconds = (performance.now() - began) / 1000
  if (code !== 0) throw new Error(`npm test: ${last}`)
  return [{ name: 'test.s', value: Math.round(seconds), unit: 's', against: last }]
}

/** Runs it; `last` is its last line, the count of tests. */
function npmTest(): Promise<{ code: number; last: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', ['test'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000)))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, last: said.trim().split('\n').pop() ?? '' }))
  })
}
