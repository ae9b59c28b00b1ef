import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const root = path.resolve(__dirname, '../..')

/** Somebody the simulator can become, as it lists her. */
export interface Listed {
  readonly openid: string
  readonly name: string
  readonly role: 'resident' | 'deputy' | 'staff' | 'handler'
  readonly about: string
}

/** The local cloud of a test run, with its invented county. */
export interface RunningCloud {
  readonly origin: string
  /** Who there is, and the stations with their codes. */
  readonly people: readonly Listed[]
  readonly stations: readonly { readonly code: string; readonly name: string; readonly address: string }[]
  /** Stops it. Throws where it had something to complain of. */
  stop(): Promise<void>
}

/** Starts the local cloud as a person does, on a free port and an empty directory, with what is built. */
export async function startLocalCloud(): Promise<RunningCloud> {
  const base = mkdtempSync(path.join(tmpdir(), 'express-lane-browser-'))
  const options = ['--no-build', '--port', '0', '--data', path.join(base, 'data')]
  const child = spawn(process.execPath, ['--import', 'tsx', 'local/start.ts', ...options], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '', DATABASE_URL: '' },
  })
  const complaints: string[] = []
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk.toString()))
  const origin = await told(child, complaints)
  // What the simulator's own page asks.
  const listed = (await (await fetch(`${origin}/wechat/people`)).json()) as Pick<RunningCloud, 'people' | 'stations'>
  return {
    origin,
    ...listed,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGINT')
      await ended
      rmSync(base, { recursive: true, force: true })
      if (complaints.length > 0) throw new Error(`the local cloud complained:\n${complaints.join('')}`)
    },
  }
}

/** The address that it tells once it is up. */
function told(child: ChildProcess, complaints: readonly string[]): Promise<string> {
  let said = ''
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const origin = /(http:\/\/127\.0\.0\.1:\d+)\/wechat/.exec(said)?.[1]
      if (origin !== undefined && said.includes('Ctrl+C')) resolve(origin)
    })
    child.once('exit', (code) => reject(new Error(`the local cloud ended (${code}):\n${said}${complaints.join('')}`)))
  })
}
