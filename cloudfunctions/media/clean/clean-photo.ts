import { cleanJpeg } from './jpeg'
import { cleanPng } from './png'
import type { Cleaned } from './reader'
import { cleanWebp } from './webp'

/** The largest picture that is taken: a phone's 50 megapixels. More is a bomb or a mistake. */
export const photoLimits = { pixels: 52_000_000, side: 12_000 } as const

/**
 * What is kept of a photo: its picture, without place, time, camera, comments, or anything hidden behind its end.
 * Undefined where it is not a photo that is taken, or says it is larger than any phone makes.
 */
export function cleanPhoto(bytes: Uint8Array): Cleaned | undefined {
  const cleaned = byKind(bytes)
  if (!cleaned) return undefined
  const { width, height } = cleaned
  const fits = width > 0 && height > 0 && width <= photoLimits.side && height <= photoLimits.side && width * height <= photoLimits.pixels
  return fits ? cleaned : undefined
}

function byKind(bytes: Uint8Array): Cleaned | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return cleanJpeg(bytes)
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return cleanPng(bytes)
  if (head.startsWith('RIFF') && head.endsWith('WEBP')) return cleanWebp(bytes)
  return undefined
}
