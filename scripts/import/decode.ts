/** A file that cannot be read as any of the formats; its message is for the person at the terminal. */
export class Unreadable extends Error {}

/**
 * The text of a file: UTF-8 (with or without a byte-order mark), UTF-16 with one (Excel's "Unicode text"), else GB18030,
 * which is how Excel in China saves CSV. Refuses (Unreadable) bytes that are none of these.
 */
export function decodeText(bytes: Buffer): { text: string; encoding: string } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoded(bytes, 'utf-16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decoded(bytes, 'utf-16be')
  try {
    return decoded(bytes, 'utf-8')
  } catch {
    try {
      return decoded(bytes, 'gb18030')
    } catch {
      throw new Unreadable('文件的文字编码认不出来。请在 Excel 里另存为“CSV UTF-8”或 xlsx 后再导入。')
    }
  }
}

function decoded(bytes: Buffer, encoding: string): { text: string; encoding: string } {
  // TextDecoder takes the byte-order mark away.
  return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding: encoding.toUpperCase() }
}
