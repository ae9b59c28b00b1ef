import { createHash } from 'node:crypto'

// A random namespace (RFC 9562 §5.5) of this product's imports; it never changes.
const NAMESPACE = Buffer.from('6f1c0a52d0e94b6f9b1d2f6f6c3a7e41', 'hex')

/** A name-based UUID (RFC 9562 version 5): the same parts always give the same one. */
export function nameUuid(parts: readonly string[]): string {
  const hash = createHash('sha1').update(NAMESPACE).update(JSON.stringify(parts)).digest().subarray(0, 16)
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6)
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = hash.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
