import { Transform } from 'node:stream'

/** More came than is allowed. */
export class TooLarge extends Error {}

/** Passes at most `most` bytes through, then fails with `TooLarge`. */
export function sizeLimit(most: number): Transform {
  let seen = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length
      if (seen > most) done(new TooLarge())
      else done(null, chunk)
    },
  })
}

/** Reads a stream to its end. Fails with `TooLarge` beyond `most` bytes. */
export async function readAll(stream: AsyncIterable<unknown>, most: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let seen = 0
  for await (const chunk of stream) {
    // A request without setEncoding yields Buffers.
    const bytes = chunk as Buffer
    seen += bytes.length
    if (seen > most) throw new TooLarge()
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}
