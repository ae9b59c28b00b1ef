import { randomBytes } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'

/** Somebody's WeChat in the simulator. */
export interface Account {
  readonly openid: string
  readonly name: string
  /** Who she is, in a word or two: 群众、县住建局 … */
  readonly about: string
}

/** A subscribe message as it lies in somebody's WeChat. */
export interface Bell {
  readonly at: string
  readonly openid: string
  readonly templateId: string
  readonly fields: Readonly<Record<string, string>>
  readonly page: string
}

type Line =
  | ({ readonly kind: 'account' } & Account)
  | ({ readonly kind: 'bell' } & Bell)
  | { readonly kind: 'consent'; readonly at: string; readonly openid: string; readonly templateId: string }

/**
 * What the simulated WeChat knows: accounts, consents, the messages it delivered. It is another party than the product,
 * so it keeps its own journal (one JSON line an event) and never looks into the product's database.
 */
export class WeChatRecord {
  readonly accounts = new Map<string, Account>()
  readonly bells: Bell[] = []
  private readonly consents = new Map<string, number>()
  private readonly lastSeen = new Map<string, number>()

  /** @param file the journal; without one nothing is kept. */
  constructor(private readonly file?: string) {
    if (!file || !existsSync(file)) return
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const known = readLine(line)
      if (known) this.apply(known)
    }
  }

  /** A new account; a fresh openid where none is given. */
  addAccount(account: { readonly name: string; readonly about: string; readonly openid?: string }): Account {
    const made: Account = { openid: `o${randomBytes(20).toString('base64url')}`, ...account }
    this.write({ kind: 'account', ...made })
    return made
  }

  /** She is in the mini-program at this moment. */
  see(openid: string, now: Date): void {
    this.lastSeen.set(openid, now.getTime())
  }

  /** When she was last in the mini-program, or undefined. */
  seenAt(openid: string): number | undefined {
    return this.lastSeen.get(openid)
  }

  /** She allows one more message of a template. */
  consent(openid: string, templateId: string, now: Date): void {
    this.write({ kind: 'consent', at: now.toISOString(), openid, templateId })
  }

  consentsLeft(openid: string, templateId: string): number {
    return this.consents.get(`${openid} ${templateId}`) ?? 0
  }

  /** Delivers a message and spends a consent. Only after `consentsLeft`. */
  deliver(bell: Bell): void {
    this.write({ kind: 'bell', ...bell })
  }

  private write(line: Line): void {
    if (this.file) appendFileSync(this.file, `${JSON.stringify(line)}\n`)
    this.apply(line)
  }

  private apply(line: Line): void {
    if (line.kind === 'account') this.accounts.set(line.openid, { openid: line.openid, name: line.name, about: line.about })
    else {
      const key = `${line.openid} ${line.templateId}`
      const change = line.kind === 'consent' ? 1 : -1
      this.consents.set(key, (this.consents.get(key) ?? 0) + change)
      if (line.kind === 'bell') this.bells.push(line)
    }
  }
}

/** A line of the journal; a last one that was cut by a kill is left out. */
function readLine(text: string): Line | undefined {
  if (text === '') return undefined
  try {
    const line: unknown = JSON.parse(text)
    // Only this class writes the file; a kind it knows has its members.
    return typeof line === 'object' && line !== null && 'kind' in line ? (line as Line) : undefined
  } catch {
    return undefined
  }
}
