import { demand } from './refusal'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Standard Base64 of bytes; `pad` adds the '=' signs that Belenios leaves out. Specification 4.15 (H_JSON). */
export function toBase64(bytes: Uint8Array, pad = false): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const three = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    const digits = [three >> 18, (three >> 12) & 63, (three >> 6) & 63, three & 63].map((digit) => ALPHABET[digit])
    text += digits.slice(0, Math.min(4, bytes.length - i + 1)).join('')
  }
  return pad ? text + '='.repeat((4 - (text.length % 4)) % 4) : text
}

/** Bytes of Base64 with or without padding. Refuses any other character and unused bits that are not zero. */
export function fromBase64(text: string): Uint8Array {
  const digits = Array.from(text.replace(/={1,2}$/, ''), (character) => ALPHABET.indexOf(character))
  demand(digits.length % 4 !== 1 && digits.every((digit) => digit >= 0), 'text-form')
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4))
  let held = 0
  let bits = 0
  let at = 0
  for (const digit of digits) {
    held = ((held << 6) | digit) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[at++] = (held >> bits) & 255
  }
  demand((held & ((1 << bits) - 1)) === 0, 'text-form')
  return bytes
}
