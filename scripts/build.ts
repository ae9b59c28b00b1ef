import { buildClient } from './build-client'
import { buildFunctions } from './build-functions'

const targets = ['functions', 'h5', 'weapp'] as const
export type Target = (typeof targets)[number]

/** Builds what is stale of the given targets, one after another: a client build takes both cores by itself. */
export async function buildStale(wanted: readonly Target[], options: { quiet?: boolean } = {}): Promise<void> {
  for (const target of wanted) {
    if (target === 'functions') await buildFunctions(options)
    else await buildClient(target, options)
  }
}

/** `npm run build [-- functions|h5|weapp …]`: everything, or what is named. */
async function main(): Promise<void> {
  const asked = process.argv.slice(2)
  const unknown = asked.filter((word) => !targets.some((target) => target === word))
  if (unknown.length > 0) throw new Error(`unknown target ${unknown.join(', ')}; there are ${targets.join(', ')}`)
  await buildStale(targets.filter((target) => asked.length === 0 || asked.includes(target)))
}

if (process.argv[1] === __filename) {
  main().catch((trouble: unknown) => {
    console.error(trouble instanceof Error ? trouble.message : trouble)
    process.exitCode = 1
  })
}
