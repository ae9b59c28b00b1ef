/** Signatures at the start of a file, by kind: [offset, bytes as latin1]. Sources: the formats' own specifications. */
const signatures: readonly { kind: 'photo' | 'sound'; marks: readonly (readonly [number, string])[] }[] = [
  { kind: 'photo', marks: [[0, '\xff\xd8\xff']] }, // JPEG
  { kind: 'photo', marks: [[0, '\x89PNG\r\n\x1a\n']] },
  { kind: 'photo', marks: [[0, 'RIFF'], [8, 'WEBP']] },
  { kind: 'sound', marks: [[0, 'RIFF'], [8, 'WAVE']] },
  { kind: 'sound', marks: [[0, 'ID3']] }, // MP3 with a tag
  { kind: 'sound', marks: [[0, 'OggS']] },
  { kind: 'sound', marks: [[0, '\x1aE\xdf\xa3']] }, // WebM
  { kind: 'sound', marks: [[4, 'ftyp']] }, // MP4 audio
  { kind: 'sound', marks: [[0, 'ADIF']] },
]

/** What a file is by its first bytes, or undefined for anything that is not a photo or recording we take. */
export function kindOfBytes(bytes: Uint8Array): 'photo' | 'sound' | undefined {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  const found = signatures.find((s) => s.marks.every(([at, mark]) => head.slice(at, at + mark.length) === mark))
  if (found) return found.kind
  // MPEG audio and ADTS frames begin with eleven or twelve set bits.
  const [first = 0, second = 0] = bytes
  return first === 0xff && (second & 0xe0) === 0xe0 && second !== 0xff ? 'sound' : undefined
}
