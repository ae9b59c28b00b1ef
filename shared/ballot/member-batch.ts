import { isMember, type Engine } from './engine'
import { group } from './group'
import { type RandomBytes } from './random'
import { BallotRefusal, demand, type Where } from './refusal'

/** Random subset products tested for each batch: a batch with a stranger in it passes with probability 2^-TRIALS. */
const TRIALS = 64
/** Elements whose subset products are tabulated together; five makes the fewest products for 64 trials. */
const BLOCK = 5

/**
 * Membership of many elements at once. For every trial the product of a random subset must be a member: if any element is
 * outside the subgroup (whatever its order, 2 and 3 included), each trial fails with probability at least one half. The
 * subsets are drawn secretly after the elements are fixed. When a batch fails, every element is tested alone, so the
 * refusal still names the one. About a third of the time of testing each.
 */
export class MemberBatch {
  private block: bigint[] = []
  private readonly held: { x: bigint; where: Where }[] = []
  private products: bigint[] = []

  constructor(
    private readonly engine: Engine,
    private readonly random: RandomBytes,
  ) {}

  /** Takes an element; nothing is known of it until `flush`. Refuses numbers out of range at once. */
  add(x: bigint, where: Where): void {
    const { p, zero } = group()
    demand(x > zero && x < p, 'ballot-member', where)
    this.held.push({ x, where })
    this.block.push(x)
    if (this.block.length === BLOCK) this.fold()
  }

  /** Folds the open block into every trial's product. */
  private fold(): void {
    const { p, one } = group()
    if (this.products.length === 0) this.products = Array.from({ length: TRIALS }, () => one)
    const table = [one]
    for (const x of this.block) {
      for (let i = 0, size = table.length; i < size; i++) table.push(i === 0 ? x : ((table[i] ?? one) * x) % p)
    }
    const mask = table.length - 1
    const draws = this.random(TRIALS)
    this.products = this.products.map((product, trial) => {
      const factor = table[(draws[trial] ?? 0) & mask] ?? one
      return factor === one ? product : (product * factor) % p
    })
    this.block = []
  }

  /** Tests what was added since the last time; refuses with the place of an element that is not a member. */
  flush(): void {
    if (this.block.length > 0) this.fold()
    const good = this.products.every((product) => isMember(this.engine, product))
    const strangers = good ? [] : this.held.filter(({ x }) => !isMember(this.engine, x))
    this.products = []
    this.held.length = 0
    const [first] = strangers
    if (first) throw new BallotRefusal('ballot-member', first.where)
    demand(good, 'ballot-member')
  }
}
