import { createHash } from 'node:crypto'

/** A number from 0 to just under 1 that is always the same for the same words: the replay's only chance. */
export function chance(...words: readonly string[]): number {
  return createHash('sha256').update(words.join('\0')).digest().readUIntBE(0, 6) / 2 ** 48
}

/** One of a list, always the same for the same words. Throws on an empty list. */
export function pick<T>(list: readonly T[], ...words: readonly string[]): T {
  const one = list[Math.floor(chance(...words) * list.length)]
  if (one === undefined) throw new Error('nothing to pick from')
  return one
}
