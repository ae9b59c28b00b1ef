import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { build } from 'esbuild'

const root = path.resolve(__dirname, '..')
const sources = path.join(root, 'cloudfunctions')
const out = path.join(root, 'dist/functions')
// What is no room: what the rooms share.
const shared = new Set(['kit', 'db'])

/** The rooms: every directory of cloudfunctions/ that has an index.ts of its own. */
export async function functionRooms(): Promise<string[]> {
  const found = await readdir(sources, { withFileTypes: true })
  const names = found.filter((one) => one.isDirectory() && !shared.has(one.name)).map((one) => one.name)
  return names.filter((name) => existsSync(path.join(sources, name, 'index.ts'))).sort()
}

/**
 * Bundles every cloud function into dist/functions/<room>/index.js, one CommonJS file with everything in it, where one
 * of its inputs has changed since. A bundle appears whole or not at all, so a running local cloud never reads half.
 * @returns the rooms that were built
 * @throws with esbuild's words when one does not build
 */
export async function buildFunctions(options: { quiet?: boolean } = {}): Promise<string[]> {
  const rooms = await functionRooms()
  const fresh = await Promise.all(rooms.map(isFresh))
  const stale = rooms.filter((_, i) => !fresh[i])
  const began = Date.now()
  await Promise.all(stale.map(bundle))
  if (!options.quiet) {
    const took = ((Date.now() - began) / 1000).toFixed(1)
    console.log(stale.length === 0 ? 'functions: up to date' : `functions: built ${stale.join(', ')} in ${took} s`)
  }
  return stale
}

async function bundle(room: string): Promise<void> {
  const folder = path.join(out, room)
  await mkdir(folder, { recursive: true })
  // Taken before reading: a file saved while esbuild reads makes the bundle stale, never wrongly fresh.
  const began = Date.now()
  const made = await build({
    absWorkingDir: root,
    entryPoints: [path.join(sources, room, 'index.ts')],
    outfile: path.join(folder, 'index.js'),
    write: false,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['pg-native'],
    loader: { '.sql': 'text' },
    // Beside the bundle, to read a logged stack with; it is not deployed. Class names stay for the log.
    sourcemap: 'external',
    sourcesContent: false,
    keepNames: true,
    metafile: true,
    logLevel: 'silent',
  })
  for (const file of made.outputFiles) await writeWhole(file.path, file.contents)
  await writeWhole(stampOf(room), JSON.stringify({ began, inputs: Object.keys(made.metafile.inputs) }))
}

async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  const writing = `${file}.${process.pid}`
  await writeFile(writing, content)
  await rename(writing, file)
}

/** Whether the bundle is there and no file that went into it (nor this script, nor the lock file) is younger. */
async function isFresh(room: string): Promise<boolean> {
  try {
    if (!existsSync(path.join(out, room, 'index.js'))) return false
    const stamp: unknown = JSON.parse(await readFile(stampOf(room), 'utf8'))
    if (!isStamp(stamp)) return false
    const inputs = [...stamp.inputs, path.relative(root, __filename), 'package-lock.json', 'tsconfig.json']
    const times = await Promise.all(inputs.map(async (file) => (await stat(path.join(root, file))).mtimeMs))
    return times.every((time) => time < stamp.began)
  } catch {
    return false
  }
}

const stampOf = (room: string) => path.join(out, room, 'inputs.json')

function isStamp(value: unknown): value is { began: number; inputs: string[] } {
  return typeof value === 'object' && value !== null && 'began' in value && 'inputs' in value && Array.isArray(value.inputs)
}

if (process.argv[1] === __filename) {
  buildFunctions().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
}
