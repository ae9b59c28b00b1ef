import { type Cleaned, concat } from './reader'

// Chunks of the picture itself (RFC 9649, 2); EXIF and XMP are left out.
const kept = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ICCP'])
const EXIF_FLAG = 0x08
const XMP_FLAG = 0x04
const ANIMATION_FLAG = 0x02

/** A still WebP without anything but its picture, nothing behind its end. Undefined where it is none. */
export function cleanWebp(given: Uint8Array): Cleaned | undefined {
  const bytes = Buffer.from(given)
  if (bytes.length < 20) return undefined
  const end = Math.min(bytes.length, 8 + bytes.readUInt32LE(4))
  const parts: Buffer[] = []
  let size: { width: number; height: number } | undefined
  for (let at = 12; at + 8 <= end; ) {
    const name = bytes.toString('latin1', at, at + 4)
    const length = bytes.readUInt32LE(at + 4)
    const next = at + 8 + length + (length % 2)
    if (at + 8 + length > end) return undefined
    const body = bytes.subarray(at + 8, at + 8 + length)
    size ??= sizeOf(name, body)
    if (kept.has(name)) {
      const chunk = Buffer.from(bytes.subarray(at, Math.min(next, end)))
      if (name === 'VP8X') {
        const flags = chunk[8] ?? 0
        if (flags & ANIMATION_FLAG) return undefined
        chunk[8] = flags & ~(EXIF_FLAG | XMP_FLAG)
      }
      parts.push(chunk)
    }
    at = next
  }
  if (!size || !parts.length) return undefined
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...parts])
  const head = Buffer.alloc(8)
  head.write('RIFF', 'latin1')
  head.writeUInt32LE(body.length, 4)
  return { ...size, bytes: concat([head, body]) }
}

function sizeOf(name: string, b: Buffer): { width: number; height: number } | undefined {
  if (name === 'VP8X' && b.length >= 10) return { width: b.readUIntLE(4, 3) + 1, height: b.readUIntLE(7, 3) + 1 }
  if (name === 'VP8 ' && b.length >= 10) return { width: b.readUInt16LE(6) & 0x3fff, height: b.readUInt16LE(8) & 0x3fff }
  if (name === 'VP8L' && b.length >= 5) {
    const bits = b.readUInt32LE(1)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  }
  return undefined
}
