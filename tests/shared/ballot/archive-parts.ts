import { ArchiveReader, headerRecord, writeRecord } from '@shared/ballot/archive'
import { engine } from './support'

/** An archive taken apart: what each event was preceded by. */
export interface Part {
  readonly type: string
  readonly pieces: readonly string[]
}

/** Takes an archive apart. */
export function takeApart(bytes: Uint8Array): Part[] {
  const parts: Part[] = []
  let pieces: string[] = []
  const records = [...new ArchiveReader().push(bytes)].slice(1)
  for (const { name, text } of records) {
    if (name.endsWith('.data.json')) {
      pieces.push(text)
      continue
    }
    parts.push({ type: (JSON.parse(text) as { type: string }).type, pieces }) // an event of our own archive
    pieces = []
  }
  return parts
}

const sha = (text: string): string => engine.hash().update(text).hex()

/** Rewrites the references inside the pieces, as a clever forger would. */
function refer({ type, pieces }: Part): readonly string[] {
  const [first = '', second = '', third = ''] = pieces
  if (type === 'Setup' && pieces.length === 4) {
    return [first, second, third, JSON.stringify({ election: sha(first), trustees: sha(second), credentials: sha(third) })]
  }
  if (type === 'PartialDecryption' && pieces.length === 2) {
    const { owner } = JSON.parse(second) as { owner: number } // our own record
    return [first, JSON.stringify({ owner, payload: sha(first) })]
  }
  if (type === 'EncryptedTally' && pieces.length === 2) {
    return [first, second.replace(/"encrypted_tally":"[0-9a-f]{64}"/, `"encrypted_tally":"${sha(first)}"`)]
  }
  return pieces
}

/** Puts an archive together again with a perfect chain: only what it says can give a forgery away. */
export function putTogether(
  parts: readonly Part[],
  timestamp = 1795570295,
  mend = true,
  forge: (event: string, height: number) => string = (event) => event,
): Uint8Array {
  const records = [headerRecord(timestamp)]
  let parent: string | undefined
  parts.forEach((part, height) => {
    const pieces = mend ? refer(part) : part.pieces
    records.push(...pieces.map((text) => ({ name: `${sha(text)}.data.json`, text })))
    const last = pieces[pieces.length - 1]
    const payload = last === undefined ? undefined : sha(last)
    const event = forge(JSON.stringify({ parent, height, type: part.type, payload }), height)
    parent = sha(event)
    records.push({ name: `${parent}.event.json`, text: event })
  })
  return Buffer.concat(records.map((record) => writeRecord(record, timestamp)))
}

/** Paths of all leaves of a JSON value. */
export function leaves(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, Array.isArray(value) ? Number(key) : key]))
}

/** The JSON text with the leaf at `path` changed. */
export function withLeaf(text: string, path: readonly (string | number)[], change: (old: unknown) => unknown): string {
  const walk = (value: unknown, depth: number): unknown => {
    if (depth === path.length) return change(value)
    const key = path[depth] ?? ''
    if (Array.isArray(value)) return value.map((inner: unknown, i) => (i === key ? walk(inner, depth + 1) : inner))
    const entries = Object.entries(value as object).map(([name, inner]) => [name, name === key ? walk(inner, depth + 1) : inner]) // paths lead through objects
    return Object.fromEntries(entries)
  }
  return JSON.stringify(walk(JSON.parse(text), 0))
}

/** A leaf nearly right: a number one more, a text with its last character changed. */
export function nudge(old: unknown): unknown {
  if (typeof old === 'number') return old + 1
  if (typeof old === 'boolean') return !old
  if (typeof old !== 'string') return 'x'
  if (/^\d+$/.test(old)) return (BigInt(old) + BigInt(1)).toString()
  return old.slice(0, -1) + (old.endsWith('a') ? 'b' : 'a')
}
