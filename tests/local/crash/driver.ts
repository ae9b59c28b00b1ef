import { spawn, type ChildProcess } from 'node:child_process'
import { randomInt, randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import type { Answer } from '../../../shared/contract/refusals'
import { contract, type ActionName, type Contract } from '../../../shared/contract/registry'

/** A server that is killed and started again, and callers that do not give up. */
export class Victim {
  private child: ChildProcess | undefined
  private port: Promise<number> | undefined
  /** How often it was killed. */
  kills = 0
  /** What it said on its way: failures that are no kill. */
  readonly said: string[] = []

  constructor(
    private readonly script: string,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  start(): Promise<number> {
    const child = spawn(process.execPath, [this.script], { env: { ...process.env, ...this.environment }, stdio: ['ignore', 'pipe', 'pipe'] })
    this.child = child
    child.stderr.on('data', (text: Buffer) => this.said.push(text.toString()))
    this.port = new Promise((resolve, reject) => {
      createInterface(child.stdout).on('line', (line) => {
        if (line.startsWith('ready ')) resolve(Number(line.slice(6)))
      })
      child.on('exit', () => reject(new Error('fell before it was ready')))
    })
    this.port.catch(() => undefined)
    return this.port
  }

  /** Waits until it answers. Rejects where it fell by itself. */
  async ready(): Promise<void> {
    await this.port
  }

  /** Kills it as the power cut does, and starts the next one. */
  async kill(): Promise<void> {
    const child = this.child
    const gone = new Promise((resolve) => child?.once('exit', resolve))
    child?.kill('SIGKILL')
    await gone
    this.kills++
    void this.start().catch(() => undefined)
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.child?.once('exit', resolve))
    this.child?.kill('SIGKILL')
    await gone
  }

  /** Calls until there is an answer: a write that got none is sent again with the same requestId, as the client does. */
  async call<N extends ActionName>(person: { openid: string; seatId?: string }, name: N, input: Contract[N]['input']): Promise<Answer<Contract[N]['output']>> {
    const event = {
      action: name,
      input,
      ...(contract[name].write ? { requestId: randomUUID() } : {}),
      ...(person.seatId ? { seat: person.seatId } : {}),
    }
    const body = JSON.stringify({ room: name.split('.')[0], openid: person.openid, event })
    for (;;) {
      try {
        const port = await this.port
        const response = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body })
        return (await response.json()) as Answer<Contract[N]['output']> // the contract types it
      } catch {
        // It fell before it answered: nobody knows whether it was written. The next one is asked the same.
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    }
  }
}

/** A random moment, in milliseconds, in which the next kill comes. */
export const whenever = () => randomInt(15, 600)
