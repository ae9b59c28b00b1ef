import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

const root = path.resolve(__dirname, '../..')

/** One test of a run, as jest tells it. */
export interface TestOutcome {
  readonly fullName: string
  readonly status: string
  readonly failureMessages: readonly string[]
}

interface JestResult {
  readonly numRuntimeErrorTestSuites: number
  readonly testResults: readonly { readonly message: string; readonly assertionResults: readonly TestOutcome[] }[]
}

/**
 * Runs one test file with an environment, and answers how each of its tests came out. Throws where the file itself could
 * not run, or none of its tests did: no figure may come from a run that was none.
 */
export async function runTests(project: string, file: string, environment: Readonly<Record<string, string>>): Promise<TestOutcome[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-jest-'))
  const output = path.join(folder, 'result.json')
  try {
    await jest(['--selectProjects', project, '--runTestsByPath', file, '--json', `--outputFile=${output}`], environment)
    const result = JSON.parse(await readFile(output, 'utf8')) as JestResult // jest's own format
    const ran = result.testResults.flatMap((one) => one.assertionResults).filter(({ status }) => status === 'passed' || status === 'failed')
    if (result.numRuntimeErrorTestSuites > 0 || ran.length === 0) throw new Error(`${file} did not run: ${result.testResults[0]?.message ?? 'no test'}`)
    return ran
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function jest(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(root, 'node_modules/jest/bin/jest.js'), ...args], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      // As in CI: a missing PostgreSQL is a failure, not a test that is skipped.
      env: { ...process.env, CI: 'true', ...environment },
    })
    child.once('error', reject)
    child.once('close', () => resolve())
  })
}
