import { demand } from './refusal'

const BEYOND_ASCII = /[^\x00-\x7f]/  

/** Text as a string of bytes (each character 0..255), UTF-8. Refuses half a surrogate pair. */
export function toByteString(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text
  let bytes = ''
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    demand(code < 0xd800 || code > 0xdfff, 'text-form')
    bytes += encodePoint(code)
  }
  return bytes
}

function encodePoint(code: number): string {
  if (code < 0x80) return String.fromCharCode(code)
  const tail = (shift: number): number => 0x80 | ((code >> shift) & 0x3f)
  if (code < 0x800) return String.fromCharCode(0xc0 | (code >> 6), tail(0))
  if (code < 0x10000) return String.fromCharCode(0xe0 | (code >> 12), tail(6), tail(0))
  return String.fromCharCode(0xf0 | (code >> 18), tail(12), tail(6), tail(0))
}

/** UTF-8 bytes of a text. */
export function toBytes(text: string): Uint8Array {
  const string = toByteString(text)
  const bytes = new Uint8Array(string.length)
  for (let i = 0; i < string.length; i++) bytes[i] = string.charCodeAt(i)
  return bytes
}

/** Text of UTF-8 bytes. Refuses bytes that are not the one right encoding of a text. */
export function fromBytes(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 4096) {
    text += String.fromCharCode.apply(null, bytes.subarray(at, at + 4096) as unknown as number[]) // any list-like will do
  }
  if (!BEYOND_ASCII.test(text)) return text
  const decoded = decode(text)
  demand(toByteString(decoded) === text, 'text-form')
  return decoded
}

function decode(bytes: string): string {
  try {
    return decodeURIComponent(bytes.replace(/[^]/g, (byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`))
  } catch {
    demand(false, 'text-form')
    return ''
  }
}
