import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

const root = path.resolve(__dirname, '..')
const sources = ['client', 'shared', 'config', 'babel.config.js', 'package-lock.json', 'tsconfig.json']

/** Every file under the given paths, in a fixed order. */
async function filesUnder(entry: string): Promise<string[]> {
  const full = path.join(root, entry)
  const listed = await readdir(full, { withFileTypes: true, recursive: true }).catch(() => undefined)
  if (!listed) return [entry]
  return listed
    .filter((one) => one.isFile())
    .map((one) => path.relative(root, path.join(one.parentPath, one.name)))
    .sort()
}

/** A digest of everything that the built client depends on. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256').update(process.env.CLOUD_ENV ?? '')
  for (const entry of sources) {
    for (const file of await filesUnder(entry))
      hash
        .update(file)
        .update('\0')
        .update(await readFile(path.join(root, file)))
  }
  return hash.digest('hex')
}

function taro(env: 'weapp' | 'h5'): Promise<void> {
  const cli = path.join(root, 'node_modules/@tarojs/cli/bin/taro')
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, 'build', '--type', env, '--no-check'], {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production', TARO_ENV: env },
    })
    let said = ''
    const hear = (chunk: Buffer) => (said += chunk.toString())
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('error', reject)
    child.on('close', (code) => {
      // Taro reports some failures in words only and still exits with 0.
      const failed = code !== 0 || /Failed to compile|✖ |Module not found|Error: /.test(said)
      if (failed) reject(new Error(`the ${env} client did not build (exit ${code}):\n${said.slice(-8000)}`))
      else resolve()
    })
  })
}

/**
 * Builds the client into dist/weapp or dist/h5 when what it depends on has changed since the last build, by content.
 * @returns whether anything was built
 * @throws with the bundler's words when the build fails; the old output is gone then
 */
export async function buildClient(env: 'weapp' | 'h5', options: { quiet?: boolean } = {}): Promise<boolean> {
  const say = (line: string) => options.quiet || console.log(line)
  const stamp = path.join(root, 'dist', '.stamps', env)
  const now = await fingerprint()
  if ((await readFile(stamp, 'utf8').catch(() => '')) === now) {
    say(`client ${env}: up to date`)
    return false
  }
  say(`client ${env}: building …`)
  const began = Date.now()
  await rm(stamp, { force: true })
  await rm(path.join(root, 'dist', env), { recursive: true, force: true })
  await taro(env)
  await mkdir(path.dirname(stamp), { recursive: true })
  await writeFile(stamp, now)
  say(`client ${env}: built in ${((Date.now() - began) / 1000).toFixed(1)} s → dist/${env}`)
  return true
}

if (process.argv[1] === __filename) {
  const asked = process.argv.slice(2).filter((word): word is 'weapp' | 'h5' => word === 'weapp' || word === 'h5')
  const run = async () => {
    for (const env of asked.length > 0 ? asked : (['weapp', 'h5'] as const)) await buildClient(env)
  }
  run().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
}
