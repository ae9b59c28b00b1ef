import { headerRecord, writeRecord } from './archive'
import { BoardState, type BoardPorts } from './board-state'
import { type Engine } from './engine'
import { demand } from './refusal'
import { type EventType } from './verify-archive'

/** Bytes to add at the end of the public file, and the head of the chain after them. */
export interface Addition {
  readonly bytes: Uint8Array
  readonly head: string
  readonly height: number
}

/** Where a board was left, to go on writing after a restart. */
export interface ChainEnd {
  readonly head: string
  readonly height: number
  readonly timestamp: number
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/**
 * Writes the public file as the election goes on. Each method checks first (BoardState), then gives the bytes to append;
 * what has been appended never changes, so any prefix that ends with an event can be read and verified. Specification 4.4.
 */
export class Board {
  private constructor(
    readonly state: BoardState,
    private end: { head: string | undefined; height: number; timestamp: number },
  ) {}

  /** Starts a board. The timestamp is Unix seconds. */
  static start(
    engine: Engine,
    files: { election: string; trustees: string; roll: string },
    timestamp: number,
    ports: BoardPorts = {},
  ): { board: Board; addition: Addition } {
    const board = new Board(new BoardState(engine, files, ports), { head: undefined, height: 0, timestamp })
    const hash = (text: string): string => engine.hash().update(text).hex()
    const setup = JSON.stringify({
      election: hash(files.election),
      trustees: hash(files.trustees),
      credentials: hash(files.roll),
    })
    const { name, text } = headerRecord(timestamp)
    const first = writeRecord({ name, text }, timestamp)
    const { bytes, head, height } = board.append('Setup', [files.election, files.trustees, files.roll, setup])
    return { board, addition: { bytes: concatenate([first, bytes]), head, height } }
  }

  /** Goes on with a board whose state was rebuilt by verifying the file. */
  static resume(state: BoardState, end: ChainEnd): Board {
    return new Board(state, { ...end })
  }

  private append(type: EventType, pieces: readonly string[]): Addition {
    const { engine } = this.state
    const { head: parent, height, timestamp } = this.end
    const records = pieces.map((text) => ({ name: `${engine.hash().update(text).hex()}.data.json`, text }))
    const payload = records[records.length - 1]?.name.slice(0, 64)
    const event = JSON.stringify({ parent, height, type, payload })
    const head = engine.hash().update(event).hex()
    records.push({ name: `${head}.event.json`, text: event })
    this.end = { head, height: height + 1, timestamp }
    return { bytes: concatenate(records.map((record) => writeRecord(record, timestamp))), head, height }
  }

  /** Adds a ballot, or refuses it and stays as it was. */
  addBallot(text: string): Addition {
    this.state.acceptBallot(text, this.end.height)
    return this.append('Ballot', [text])
  }

  /** Ends the vote and publishes the encrypted totals. */
  close(): Addition {
    this.state.close(this.end.height)
    const ended = this.append('EndBallots', [])
    const { text, sized } = this.state.tally()
    this.state.acceptTally(text, sized, this.end.height)
    const tallied = this.append('EncryptedTally', [text, sized])
    return { ...tallied, bytes: concatenate([ended.bytes, tallied.bytes]) }
  }

  /** Adds a trustee's partial decryption, or refuses it, naming the trustee. One bad share published would spoil the rest. */
  addDecryption(text: string, owner: number): Addition {
    this.state.acceptDecryption(text, owner, this.end.height)
    const payload = this.state.engine.hash().update(text).hex()
    return this.append('PartialDecryption', [text, JSON.stringify({ owner, payload })])
  }

  /** Publishes the result, once enough trustees have decrypted. */
  publishResult(): Addition {
    demand(this.state.decryptable, 'decryption-missing')
    const text = this.state.result()
    this.state.acceptResult(text, this.end.height)
    return this.append('Result', [text])
  }
}
