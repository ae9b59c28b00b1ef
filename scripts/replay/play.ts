import type { ActionName, Contract } from '../../shared/contract/registry'
import type { Rating } from '../../shared/domain/opinion'
import { sayRefusal } from '../import/problem-words'
import { pick } from './chance'
import type { EventQueue } from './event-queue'
import type { Message } from './read-messages'
import type { Answered, Caller, Stage } from './stage'

const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** A message that came in, as the players know it. */
export interface Matter {
  readonly message: Message
  readonly resident: Caller
  readonly opinionId: string
  /** The one it was merged into. */
  mergedInto?: Matter
  /** Those merged into it. */
  readonly merged: Matter[]
  /** The case's version as last seen; undefined where somebody else has moved it since. */
  version: number | undefined
  handlingId?: string
  unitId?: string
  /** Which reply is being written, from 1. */
  round: number
  askedForMore: boolean
  /** A reply of this round has gone out. */
  released: boolean
  /** The round whose reply was sent back to be written anew. */
  sentBack: number
}

/** What the players counted themselves, to be held against the database. */
export interface Tally {
  submitted: number
  readonly notTaken: Map<string, number>
  /** Refusals that no player expected, with the action. */
  readonly unexpected: Map<string, number>
  readonly events: Map<string, number>
  /** How many submitters releases and direct answers said they told. */
  told: number
  released: number
  answeredNow: number
  merged: number
  consents: number
  readonly ratings: Record<Rating, number>
}

/** Who does what next: the players pass a matter on by these, so that none of them has to know the others. */
export interface Crew {
  lookAt(matter: Matter): void
  supplement(matter: Matter): Promise<void>
  willRate(root: Matter): void
  assign(matter: Matter): Promise<void>
  receive(matter: Matter): Promise<void>
  decideReturn(matter: Matter): Promise<void>
  checkReply(matter: Matter): Promise<void>
  reply(matter: Matter): Promise<void>
  rework(matter: Matter): Promise<void>
}

export interface Play {
  readonly crew: Crew
  readonly stage: Stage
  readonly queue: EventQueue
  readonly tally: Tally
  readonly residents: Map<string, Caller>
  /** The last message of a user under a title. */
  readonly latest: Map<string, Matter>
}

export const newTally = (): Tally => ({
  submitted: 0,
  notTaken: new Map(),
  unexpected: new Map(),
  events: new Map(),
  told: 0,
  released: 0,
  answeredNow: 0,
  merged: 0,
  consents: 0,
  ratings: { satisfied: 0, mostly: 0, dissatisfied: 0 },
})

export const count = (map: Map<string, number>, key: string) => void map.set(key, (map.get(key) ?? 0) + 1)
export const after = (moment: Date, milliseconds: number) => new Date(moment.getTime() + milliseconds)

/** Plans what happens at a moment, or at once where that is past. */
export function plan(play: Play, at: Date, does: () => Promise<void>): void {
  const now = play.stage.now()
  play.queue.plan(at > now ? at : now, does)
}

/** The value of an answer; a refusal that nobody expected is counted, and what was to follow does not happen. */
export function expected<N extends ActionName>(play: Play, name: N, answer: Answered<N>): Contract[N]['output'] | undefined {
  if (answer.ok) {
    count(play.tally.events, name)
    return answer.value
  }
  count(play.tally.unexpected, `${name} ${answer.refusal.code} ${sayRefusal(answer.refusal)}`)
  return undefined
}

export function staffOf(play: Play, matter: Matter): Caller {
  return pick(play.stage.ground.staff, 'staff', matter.message.user)
}

/** How long each step of the way to the reply takes at most: a tenth of the whole, and a day. */
export const stepOf = ({ message }: Matter) => Math.min(DAY, (message.replyTime.getTime() - message.time.getTime()) / 10)

/** The case that answers a matter: its own, or the one it was merged into. */
export function rootOf(matter: Matter): Matter {
  return matter.mergedInto ? rootOf(matter.mergedInto) : matter
}

/** Opens the case file as staff do before they move it. */
export async function openFile(play: Play, matter: Matter) {
  const answer = await play.stage.call(staffOf(play, matter), 'opinion.viewAsStaff', { opinionId: matter.opinionId })
  const file = expected(play, 'opinion.viewAsStaff', answer)
  if (file) matter.version = file.version
  return file
}

type Versioned = { readonly [N in ActionName]: Contract[N]['input'] extends { version: number } ? N : never }[ActionName]
type Rest<N extends ActionName> = Omit<Contract[N]['input'], 'version' | 'opinionId' | 'handlingId'>

/** A move on a case by whoever it is, with the version she saw; one that moved in between is opened again and tried once more. */
export async function move<N extends Versioned>(play: Play, matter: Matter, who: Caller, name: N, rest: Rest<N>) {
  const id = name.startsWith('handling.') ? { handlingId: matter.handlingId } : { opinionId: matter.opinionId }
  for (let attempt = 1; ; attempt++) {
    if (matter.version === undefined) await openFile(play, matter)
    // The input's own type is checked by the pairing of N and Rest; TypeScript cannot follow the spread.
    const input = { ...id, version: matter.version, ...rest } as unknown as Contract[N]['input']
    const answer = await play.stage.call(who, name, input)
    if (!answer.ok && answer.refusal.code === 'MOVED_ON' && attempt === 1) {
      matter.version = undefined
      continue
    }
    const value = expected(play, name, answer)
    const version = value && 'version' in value ? value.version : undefined
    matter.version = typeof version === 'number' ? version : undefined
    return value
  }
}
