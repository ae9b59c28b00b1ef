import type { Figure } from './figure'
import { runTests } from './jest-run'

export const benches = { fuzz }
export const slow = ['fuzz']

/**
 * Sends each action FUZZ_RUNS (100,000) spoiled inputs: tests/functions/fuzz.test.ts. The value is how many actions
 * answered INTERNAL; any other undeclared answer throws.
 */
async function fuzz(): Promise<Figure[]> {
  const runs = process.env.FUZZ_RUNS ?? '100000'
  const outcomes = await runTests('functions', 'tests/functions/fuzz.test.ts', { FUZZ_RUNS: runs })
  const failed = outcomes.filter(({ status }) => status === 'failed')
  const internal = failed.filter(({ failureMessages }) => failureMessages.some((text) => text.includes('INTERNAL')))
  const others = failed.filter((one) => !internal.includes(one))
  if (others.length > 0) throw new Error(others.flatMap(({ fullName, failureMessages }) => [fullName, ...failureMessages]).join('\n'))
  for (const { fullName, failureMessages } of internal) console.error(`${fullName}\n${failureMessages.join('\n')}`)
  const against = `${runs} spoiled inputs an action, ${outcomes.length} actions run`
  return [{ name: 'fuzz.internal', value: internal.length, unit: 'actions', against }]
}
