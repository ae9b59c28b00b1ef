import { advisories } from './check/advisories'
import { dependencyProblems } from './check/dependencies'
import { tooLarge, weapp } from './check/package-size'
import { look, program, type Part } from './check/part'
import { buildStale } from './build'
import { stalePages } from './docs'

const folders = ['shared', 'client', 'cloudfunctions', 'local', 'scripts', 'tests']
const warnings = (output: string) => /(\d+) warnings?\)/.exec(output)?.[0].slice(0, -1) ?? ''

/** The parts, the longest first. */
const parts: readonly Part[] = [
  look('size', async () => {
    await buildStale(['weapp'], { quiet: true })
    return tooLarge(weapp)
  }),
  program('lint', 'eslint/bin/eslint.js', ['.'], warnings),
  program('types', 'typescript/bin/tsc', ['--noEmit', '-p', '.']),
  program('imports', 'dependency-cruiser/bin/dependency-cruise.mjs', ['--config', '.dependency-cruiser.cjs', ...folders]),
  program('dead code', 'knip/bin/knip.js', ['--no-progress', '--no-config-hints']),
  look('docs', async () => ({ problems: (await stalePages()).map((file) => `${file} is stale: npm run docs`) })),
  look('dependencies', dependencyProblems),
  look('advisories', advisories),
]

/** `npm run check [-- PART …]`: two parts at a time, one line each; what a failing part said follows its line. */
async function main(): Promise<void> {
  const asked = process.argv.slice(2)
  const unknown = asked.filter((name) => !parts.some((part) => part.name === name))
  if (unknown.length > 0) throw new Error(`unknown part ${unknown.join(', ')}; there are ${parts.map((p) => p.name).join(', ')}`)
  const waiting = parts.filter((part) => asked.length === 0 || asked.includes(part.name))
  const failed: string[] = []
  const work = async () => {
    for (let part = waiting.shift(); part; part = waiting.shift()) if (!(await run(part))) failed.push(part.name)
  }
  await Promise.all([work(), work()])
  if (failed.length > 0) {
    console.log(`check: ${failed.join(', ')} failed`)
    process.exitCode = 1
  } else console.log('check: all is well')
}

async function run(part: Part): Promise<boolean> {
  const began = Date.now()
  const found = await part.run().catch((trouble: unknown) => ({ ok: false, output: trouble instanceof Error ? trouble.message : String(trouble), note: '' }))
  const seconds = ((Date.now() - began) / 1000).toFixed(1).padStart(6)
  console.log(`${found.ok ? '✓' : '✗'} ${part.name.padEnd(13)}${seconds} s  ${found.note ?? ''}`.trimEnd())
  if (!found.ok) console.log(found.output.trimEnd().replace(/^/gm, '    '))
  return found.ok
}

main().catch((trouble: unknown) => {
  console.error(trouble instanceof Error ? trouble.message : trouble)
  process.exitCode = 1
})
