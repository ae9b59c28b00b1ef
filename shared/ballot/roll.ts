import { isMember, type Engine } from './engine'
import { list, parseDecimal, parseElement, parseJson } from './numbers'
import { toCharacters } from './paper-words'
import { fromHex } from './random'
import { demand } from './refusal'
import { stretchKey } from './sha256'

const SHAPE = 'roll-shape'

/** Who may vote: public credentials and the weight of each. Specification 4.8. */
export interface Roll {
  /** Exact text as it stands in the archive. */
  readonly text: string
  /** Public credential in decimal, and its weight. */
  readonly weights: ReadonlyMap<string, number>
  readonly totalWeight: number
}

/** The most a whole roll may weigh: totals are found by trying, one by one. */
const MOST_WEIGHT = 1_000_000

/** The text of a roll: sorted by number, so that the order says nothing about who checked in when. Specification 4.8. */
export function freezeRoll(credentials: readonly bigint[]): string {
  const sorted = [...credentials].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  sorted.forEach((credential, i) => demand(i === 0 || sorted[i - 1] !== credential, 'roll-twice', { member: i + 1 }))
  return JSON.stringify(sorted.map(String))
}

/** Reads a roll; a weight of one may be written or left out. Refuses numbers that are not canonical or not members, doubles, and weights of nothing. */
export function parseRoll(engine: Engine, text: string): Roll {
  const entries = list(parseJson(text, SHAPE), SHAPE)
  const weights = new Map<string, number>()
  let totalWeight = 0
  entries.forEach((entry, i) => {
    const where = { member: i + 1 }
    demand(typeof entry === 'string', SHAPE, where)
    const [credential, weight = '1', ...more] = entry.split(',')
    demand(more.length === 0, SHAPE, where)
    const element = parseElement(credential, SHAPE, where)
    demand(isMember(engine, element), 'roll-member', where)
    const weighs = Number(parseDecimal(weight, SHAPE, where))
    demand(weighs >= 1 && weighs <= MOST_WEIGHT, SHAPE, where)
    demand(!weights.has(element.toString()), 'roll-twice', where)
    weights.set(element.toString(), weighs)
    totalWeight += weighs
  })
  demand(JSON.stringify(entries) === text && totalWeight <= MOST_WEIGHT, SHAPE)
  return { text, weights, totalWeight }
}

/**
 * The roll's hash to be read out in the hall and compared by everyone: ten characters (80 bits) after 1000 rounds of
 * stretching, so that making a second roll with the same words costs about 2^50 hashes even by collision. Each
 * character sounds differently (paper-words.ts).
 */
export function readOutHash(engine: Engine, uuid: string, rollText: string): string {
  const hash = engine.hash().update(rollText).hex()
  return toCharacters(fromHex(stretchKey(hash, `roll|${uuid}`, 1000)).slice(0, 10))
}

/** Is this phone's own public credential on the roll, once, with weight one? */
export function onRoll(roll: Roll, credential: bigint): boolean {
  return roll.weights.get(credential.toString()) === 1
}
