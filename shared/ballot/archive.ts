import { parseJson, fields } from './numbers'
import { demand } from './refusal'
import { fromBytes, toBytes } from './utf8'

/** The public file UUID.bel: an old-style tar that only grows. Specification 4.4. */
export interface ArchiveRecord {
  readonly name: string
  readonly text: string
}

const BLOCK = 512
export const HEADER_NAME = 'BELENIOS'

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0')

function headerText(name: string, size: number, timestamp: number, checksum: string): string {
  const lead = name.padEnd(100, '\0') + '0000644\0' + '0000000\0' + '0000000\0'
  return `${lead}${octal(size, 11)}\0${octal(timestamp, 11)}\0${checksum}0`.padEnd(BLOCK, '\0')
}

function tarHeader(name: string, size: number, timestamp: number): Uint8Array {
  const blank = toBytes(headerText(name, size, timestamp, ' '.repeat(8)))
  const sum = blank.reduce((total, byte) => total + byte, 0)
  return toBytes(headerText(name, size, timestamp, `${octal(sum, 6)}\0 `))
}

/** The bytes of one record: header, body, zeros up to 512. Timestamp in Unix seconds, the same for all records. */
export function writeRecord({ name, text }: ArchiveRecord, timestamp: number): Uint8Array {
  const body = toBytes(text)
  const bytes = new Uint8Array(BLOCK + Math.ceil(body.length / BLOCK) * BLOCK)
  bytes.set(tarHeader(name, body.length, timestamp))
  bytes.set(body, BLOCK)
  return bytes
}

/** The first record, which carries version and timestamp. */
export function headerRecord(timestamp: number): ArchiveRecord {
  return { name: HEADER_NAME, text: JSON.stringify({ version: 1, timestamp: String(timestamp) }) }
}

/** Reads the first record; refuses another version or spelling. */
export function readHeader({ name, text }: ArchiveRecord): number {
  demand(name === HEADER_NAME, 'archive-header')
  const { version, timestamp } = fields(parseJson(text, 'archive-header'), ['version', 'timestamp'], [], 'archive-header')
  const known = version === 1 && typeof timestamp === 'string' && /^(0|[1-9][0-9]{0,10})$/.test(timestamp)
  demand(known && headerRecord(Number(timestamp)).text === text, 'archive-header')
  return Number(timestamp)
}

/**
 * Reads an archive in pieces of any size and gives whole records. Every byte must be the one that `writeRecord` would
 * write: names, sizes, padding, and the timestamp of the first record in all of them.
 */
export class ArchiveReader {
  private held: Uint8Array = new Uint8Array(0)
  private timestamp: number | undefined
  private start = 0

  /** Refuses an archive that stops in the middle of a record. */
  end(): void {
    demand(this.held.length === 0 && this.timestamp !== undefined, 'archive-cut')
  }

  /** Takes the next bytes and gives the records that are whole, with the place of each body in the file. */
  *push(chunk: Uint8Array): Generator<ArchiveRecord & { readonly offset: number; readonly size: number }> {
    const joined = new Uint8Array(this.held.length + chunk.length)
    joined.set(this.held)
    joined.set(chunk, this.held.length)
    let at = 0
    for (;;) {
      const size = this.sizeAt(joined, at)
      const whole = size === undefined ? Infinity : BLOCK + Math.ceil(size / BLOCK) * BLOCK
      if (size === undefined || at + whole > joined.length) break
      const record = this.read(joined.subarray(at, at + whole), size)
      const offset = this.start + BLOCK
      at += whole
      this.start += whole
      yield { ...record, offset, size }
    }
    this.held = joined.slice(at)
  }

  private sizeAt(bytes: Uint8Array, at: number): number | undefined {
    if (bytes.length < at + BLOCK) return undefined
    const field = String.fromCharCode(...bytes.subarray(at + 124, at + 136))
    demand(/^[0-7]{11}\0$/.test(field), 'archive-record')
    return parseInt(field, 8)
  }

  private read(bytes: Uint8Array, size: number): ArchiveRecord {
    const end = bytes.subarray(0, 100).indexOf(0)
    const name = String.fromCharCode(...bytes.subarray(0, end < 0 ? 100 : end))
    demand(/^[\x21-\x7e]+$/.test(name), 'archive-name')
    const record = { name, text: fromBytes(bytes.subarray(BLOCK, BLOCK + size)) }
    this.timestamp ??= readHeader(record)
    const header = tarHeader(name, size, this.timestamp)
    demand(
      header.every((byte, i) => byte === bytes[i]),
      'archive-record',
    )
    demand(
      bytes.subarray(BLOCK + size).every((byte) => byte === 0),
      'archive-record',
    )
    return record
  }
}
