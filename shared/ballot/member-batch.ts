import { isMember, type Engine } from './engine'
import { group } from './group'
import { type RandomBytes } from './random'
import { BallotRefusal, demand, type Where } from './refusal'

/** Random subset products tested for each batch, in groups of eight: a stranger passes with probability 2^-64. */
const GROUPS = 8
const BITS = 8

/**
 * Membership of many elements at once. In each of 64 trials the product of a random subset must be a member: if any
 * element is outside the subgroup (whatever its order, 2 and 3 included), each trial fails with probability at least one
 * half. The subsets are drawn secretly after the elements are fixed. Eight trials share one pass: an element is
 * multiplied into the bucket of its byte, and the buckets give all eight products in the end; so an element costs eight
 * products instead of a power. When a batch fails, every element is tested alone, so the refusal still names the one.
 */
export class MemberBatch {
  private readonly held: { x: bigint; where: Where }[] = []
  private buckets: (bigint | undefined)[][] = Array.from({ length: GROUPS }, () => [])

  constructor(
    private readonly engine: Engine,
    private readonly random: RandomBytes,
  ) {}

  /** Takes an element; nothing is known of it until `flush`. Refuses numbers out of range at once. */
  add(x: bigint, where: Where): void {
    const { p, zero } = group()
    demand(x > zero && x < p, 'ballot-member', where)
    this.held.push({ x, where })
    const bytes = this.random(GROUPS)
    this.buckets.forEach((bucket, i) => {
      const byte = bytes[i] ?? 0
      const before = bucket[byte]
      bucket[byte] = before === undefined ? x : (before * x) % p
    })
  }

  /** Tests what was added since the last time; refuses with the place of an element that is not a member. */
  flush(): void {
    const good = this.buckets.every((bucket) => trialProducts(bucket).every((product) => isMember(this.engine, product)))
    const strangers = good ? [] : this.held.filter(({ x }) => !isMember(this.engine, x))
    this.buckets = this.buckets.map(() => [])
    this.held.length = 0
    const [first] = strangers
    if (first) throw new BallotRefusal('ballot-member', first.where)
    demand(good, 'ballot-member')
  }
}

/** For each bit the product of all buckets whose number has it, halving the buckets bit by bit. */
function trialProducts(bucket: readonly (bigint | undefined)[]): bigint[] {
  const { p, one } = group()
  let rest = Array.from({ length: 2 ** BITS }, (_, byte) => bucket[byte] ?? one)
  const times = (a: bigint, b: bigint): bigint => (a === one ? b : b === one ? a : (a * b) % p)
  const products: bigint[] = []
  for (let half = rest.length / 2; half >= 1; half /= 2) {
    const upper = rest.slice(half)
    products.push(upper.reduce(times, one))
    rest = rest.slice(0, half).map((x, i) => times(x, upper[i] ?? one))
  }
  return products
}
