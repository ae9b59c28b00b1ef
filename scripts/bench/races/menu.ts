import type { County, Person } from '../../../tests/functions/county'
import type { Seen } from './cases'
import { movesOn, type Move, type Moves } from './moves'

/** A case of a lane, and who brought it. */
export interface Own {
  readonly id: string
  readonly person: Person
}

/** Calls that start at once; of those exactly `one` succeeds, or `some`. The first one would succeed by itself. */
export interface Race {
  readonly name: string
  readonly moves: readonly Move[]
  readonly winners: 'one' | 'some'
}

export interface Table {
  readonly county: County
  readonly random: (below: number) => number
  /** The case in question. */
  readonly seen: Seen
  readonly own: Own
  /** Others on the desk, that can be merged. */
  readonly others: readonly { seen: Seen; own: Own }[]
  /** Those merged into this case who have not rated its last reply yet. */
  readonly merged: readonly Own[]
}

type Make = (first: Moves, second: Moves, table: Table) => Race | undefined

const two = (name: string, first: Move, second: Move, winners: Race['winners'] = 'one'): Race => ({ name, moves: [first, second], winners })

const desk: readonly Make[] = [
  (a, b, t) => {
    const moves = (m: Moves) => [m.assign, m.decline, m.askForMore, m.answerNow, ...(t.seen.state === 'toReview' ? [m.accept] : [])]
    const pick = (m: Moves) => moves(m)[t.random(moves(m).length)]?.() ?? m.assign()
    return two('two staff on one case', pick(a), pick(b))
  },
  // The way on to a unit, so that enough cases get there.
  (a, b) => two('two staff assign', a.assign(), b.assign()),
  (a, b, t) => two('withdrawn while staff move it', a.withdraw(), [b.assign, b.decline, b.accept][t.random(t.seen.state === 'toReview' ? 3 : 2)]?.() ?? b.assign(), 'some'),
  (a, _, t) => withOther(t, (other, there) => two('merge against merge', a.mergeInto(other.id), there.mergeInto(t.seen.id))),
  (a, _, t) => withOther(t, (other, there) => two('merged into what is assigned', a.mergeInto(other.id), there.assign(), 'some')),
  (a, _, t) => withOther(t, (other, there) => two('merged into what ends', a.mergeInto(other.id), there.decline())),
  (a, _, t) =>
    withOther(t, (other, there) => {
      const third = t.others[1]
      if (!third) return undefined
      return t.random(2) === 0
        ? two('merged in a chain', a.mergeInto(other.id), there.mergeInto(third.seen.id))
        : two('two merged into one', a.mergeInto(third.seen.id), there.mergeInto(third.seen.id), 'some')
    }),
]

function withOther(t: Table, make: (other: Seen, moves: Moves) => Race | undefined): Race | undefined {
  const other = t.others[0]
  return other && make(other.seen, movesOn(t.county, other.seen, { clerk: t.county.ids.secondClerk, submitter: other.own.person }))
}

const rating: readonly Make[] = [
  (a, b, t) => two('rated twice', a.rate(t.random(2) ? 'satisfied' : 'mostly'), b.rate('dissatisfied')),
  (a, _, t) => {
    const other = t.merged[0]
    return other && two('rated by two while it reopens', a.rate('dissatisfied'), a.rateBy(other, t.random(2) ? 'satisfied' : 'dissatisfied'), 'some')
  },
  (a, b) => two('rated while staff urge', a.rate('dissatisfied'), b.urge(), 'some'),
]
const working: readonly Make[] = [
  (a, b) => two('reply against progress', a.reply(), b.progress()),
  (a, b) => two('replied twice', a.reply(), b.reply()),
  (a, b) => two('urged while replied', a.urge(), b.reply()),
]

const byState: Readonly<Record<string, readonly Make[]>> = {
  checking: [
    (a, b) => two('vouched twice', a.vouch(), b.vouch()),
    (a, b) => two('withdrawn while vouched', a.withdraw(), b.vouch(), 'some'),
    (a, b) => two('vouched while assigned too early', a.vouch(), b.assign()),
  ],
  toReview: desk,
  accepted: desk,
  askedForMore: [
    (a, b) => two('supplemented twice', a.supplement(), b.supplement()),
    (a, b) => two('supplemented while declined', a.supplement(), b.decline()),
  ],
  answered: rating.slice(0, 2),
  assigned: [
    (a, b) => two('acknowledged twice', a.acknowledge(), b.acknowledge()),
    (a, b) => two('acknowledged while returned', a.acknowledge(), b.return()),
    (a, b) => two('acknowledged while urged', a.acknowledge(), b.urge()),
    (a, b) => two('returned while urged', a.return(), b.urge()),
  ],
  acknowledged: [...working, (a, b) => two('returned while replied', a.return(), b.reply())],
  inProgress: working,
  rework: working,
  returned: [
    (a, b) => two('transfer against insist', a.transfer(), b.insist()),
    (a, b) => two('acknowledged while transferred', b.transfer(), a.acknowledge()),
    (a, b) => two('transferred twice', a.transfer(), b.transfer()),
    (a, b) => two('transfer against take-back', a.transfer(), b.takeBack()),
    (a, b) => two('take-back against insist', a.takeBack(), b.insist()),
  ],
  replied: [
    (a, b) => two('release against send-back', a.release(), b.sendBack()),
    (a, b) => two('released twice', a.release(), b.release()),
  ],
  released: rating,
  closed: [
    (a, _, t) => {
      const other = t.merged[t.random(t.merged.length)]
      return other && two('rated twice after the close', a.rateBy(other, 'satisfied'), a.rateBy(other, 'dissatisfied'))
    },
  ],
}

/** A race that this case can have now; undefined where it has come to its end. */
export function raceFor(table: Table): Race | undefined {
  const { county, seen, own } = table
  const menu = byState[seen.state === 'handling' ? (seen.handlingState ?? '') : seen.state] ?? []
  const first = movesOn(county, seen, { clerk: county.ids.clerk, submitter: own.person })
  const second = movesOn(county, seen, { clerk: county.ids.secondClerk, submitter: own.person })
  const start = table.random(Math.max(1, menu.length))
  for (let n = 0; n < menu.length; n++) {
    const race = menu[(start + n) % menu.length]?.(first, second, table)
    if (race) return race
  }
  return undefined
}
