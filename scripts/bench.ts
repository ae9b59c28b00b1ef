import { readdirSync } from 'node:fs'
import path from 'node:path'
import type { Figure } from './bench/figure'

const folder = path.join(__dirname, 'bench')

type Bench = () => Promise<Figure[]>
interface BenchModule {
  readonly benches?: Readonly<Record<string, Bench>>
  /** Benches that run only when they are named: they take minutes. */
  readonly slow?: readonly string[]
}

/**
 * `npm run bench [-- NAME…]`: runs the benches whose name is, or begins with, a NAME; without one all but the slow ones.
 * Each figure is one JSON line {name, value, unit, against?}. Exit code 1 where one fails or a name is unknown.
 */
async function main(names: readonly string[]): Promise<number> {
  const { benches, slow } = await findBenches()
  const isMeant = (name: string) => (names.length > 0 ? names.some((n) => name === n || name.startsWith(`${n}.`)) : !slow.has(name))
  const meant = [...benches].filter(([name]) => isMeant(name))
  const unknown = names.filter((n) => !meant.some(([name]) => name === n || name.startsWith(`${n}.`)))
  for (const name of unknown) console.error(`没有这一项 (no such bench): ${name}; ${[...benches.keys()].join(', ')}`)
  let failed = unknown.length
  for (const [name, bench] of meant) {
    try {
      for (const figure of await bench()) console.log(JSON.stringify(figure))
    } catch (trouble) {
      failed++
      console.error(`${name}: ${trouble instanceof Error ? trouble.message : String(trouble)}`)
    }
  }
  return failed > 0 ? 1 : 0
}

async function findBenches(): Promise<{ benches: Map<string, Bench>; slow: Set<string> }> {
  const benches = new Map<string, Bench>()
  const slow = new Set<string>()
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts')).sort()) {
    const found = (await import(path.join(folder, file))) as BenchModule // by the convention of scripts/bench
    for (const [name, bench] of Object.entries(found.benches ?? {})) benches.set(name, bench)
    for (const name of found.slow ?? []) slow.add(name)
  }
  return { benches, slow }
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (trouble: unknown) => {
    console.error(trouble)
    process.exitCode = 1
  },
)
