import { sql } from 'kysely'
import { sayInstant } from '@shared/domain/say-date'
import type { Actor } from './actor'
import type { Db } from './database'
import { lookupHash, type Keys } from './seal'

/** At most `most` calls in `minutes`, for one key. */
export interface Limit {
  readonly most: number
  readonly minutes: number
}

/** A call as the limits see it. */
export interface Counted<I = unknown, A extends Actor = Actor> {
  readonly input: I
  readonly actor: A
  /** The network that a web page calls from, hashed; undefined for the mini-program, where the person is known. */
  readonly network: string | undefined
}

/** One limit of an action, and what it is counted by; a call that `by` names nothing for is not counted. */
export interface Rule<I = unknown, A extends Actor = Actor> extends Limit {
  readonly by: (call: Counted<I, A>) => string | undefined
}

/** Counted by who calls: the person, or the network of one who is not signed in. */
export const caller = ({ actor, network }: Counted): string =>
  actor.role === 'visitor' ? `network:${network ?? ''}` : `person:${actor.personId}`

/** Counted by the network, whoever calls from it; behind one there can be a whole town. */
export const fromNetwork = ({ network }: Counted): string | undefined => network && `network:${network}`

/** Counted by the network, for those who are not signed in only. */
export const visitor = ({ actor, network }: Counted): string | undefined =>
  actor.role === 'visitor' ? `network:${network ?? ''}` : undefined

/** A key with its limit. */
export interface Counter extends Limit {
  readonly key: string
}

/** The counters of a call of an action, in the order of its rules. */
export function countersOf(action: string, rules: readonly Rule[], call: Counted): Counter[] {
  return rules.flatMap((rule) => {
    const value = rule.by(call)
    return value === undefined ? [] : [{ key: `${action} ${rule.minutes} ${value}`, most: rule.most, minutes: rule.minutes }]
  })
}

/**
 * Counts a call in the database, so that it holds across instances: one statement, however many counters. A counter
 * counts only what passed the ones before it: the calls of one person that are refused to her do not fill up what she
 * shares with others. Every call locks in the order of its action's rules, so two cannot wait in a ring.
 * @returns undefined while within all limits, else in words when to try again
 */
export async function overLimit(db: Db, counters: readonly Counter[], now: Date): Promise<string | undefined> {
  if (counters.length === 0) return undefined
  const windows = counters.map((counter) => ({ ...counter, start: windowStart(counter, now) }))
  const steps = windows.map(({ key, start }, n) => {
    const before = windows[n - 1]
    const where = before ? sql`from ${sql.ref(`c${n - 1}`)} where count <= ${before.most}` : sql``
    return sql`${sql.ref(`c${n}`)} as (insert into attempt (key, window_start, count)
      select ${key}::text, ${start}::timestamptz, 1 ${where}
      on conflict (key, window_start) do update set count = attempt.count + 1 returning count)`
  })
  const counts = windows.map((_, n) => sql`(select count from ${sql.ref(`c${n}`)})`)
  const { rows } = await sql<{ counts: (number | null)[] }>`with ${sql.join(steps)} select array[${sql.join(counts)}] as counts`.execute(db)
  const over = windows.find(({ most }, n) => (rows[0]?.counts[n] ?? 0) > most)
  return over && sayInstant(new Date(over.start.getTime() + over.minutes * 60_000), now)
}

function windowStart({ minutes }: Limit, now: Date): Date {
  const length = minutes * 60_000
  return new Date(Math.floor(now.getTime() / length) * length)
}

/**
 * The network of an address, as a keyed hash: nobody can read from the counters who called from where. Of IPv6 it is the
 * /64, which is one household's; whoever has one has 2^64 addresses.
 */
export function networkOf(keys: Keys, address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  return lookupHash(keys, 'network', plain.includes(':') ? firstGroups(plain) : plain).slice(0, 32)
}

function firstGroups(address: string): string {
  const [head = '', tail = ''] = address.toLowerCase().split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail.split(':').filter(Boolean)
  const zeros = address.includes('::') ? Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0') : []
  return [...left, ...zeros, ...right].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, '')).join(':')
}
