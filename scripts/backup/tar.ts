import { Bytes } from './bytes'
import { BackupRefused } from './words'

/** One file inside a tar. */
export interface Entry {
  readonly name: string
  readonly body: Buffer
}

const BLOCK = 512
/** The longest entry: a part of a table, or one photo or recording. */
const LARGEST = 256 * 1024 * 1024

/** An entry in the ustar format (POSIX.1-1988), so that any tar program lists what is inside an opened backup. */
export function tarEntry({ name, body }: Entry): Buffer {
  const header = Buffer.alloc(BLOCK)
  const { prefix, rest } = splitName(name)
  header.write(rest, 0)
  header.write('0000600\0', 100, 'latin1')
  header.write('0000000\0', 108, 'latin1')
  header.write('0000000\0', 116, 'latin1')
  header.write(`${body.length.toString(8).padStart(11, '0')}\0`, 124, 'latin1')
  header.write('00000000000\0', 136, 'latin1')
  header.write('0', 156, 'latin1')
  header.write('ustar\x0000', 257, 'latin1')
  header.write(prefix, 345)
  header.write(`${checksum(header).toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return Buffer.concat([header, body, Buffer.alloc(padding(body.length))])
}

/** What stands at the end of a tar. */
export const tarEnd = Buffer.alloc(2 * BLOCK)

/** The entries of a tar, one after the other. */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<Entry> {
  const bytes = new Bytes(source)
  for (;;) {
    const header = await bytes.take(BLOCK)
    if (header.length < BLOCK || Number.parseInt(text(header, 148, 8), 8) !== checksum(header)) {
      if (header.length === BLOCK && header.every((byte) => byte === 0)) break
      throw new BackupRefused('备份文件里的内容不完整，不能用它恢复。')
    }
    const length = Number.parseInt(text(header, 124, 12), 8)
    if (!(length >= 0 && length <= LARGEST)) throw new BackupRefused('备份文件里的内容不对，不能用它恢复。')
    const body = await bytes.take(length)
    if ((await bytes.take(padding(length))).length < padding(length)) throw new BackupRefused('备份文件里的内容不完整，不能用它恢复。')
    const prefix = text(header, 345, 155)
    yield { name: prefix ? `${prefix}/${text(header, 0, 100)}` : text(header, 0, 100), body }
  }
  // To the very end, so that the last sealed chunk is read and checked too.
  while (!(await bytes.ended())) await bytes.take(BLOCK)
}

const padding = (length: number) => (BLOCK - (length % BLOCK)) % BLOCK

function text(header: Buffer, at: number, length: number): string {
  const field = header.subarray(at, at + length)
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end < 0 ? length : end).trim()
}

/** The sum of the header's bytes, its own field counted as spaces. */
function checksum(header: Buffer): number {
  return header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0)
}

/** A name over 100 bytes is split at a slash; one that cannot be is none of ours. */
function splitName(name: string): { prefix: string; rest: string } {
  if (Buffer.byteLength(name) <= 100) return { prefix: '', rest: name }
  for (let at = name.indexOf('/'); at >= 0; at = name.indexOf('/', at + 1)) {
    const [prefix, rest] = [name.slice(0, at), name.slice(at + 1)]
    if (Buffer.byteLength(rest) <= 100 && Buffer.byteLength(prefix) <= 155) return { prefix, rest }
  }
  throw new Error(`a name too long for a tar: ${name}`)
}
