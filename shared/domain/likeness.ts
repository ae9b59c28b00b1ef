/**
 * How alike two Chinese texts are, for finding opinions on the same matter: the overlap of their character pairs, where a
 * pair that stands in many texts (我们、希望) weighs little and a rare one (a street, a school) much.
 */

/** The distinct pairs of neighbouring characters of a text; punctuation, space and case do not count. */
export function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>()
  for (const run of text.toLowerCase().split(/[^\p{L}\p{N}]+/u)) {
    const points = Array.from(run)
    for (let i = 0; i + 1 < points.length; i++) pairs.add(`${points[i]}${points[i + 1]}`)
  }
  return pairs
}

/**
 * Ranks texts by likeness to one.
 * @returns index and likeness from 0 (nothing in common) to 1 (the same pairs), the most alike first, nothing below `least`
 */
export function rankByLikeness(to: string, texts: readonly string[], least: number): { index: number; likeness: number }[] {
  const target = pairsOf(to)
  const all = texts.map(pairsOf)
  const count = new Map<string, number>()
  for (const pairs of [target, ...all]) for (const pair of pairs) count.set(pair, (count.get(pair) ?? 0) + 1)
  const weight = (pair: string) => Math.log(1 + (all.length + 1) / (count.get(pair) ?? 1))
  const total = (pairs: ReadonlySet<string>) => [...pairs].reduce((sum, pair) => sum + weight(pair), 0)
  const own = total(target)
  return all
    .map((pairs, index) => {
      const common = total(new Set([...pairs].filter((pair) => target.has(pair))))
      // A short report of a matter that a long one tells at length is as much a duplicate: measured against the shorter.
      const shorter = Math.min(own, total(pairs))
      return { index, likeness: shorter === 0 ? 0 : common / shorter }
    })
    .filter((one) => one.likeness >= least)
    .sort((a, b) => b.likeness - a.likeness || a.index - b.index)
}
