import { spawn } from 'node:child_process'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { buildStale } from './build'
import { chromium, needs } from './test/needs'
import { planOf, type Plan } from './test/plan'

const root = path.resolve(__dirname, '..')
const resultFile = path.join(root, '.cache/test-result.json')

/**
 * `npm test [-- JEST'S ARGUMENTS] [--without browser|belenios-tool|postgres]`: says what is missing before it begins,
 * builds what is stale, runs every project, and ends with one line `N passed, N failed[, N skipped]`.
 */
async function main(): Promise<number> {
  const plan = planOf(process.argv.slice(2))
  if (!isComplete(plan)) return 1
  await buildStale(plan.builds)
  await mkdir(path.dirname(resultFile), { recursive: true })
  await rm(resultFile, { force: true })
  const code = await jest(plan)
  const counts = countsOf(JSON.parse(await readFile(resultFile, 'utf8').catch(() => '{}')))
  console.log(`${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}`)
  return code !== 0 || counts.failed > 0 || counts.passed === 0 ? 1 : 0
}

/** Names every missing need with the way to get it. */
function isComplete(plan: Plan): boolean {
  const unknown = plan.without.filter((name) => !needs.some((need) => need.name === name))
  for (const name of unknown) console.error(`--without ${name}: 没有这一项 (no such need); ${needs.map((n) => n.name).join(', ')}`)
  const missing = needs.filter((need) => plan.needs.includes(need.name) && need.find() === undefined)
  for (const need of missing) {
    console.error(`缺少 (missing) ${need.name}：${need.why}\n  安装 (get it): ${need.how}`)
    if (!process.env.CI) console.error(`  暂时不测这部分 (leave it out for now): npm test -- --without ${need.name}`)
  }
  return unknown.length === 0 && missing.length === 0
}

function jest(plan: Plan): Promise<number> {
  const ignored = plan.without.includes('browser') ? ['--ignoreProjects=browser'] : []
  // A test file named after the tool needs it.
  const unpaired = plan.without.includes('belenios-tool') ? ['--testPathIgnorePatterns=belenios-tool', '--testPathIgnorePatterns=/node_modules/'] : []
  const workers = `--maxWorkers=${Math.max(2, availableParallelism() - 1)}`
  const args = ['--json', `--outputFile=${resultFile}`, workers, ...ignored, ...unpaired, ...plan.jest]
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(root, 'node_modules/jest/bin/jest.js'), ...args], {
      cwd: root,
      // --json would print the whole result a second time.
      stdio: ['inherit', 'ignore', 'inherit'],
      env: { ...process.env, CHROMIUM: chromium() ?? '' },
    })
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
}

/** Tests by outcome. A file that could not run at all counts as one failed test, so that it is never a silent zero. */
function countsOf(result: unknown): { passed: number; failed: number; skipped: number } {
  const counted = typeof result === 'object' && result !== null ? new Map(Object.entries(result)) : new Map<string, unknown>()
  const number = (key: string) => Number(counted.get(key) ?? 0)
  return {
    passed: number('numPassedTests'),
    failed: number('numFailedTests') + number('numRuntimeErrorTestSuites'),
    skipped: number('numPendingTests') + number('numTodoTests'),
  }
}

main().then(
  (code) => (process.exitCode = code),
  (trouble: unknown) => {
    console.error(trouble instanceof Error ? trouble.message : trouble)
    process.exitCode = 1
  },
)
