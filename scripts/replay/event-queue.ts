/** Something that happens at a moment of simulated time. */
export interface Happening {
  readonly at: Date
  readonly does: () => Promise<void>
}

/** What is to happen, the earliest first; what falls on one moment happens in the order it was planned (a binary heap). */
export class EventQueue {
  private readonly heap: (Happening & { readonly order: number })[] = []
  private planned = 0

  get size(): number {
    return this.heap.length
  }

  plan(at: Date, does: () => Promise<void>): void {
    this.heap.push({ at, does, order: this.planned++ })
    this.rise(this.heap.length - 1)
  }

  /** Takes the next one out; undefined where nothing is left. */
  next(): Happening | undefined {
    const [first] = this.heap
    const last = this.heap.pop()
    if (first && last && first !== last) {
      this.heap[0] = last
      this.sink(0)
    }
    return first
  }

  private before(a: number, b: number): boolean {
    const [one, other] = [this.heap[a], this.heap[b]]
    if (!one || !other) return false
    return one.at.getTime() - other.at.getTime() < 0 || (one.at.getTime() === other.at.getTime() && one.order < other.order)
  }

  private swap(a: number, b: number): void {
    const [one, other] = [this.heap[a], this.heap[b]]
    if (one && other) [this.heap[a], this.heap[b]] = [other, one]
  }

  private rise(at: number): void {
    for (let i = at; i > 0;) {
      const parent = (i - 1) >> 1
      if (!this.before(i, parent)) return
      this.swap(i, parent)
      i = parent
    }
  }

  private sink(at: number): void {
    for (let i = at; ;) {
      const [left, right] = [2 * i + 1, 2 * i + 2]
      let least = this.before(left, i) ? left : i
      if (this.before(right, least)) least = right
      if (least === i) return
      this.swap(i, least)
      i = least
    }
  }
}
