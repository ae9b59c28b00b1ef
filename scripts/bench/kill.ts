import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Figure } from './figure'
import { runTests } from './jest-run'

export const benches = { kill }
export const slow = ['kill']

/** What the test counted on one database, before it judged. */
interface Counted {
  readonly kind: string
  readonly kills: number
  readonly acknowledged: number
  readonly lost: number
  readonly doubled: number
}

/**
 * Kills the server with -9 while people work with it, CRASH_KILLS times (1,000) on PGlite and as often on PostgreSQL:
 * tests/local/crash.test.ts. `kill.lost` is what was acknowledged and is not there, `kill.doubled` what is there twice or
 * that nobody was told of. Throws where the test found anything else.
 */
async function kill(): Promise<Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-kill-'))
  const file = path.join(folder, 'report.jsonl')
  try {
    const outcomes = await runTests('local', 'tests/local/crash.test.ts', { CRASH_KILLS: process.env.CRASH_KILLS ?? '1000', CRASH_REPORT: file })
    const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n').filter(Boolean)
    const counted = lines.map((line) => JSON.parse(line) as Counted) // written by the test
    const sum = (key: 'lost' | 'doubled') => counted.reduce((total, one) => total + one[key], 0)
    const failed = outcomes.filter(({ status }) => status === 'failed')
    // What was lost or doubled is a figure; anything else that failed is not to be hidden behind two zeros.
    if (counted.length < outcomes.length || (failed.length > 0 && sum('lost') + sum('doubled') === 0)) {
      throw new Error(failed.flatMap(({ fullName, failureMessages }) => [fullName, ...failureMessages]).join('\n') || 'no count was written')
    }
    const against = counted.map(({ kind, kills, acknowledged }) => `${kind}: ${kills} kills, ${acknowledged} whole loops acknowledged`).join('; ')
    return (['lost', 'doubled'] as const).map((key) => ({ name: `kill.${key}`, value: sum(key), unit: 'cases', against }))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
