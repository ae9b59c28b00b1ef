/** Takes exact numbers of bytes from a stream, holding no more than was asked for and one piece of the source. */
export class Bytes {
  private readonly source: AsyncIterator<Buffer>
  private held: Buffer = Buffer.alloc(0)
  private over = false

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]()
  }

  /** The next bytes; fewer than asked for only where the stream ends. */
  async take(count: number): Promise<Buffer> {
    const pieces: Buffer[] = []
    let missing = count
    while (missing > 0 && (await this.fill())) {
      const piece = this.held.subarray(0, missing)
      this.held = this.held.subarray(piece.length)
      missing -= piece.length
      pieces.push(piece)
    }
    return Buffer.concat(pieces)
  }

  /** Whether nothing is left. */
  async ended(): Promise<boolean> {
    return !(await this.fill())
  }

  /** Ends the source, whose file is closed by it. */
  async stop(): Promise<void> {
    this.over = true
    await this.source.return?.()
  }

  private async fill(): Promise<boolean> {
    while (this.held.length === 0 && !this.over) {
      const next = await this.source.next()
      if (next.done) this.over = true
      else this.held = next.value
    }
    return this.held.length > 0
  }
}
