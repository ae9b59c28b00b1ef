import { type Cleaned, concat, Reader } from './reader'

// Chunks that are needed to show the picture (PNG specification, third edition, 11); texts, times and EXIF are not.
const kept = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT', 'pHYs', 'bKGD'])
const HEAD = 8

/** A PNG without anything but its picture, nothing behind its end. Undefined where it is no well-formed PNG. */
export function cleanPng(bytes: Uint8Array): Cleaned | undefined {
  const r = new Reader(bytes)
  const head = r.take(HEAD)
  if (!head) return undefined
  const parts: Uint8Array[] = [head]
  let size: { width: number; height: number } | undefined
  let data = false
  for (;;) {
    const start = r.at
    const length = r.u32()
    const type = r.take(4)
    if (length === undefined || !type || !r.take(length) || !r.take(4)) return undefined
    const name = Buffer.from(type).toString('latin1')
    if (name === 'IHDR') size ??= sizeIn(bytes.subarray(start + HEAD))
    if (!size) return undefined // the header chunk comes first
    if (name === 'IDAT') data = true
    if (kept.has(name)) parts.push(bytes.subarray(start, r.at))
    if (name === 'IEND') break
  }
  return data ? { ...size, bytes: concat(parts) } : undefined
}

function sizeIn(body: Uint8Array): { width: number; height: number } | undefined {
  const r = new Reader(body)
  const width = r.u32()
  const height = r.u32()
  return width !== undefined && height !== undefined ? { width, height } : undefined
}
