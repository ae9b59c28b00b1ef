import { spawn } from 'node:child_process'
import path from 'node:path'

export const root = path.resolve(__dirname, '../..')

/** What one part of the check found: nothing wrong, or what to print. A part may add a few words to its line. */
export interface Found {
  readonly ok: boolean
  readonly output: string
  readonly note?: string
}

export interface Part {
  readonly name: string
  readonly run: () => Promise<Found>
}

/** A part that is a program of node_modules: it is fine when it exits with 0. `note` reads its output. */
export function program(name: string, bin: string, args: readonly string[], note?: (output: string) => string): Part {
  return {
    name,
    run: () =>
      new Promise((resolve, reject) => {
        const child = spawn(process.execPath, [path.join(root, 'node_modules', bin), ...args], {
          cwd: root,
          env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' },
          stdio: ['ignore', 'pipe', 'pipe'],
        })
        let output = ''
        const hear = (chunk: Buffer) => (output += chunk.toString())
        child.stdout.on('data', hear)
        child.stderr.on('data', hear)
        child.on('error', reject)
        child.on('close', (code) => resolve({ ok: code === 0, output, ...(note ? { note: note(output) } : {}) }))
      }),
  }
}

/** A part in this process: it is fine when it finds no problem. */
export function look(name: string, find: () => Promise<{ problems: readonly string[]; note?: string }>): Part {
  return {
    name,
    run: async () => {
      const { problems, note } = await find()
      return { ok: problems.length === 0, output: problems.join('\n'), ...(note === undefined ? {} : { note }) }
    },
  }
}
