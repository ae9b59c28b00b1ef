import { BoardState, type BoardPorts, type Phase } from './board-state'
import { ArchiveReader, readHeader, type ArchiveRecord } from './archive'
import { type Engine } from './engine'
import { fields, parseJson } from './numbers'
import { demand, placed, type Where } from './refusal'

/** Kinds of events of an election without mixing. Specification 4.4. */
export type EventType = 'Setup' | 'Ballot' | 'EndBallots' | 'EncryptedTally' | 'PartialDecryption' | 'Result'

/** Which event may follow in which phase, and how many pieces of data stand before it. belenios-tool 2.0 does not insist. */
const GRAMMAR: Record<EventType, { readonly phase: Phase | 'nothing'; readonly pieces: number }> = {
  Setup: { phase: 'nothing', pieces: 4 },
  Ballot: { phase: 'voting', pieces: 1 },
  EndBallots: { phase: 'voting', pieces: 0 },
  EncryptedTally: { phase: 'closed', pieces: 2 },
  PartialDecryption: { phase: 'tallied', pieces: 2 },
  Result: { phase: 'tallied', pieces: 1 },
}

interface Piece {
  readonly sha256: string
  readonly text: string
}

/** What a verified board says. */
export interface BoardReport {
  readonly phase: Phase | 'nothing'
  readonly events: number
  readonly ballots: number
  readonly voters: number
  readonly entitled: number
  readonly result: string | undefined
  /** SHA-256 of the last event: two people who see the same one see the same board. */
  readonly head: string | undefined
}

const isEventType = (type: unknown): type is EventType => typeof type === 'string' && Object.hasOwn(GRAMMAR, type)

/**
 * Verifies an archive as it streams in: strict grammar, hash chain, and everything BoardState checks. A refusal carries
 * the height of the event it was found at. Specification 3.5 and 4.4.
 */
export class ArchiveVerifier {
  private state: BoardState | undefined
  private pieces: Piece[] = []
  private started = false
  private height = 0
  private parent: string | undefined
  private readonly reader = new ArchiveReader()

  constructor(
    private readonly engine: Engine,
    private readonly ports: BoardPorts = {},
    /** Told of each data record and where its body lies, so that `recall` can read it again. */
    private readonly located: (sha256: string, offset: number, size: number) => void = () => undefined,
  ) {}

  /** The board so far; undefined before the set-up. */
  get board(): BoardState | undefined {
    return this.state
  }

  /** Takes the next bytes of the file. */
  push(chunk: Uint8Array): void {
    placed({ event: this.height }, () => {
      for (const record of this.reader.push(chunk)) {
        const sha256 = record.name.slice(0, 64)
        if (record.name.endsWith('.data.json')) this.located(sha256, record.offset, record.size)
        placed({ event: this.height }, () => this.take(record))
      }
    })
  }

  private take(record: ArchiveRecord): void {
    if (!this.started) {
      readHeader(record)
      this.started = true
      return
    }
    const match = /^([0-9a-f]{64})\.(data|event)\.json$/.exec(record.name)
    demand(match !== null, 'archive-name')
    const sha256 = this.engine.hash().update(record.text).hex()
    demand(sha256 === match[1], 'archive-name')
    if (match[2] === 'data') {
      demand(this.pieces.length < 4, 'archive-order')
      this.pieces.push({ sha256, text: record.text })
      return
    }
    this.event(record.text)
    this.parent = sha256
    this.height++
    this.pieces = []
  }

  private event(text: string): void {
    const where = { event: this.height }
    const value = fields(parseJson(text, 'event-shape', where), ['height', 'type'], ['parent', 'payload'], 'event-shape', where)
    const { parent, height, type, payload } = value
    demand(isEventType(type), 'event-order', where)
    demand(JSON.stringify({ parent, height, type, payload }) === text, 'event-shape', where)
    demand(height === this.height, 'event-height', where)
    demand(parent === this.parent, 'event-parent', where)
    const { phase, pieces } = GRAMMAR[type]
    demand(phase === (this.state?.phase ?? 'nothing'), 'event-order', where)
    demand(this.pieces.length === pieces, 'archive-order', where)
    demand(payload === this.pieces[pieces - 1]?.sha256, 'event-payload', where)
    this.apply(type, where)
  }

  private text(index: number): string {
    return this.pieces[index]?.text ?? ''
  }

  private apply(type: EventType, where: { event: number }): void {
    const { event } = where
    if (type === 'Setup') return this.setup(where)
    const board = this.state
    demand(board !== undefined, 'event-order', where)
    switch (type) {
      case 'Ballot':
        return board.acceptBallot(this.text(0), event)
      case 'EndBallots':
        return board.close(event)
      case 'EncryptedTally':
        return board.acceptTally(this.text(0), this.text(1), event)
      case 'PartialDecryption':
        return board.acceptDecryption(this.text(0), this.owner(where), event)
      case 'Result':
        return board.acceptResult(this.text(0), event)
    }
  }

  private setup(where: Where): void {
    const [election, trustees, roll] = this.pieces
    demand(election !== undefined && trustees !== undefined && roll !== undefined, 'archive-order', where)
    const expected = { election: election.sha256, trustees: trustees.sha256, credentials: roll.sha256 }
    demand(this.text(3) === JSON.stringify(expected), 'event-payload', where)
    const files = { election: election.text, trustees: trustees.text, roll: roll.text }
    this.state = placed(where, () => new BoardState(this.engine, files, this.ports))
  }

  private owner(where: Where): number {
    const { owner, payload } = fields(parseJson(this.text(1), 'decryption-owner', where), ['owner', 'payload'], [], 'decryption-owner', where)
    demand(typeof owner === 'number' && Number.isInteger(owner), 'decryption-owner', where)
    demand(payload === this.pieces[0]?.sha256, 'event-payload', where)
    demand(JSON.stringify({ owner, payload }) === this.text(1), 'decryption-owner', where)
    return owner
  }

  /** Ends the file: refuses one cut inside a record or between data and its event. */
  finish(): BoardReport {
    placed({ event: this.height }, () => {
      this.reader.end()
      demand(this.pieces.length === 0, 'archive-cut')
    })
    return {
      phase: this.state?.phase ?? 'nothing',
      events: this.height,
      ballots: this.state?.ballotCount ?? 0,
      voters: this.state?.voterCount ?? 0,
      entitled: this.state?.roll.weights.size ?? 0,
      result: this.state?.published,
      head: this.parent,
    }
  }
}
