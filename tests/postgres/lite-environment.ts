import { readFile, rename, writeFile } from 'node:fs/promises'
import { TestEnvironment } from 'jest-environment-node'

/** A PGlite in memory. `config` is for `new Pool(config)`; `dump` writes its files to a tar for `open`. */
export interface Lite {
  readonly config: object
  dump(file: string): Promise<void>
  close(): Promise<void>
}

declare global {
  /** Opens a PGlite in memory: from a tar that `dump` wrote, or a new and empty one. Only in this test environment. */
  var openLite: (tar?: string) => Promise<Lite>
}

export async function openLite(tar?: string): Promise<Lite> {
  const { PGlite } = await import('@electric-sql/pglite')
  const { pg_trgm } = await import('@electric-sql/pglite/contrib/pg_trgm')
  const { createPgConfig } = await import('@electric-sql/pglite/node-postgres')
  const from = tar === undefined ? {} : { loadDataDir: new Blob([await readFile(tar)]) }
  const lite = await PGlite.create({ extensions: { pg_trgm }, ...from })
  return {
    config: createPgConfig(lite),
    close: () => lite.close(),
    dump: async (file) => {
      const blob = await lite.dumpDataDir('none')
      await writeFile(`${file}.${process.pid}`, Buffer.from(await blob.arrayBuffer()))
      await rename(`${file}.${process.pid}`, file)
    },
  }
}

/** Node's test environment plus PGlite, which loads by `import()` and so cannot be loaded inside jest's sandbox. */
export default class LiteEnvironment extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup()
    this.global.openLite = openLite
  }
}
