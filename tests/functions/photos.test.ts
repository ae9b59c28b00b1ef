import fc from 'fast-check'
import { cleanPhoto } from '../../cloudfunctions/media/clean/clean-photo'
import { kindOfBytes } from '../../cloudfunctions/media/kind-of-bytes'

const ascii = (text: string) => Buffer.from(text, 'latin1')
const u16 = (n: number) => Buffer.from([n >> 8, n & 255])
const segment = (marker: number, body: Buffer) => Buffer.concat([Buffer.from([0xff, marker]), u16(body.length + 2), body])

/** The smallest JPEG there is, one grey pixel, made by another program (without its first two bytes). */
const PIXEL = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k=',
  'base64',
)
const PLACE = 'GPSLatitude 38.0428 石家庄'
/** EXIF with an orientation of 6 and a place in its maker's note. */
const exif = (orientation: number) => {
  const tiff = Buffer.concat([
    Buffer.from('49492a0008000000', 'hex'),
    Buffer.from([1, 0]),
    Buffer.from([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]),
    Buffer.from([0, 0, 0, 0]),
    Buffer.from(PLACE),
  ])
  return segment(0xe1, Buffer.concat([ascii('Exif\0\0'), tiff]))
}
const jpegWith = (...segments: Buffer[]) => Buffer.concat([PIXEL.subarray(0, 2), ...segments, PIXEL.subarray(2)])

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c >>> 0
})
const crc = (b: Buffer) => (b.reduce((c, x) => (crcTable[(c ^ x) & 255] ?? 0) ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0
const chunk = (name: string, body: Buffer) => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc(Buffer.concat([ascii(name), body])))
  return Buffer.concat([length, ascii(name), body, check])
}
const pngOf = (width: number, height: number, ...more: Buffer[]) => {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 0], 8)
  const data = Buffer.from('789c63000000010001', 'hex')
  return Buffer.concat([ascii('\x89PNG\r\n\x1a\n'), chunk('IHDR', head), ...more, chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))])
}
const riff = (...chunks: Buffer[]) => {
  const body = Buffer.concat([ascii('WEBP'), ...chunks])
  const length = Buffer.alloc(4)
  length.writeUInt32LE(body.length)
  return Buffer.concat([ascii('RIFF'), length, body])
}
const webpChunk = (name: string, body: Buffer) => {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(body.length)
  return Buffer.concat([ascii(name), length, body, Buffer.alloc(body.length % 2)])
}

describe('a photo is kept without anything but its picture', () => {
  it('a JPEG loses place, comments and what hangs behind its end, and keeps its orientation', () => {
    const given = Buffer.concat([jpegWith(exif(6), segment(0xfe, Buffer.from('谁拍的')), segment(0xed, ascii('IPTC'))), ascii('<script>alert(1)</script>')])
    const kept = cleanPhoto(given)
    const text = Buffer.from(kept?.bytes ?? []).toString('latin1')
    expect(kept).toMatchObject({ width: 1, height: 1 })
    for (const gone of [Buffer.from(PLACE).toString('latin1'), Buffer.from('谁拍的').toString('latin1'), 'IPTC', '<script>']) {
      expect(text).not.toContain(gone)
    }
    // EXIF with one entry, the orientation, and nothing else.
    const at = text.indexOf('Exif\0\0')
    const tiff = Buffer.from(kept?.bytes ?? []).subarray(at + 6)
    expect([tiff.readUInt16BE(8), tiff.readUInt16BE(10), tiff.readUInt16BE(18)]).toEqual([1, 0x0112, 6])
    expect(kindOfBytes(kept?.bytes ?? new Uint8Array())).toBe('photo')
  })

  it('a clean JPEG stays byte for byte, and cleaning twice changes nothing', () => {
    expect(Buffer.from(cleanPhoto(PIXEL)?.bytes ?? []).equals(PIXEL)).toBe(true)
    const once = cleanPhoto(jpegWith(exif(8)))?.bytes ?? new Uint8Array()
    expect(Buffer.from(cleanPhoto(once)?.bytes ?? []).equals(Buffer.from(once))).toBe(true)
  })

  it('a PNG and a WebP lose their texts and EXIF', () => {
    const png = cleanPhoto(Buffer.concat([pngOf(1, 1, chunk('tEXt', Buffer.from(PLACE)), chunk('eXIf', Buffer.from(PLACE))), ascii('PK\x03\x04')]))
    expect(Buffer.from(png?.bytes ?? []).equals(pngOf(1, 1))).toBe(true)
    const vp8x = Buffer.from([0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    const vp8l = Buffer.from([0x2f, 0, 0, 0, 0, 0])
    const webp = cleanPhoto(riff(webpChunk('VP8X', vp8x), webpChunk('VP8L', vp8l), webpChunk('EXIF', Buffer.from(PLACE)), webpChunk('XMP ', Buffer.from(PLACE))))
    expect(Buffer.from(webp?.bytes ?? []).equals(riff(webpChunk('VP8X', Buffer.alloc(10)), webpChunk('VP8L', vp8l)))).toBe(true)
  })

  it('a picture larger than any phone makes is refused before anyone unpacks it', () => {
    expect(cleanPhoto(pngOf(65_000, 65_000))).toBeUndefined()
    expect(cleanPhoto(pngOf(0, 10))).toBeUndefined()
    const huge = Buffer.from(PIXEL)
    huge.fill(0xff, PIXEL.indexOf(Buffer.from([0xff, 0xc9])) + 5, PIXEL.indexOf(Buffer.from([0xff, 0xc9])) + 9)
    expect(cleanPhoto(huge)).toBeUndefined()
  })

  it('what is cut off, empty or no picture at all is refused, and nothing throws', () => {
    for (let end = 0; end < PIXEL.length; end++) expect(cleanPhoto(PIXEL.subarray(0, end))).toBeUndefined()
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(PIXEL, pngOf(3, 3), riff(webpChunk('VP8L', Buffer.alloc(6))), Buffer.alloc(0)), (noise, head) => {
        const cut = head.subarray(0, noise[0] ?? 0)
        const cleaned = cleanPhoto(Buffer.concat([cut, Buffer.from(noise)]))
        expect(cleaned === undefined || cleaned.width > 0).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
