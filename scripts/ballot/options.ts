/** Options of the form --name value. Throws words for a person when one is unknown, doubled or malformed. */
export class UsageRefusal extends Error {}

export function parseOptions(args: readonly string[], known: readonly string[]): { named: Map<string, string>; rest: string[] } {
  const named = new Map<string, string>()
  const rest: string[] = []
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? ''
    if (!arg.startsWith('--')) {
      rest.push(arg)
      continue
    }
    const name = arg.slice(2)
    const value = args[++i]
    if (!known.includes(name)) throw new UsageRefusal(`没有这个选项：${arg}`)
    if (value === undefined || named.has(name)) throw new UsageRefusal(`选项 ${arg} 要写一次，并写上值`)
    named.set(name, value)
  }
  return { named, rest }
}

/** A whole number from `least` to `most`; `fallback` when the option is absent. */
export function wholeNumber(
  named: ReadonlyMap<string, string>,
  name: string,
  least: number,
  most: number,
  fallback?: number,
): number {
  const text = named.get(name)
  if (text === undefined && fallback !== undefined) return fallback
  const value = Number(text)
  if (text === undefined || !/^\d+$/.test(text) || value < least || value > most) {
    throw new UsageRefusal(`--${name} 要写 ${least} 到 ${most} 之间的整数`)
  }
  return value
}
