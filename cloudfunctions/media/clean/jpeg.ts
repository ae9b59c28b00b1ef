import { type Cleaned, concat, Reader } from './reader'

// JPEG markers (ITU T.81, table B.1).
const SOI = 0xd8
const EOI = 0xd9
const SOS = 0xda
const APP0 = 0xe0
const APP1 = 0xe1
const APP2 = 0xe2
const APP14 = 0xee
const APP15 = 0xef
const COM = 0xfe
const isFrame = (m: number) => m >= 0xc0 && m <= 0xcf && m !== 0xc4 && m !== 0xc8 && m !== 0xcc
const isBare = (m: number) => m === 0x01 || (m >= 0xd0 && m <= 0xd7)
/** JFIF, colour profile and Adobe's colour transform are needed to show the picture; no other application segment is. */
const keptSegments = new Set([APP0, APP2, APP14])

/**
 * A JPEG without anything but its picture: no EXIF (place, camera, time), no comments, no thumbnails, nothing behind its
 * end. The orientation stays, alone. Undefined where it is no well-formed JPEG.
 */
export function cleanJpeg(bytes: Uint8Array): Cleaned | undefined {
  const r = new Reader(bytes)
  if (r.u8() !== 0xff || r.u8() !== SOI) return undefined
  const parts: Uint8Array[] = [Uint8Array.of(0xff, SOI)]
  let size: { width: number; height: number } | undefined
  let orientation = 1
  for (;;) {
    const marker = nextMarker(r)
    if (marker === undefined) return undefined
    if (marker === EOI) break
    if (isBare(marker)) continue
    const start = r.at - 2
    const length = r.u16()
    if (length === undefined || length < 2) return undefined
    const body = r.take(length - 2)
    if (!body) return undefined
    if (isFrame(marker)) size ??= frameSize(body)
    if (marker === APP1) orientation = orientationOf(body) ?? orientation
    if ((marker >= APP0 && marker <= APP15 && !keptSegments.has(marker)) || marker === COM) continue
    parts.push(bytes.subarray(start, r.at))
    if (marker === SOS) parts.push(scanData(bytes, r))
  }
  if (!size) return undefined
  const head = orientation === 1 ? [] : [orientationSegment(orientation)]
  return { ...size, bytes: concat([parts[0] ?? new Uint8Array(), ...head, ...parts.slice(1), Uint8Array.of(0xff, EOI)]) }
}

/** The next marker; fill bytes are passed over. */
function nextMarker(r: Reader): number | undefined {
  if (r.u8() !== 0xff) return undefined
  let marker = r.u8()
  while (marker === 0xff) marker = r.u8()
  return marker
}

/** Entropy-coded data up to the next marker that is neither a stuffed byte nor a restart. */
function scanData(bytes: Uint8Array, r: Reader): Uint8Array {
  const start = r.at
  let at = start
  while (at + 1 < bytes.length) {
    const next = bytes[at + 1] ?? 0
    if (bytes[at] === 0xff && next !== 0x00 && !(next >= 0xd0 && next <= 0xd7)) break
    at++
  }
  r.at = at
  return bytes.subarray(start, at)
}

function frameSize(body: Uint8Array): { width: number; height: number } | undefined {
  const r = new Reader(body)
  r.u8()
  const height = r.u16()
  const width = r.u16()
  return height !== undefined && width !== undefined ? { width, height } : undefined
}

/** The orientation tag (0x0112) of an EXIF segment (CIPA DC-008, 4.6.4). */
function orientationOf(body: Uint8Array): number | undefined {
  if (Buffer.from(body.subarray(0, 6)).toString('latin1') !== 'Exif\0\0') return undefined
  const tiff = Buffer.from(body.subarray(6))
  if (tiff.length < 8) return undefined
  const little = tiff.toString('latin1', 0, 2) === 'II'
  const u16 = (at: number) => (at + 2 <= tiff.length ? (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at)) : 0)
  const first = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  const entries = Math.min(u16(first), 200)
  for (let i = 0; i < entries; i++) {
    const at = first + 2 + i * 12
    if (u16(at) !== 0x0112) continue
    const value = u16(at + 8)
    return value >= 1 && value <= 8 ? value : undefined
  }
  return undefined
}

/** An EXIF segment with the orientation and nothing else. */
function orientationSegment(orientation: number): Uint8Array {
  const tiff = Buffer.from('4d4d002a000000080001011200030000000100000000000000000000', 'hex')
  tiff.writeUInt16BE(orientation, 18)
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff.subarray(0, 26)])
  const head = Buffer.from([0xff, APP1, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}
