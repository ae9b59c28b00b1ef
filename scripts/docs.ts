import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { actionsPage } from './docs/actions'
import { stateTablesPage } from './docs/state-tables'

const root = path.resolve(__dirname, '..')
const pages: Readonly<Record<string, () => string>> = {
  'docs/state-tables.md': stateTablesPage,
  'docs/actions.md': actionsPage,
}

/** The generated pages that differ from what the code says now. */
export async function stalePages(): Promise<string[]> {
  const stale: string[] = []
  for (const [file, print] of Object.entries(pages)) {
    const there = await readFile(path.join(root, file), 'utf8').catch(() => '')
    if (there !== print()) stale.push(file)
  }
  return stale
}

/** `npm run docs` prints the generated pages; with `-- --check` it only says which are stale, and fails if any is. */
async function main(): Promise<void> {
  const stale = await stalePages()
  if (process.argv.includes('--check')) {
    for (const file of stale) console.error(`stale: ${file} (npm run docs)`)
    if (stale.length > 0) process.exitCode = 1
    return
  }
  for (const [file, print] of Object.entries(pages)) {
    if (stale.includes(file)) await writeFile(path.join(root, file), print())
    console.log(`${file}: ${stale.includes(file) ? 'printed' : 'up to date'}`)
  }
}

if (process.argv[1] === __filename) {
  main().catch((trouble: unknown) => {
    console.error(trouble)
    process.exitCode = 1
  })
}
