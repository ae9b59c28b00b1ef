/** A picture with nothing beside itself, and its size in pixels. */
export interface Cleaned {
  readonly bytes: Uint8Array
  readonly width: number
  readonly height: number
}

/** Reads big-endian numbers one after the other; undefined past the end. */
export class Reader {
  at = 0
  constructor(private readonly bytes: Uint8Array) {}

  u8(): number | undefined {
    return this.bytes[this.at++]
  }

  u16(): number | undefined {
    const high = this.u8()
    const low = this.u8()
    return high === undefined || low === undefined ? undefined : high * 256 + low
  }

  u32(): number | undefined {
    const high = this.u16()
    const low = this.u16()
    return high === undefined || low === undefined ? undefined : high * 65_536 + low
  }

  /** The next bytes, or undefined where there are fewer. */
  take(count: number): Uint8Array | undefined {
    if (this.at + count > this.bytes.length) return undefined
    const taken = this.bytes.subarray(this.at, this.at + count)
    this.at += count
    return taken
  }

  get ended(): boolean {
    return this.at >= this.bytes.length
  }
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts)
}
