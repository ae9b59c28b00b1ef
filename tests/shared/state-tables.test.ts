import { handlingStates, handlingTable, owingStates, type HandlingEvent, type HandlingState } from '@shared/domain/handling'
import { ledgerLines, tellsRemark, type LedgerDetail, type LedgerEvent, type Reader } from '@shared/domain/ledger-line'
import {
  endedOpinionStates,
  opinionStates,
  opinionTable,
  ratingEvent,
  ratings,
  type OpinionEvent,
  type OpinionState,
  type Rating,
} from '@shared/domain/opinion'
import { saySituation } from '@shared/domain/situation'
import { openEvents, stateAfter, transitionFor, type Party, type StateTable } from '@shared/domain/state-table'

const parties: readonly Party[] = ['submitter', 'deputy', 'staff', 'unit', 'system']

/**
 * What may happen, written by hand from the rules and not from the tables: "state | party | event>next …". Every cell
 * that stands nowhere here must be refused.
 */
const opinionRules = `
  checking     | system    | passCheck>toReview doubtCheck>toReview failCheck>declined
  checking     | staff     | vouch>toReview
  checking     | submitter | withdraw>withdrawn
  toReview     | staff     | accept>accepted assign>handling answerNow>answered askForMore>askedForMore merge>merged decline>declined
  toReview     | submitter | withdraw>withdrawn
  accepted     | staff     | assign>handling answerNow>answered askForMore>askedForMore merge>merged decline>declined
  accepted     | submitter | withdraw>withdrawn
  askedForMore | staff     | decline>declined supplement>checking
  askedForMore | submitter | supplement>checking withdraw>withdrawn
  askedForMore | deputy    | supplement>checking
  handling     | staff     | takeBack>accepted
  handling     | system    | conclude>closed
  answered     | submitter | rateHelped>closed rateNotHelped>toReview rateNotHelpedAgain>closed
`
const handlingRules = `
  assigned     | unit      | acknowledge>acknowledged return>returned
  assigned     | staff     | urge>assigned
  acknowledged | unit      | return>returned progress>inProgress reply>replied askExtension>acknowledged
  acknowledged | staff     | grantExtension>acknowledged refuseExtension>acknowledged urge>acknowledged
  inProgress   | unit      | progress>inProgress reply>replied askExtension>inProgress
  inProgress   | staff     | grantExtension>inProgress refuseExtension>inProgress urge>inProgress
  returned     | staff     | insist>assigned transfer>ended takeBack>ended
  replied      | staff     | sendBack>inProgress release>released
  released     | submitter | rateHelped>closed rateNotHelped>rework rateNotHelpedAgain>closed
  rework       | unit      | progress>inProgress reply>replied
  rework       | staff     | urge>rework
`

/** The listing as a map from "state event party" to the next state. */
function read(rules: string): Map<string, string> {
  const cells = new Map<string, string>()
  for (const line of rules.trim().split('\n')) {
    const [state, party, moves] = line.split('|').map((part) => part.trim())
    for (const move of (moves ?? '').split(' ')) {
      const [event, next] = move.split('>')
      cells.set(`${state} ${event} ${party}`, next ?? '')
    }
  }
  return cells
}

function walkEveryCell<S extends string, E extends string>(
  table: StateTable<S, E>,
  states: readonly S[],
  events: readonly E[],
  rules: Map<string, string>,
) {
  const wrong: string[] = []
  let allowed = 0
  for (const state of states) {
    for (const event of events) {
      for (const party of parties) {
        const cell = `${state} ${event} ${party}`
        const next = stateAfter(table, event, state, party)
        if (next !== undefined) allowed += 1
        if (next !== rules.get(cell)) wrong.push(`${cell}: ${next ?? 'refused'}, rules say ${rules.get(cell) ?? 'refused'}`)
      }
    }
  }
  return { wrong, allowed, cells: states.length * events.length * parties.length }
}

// The records have no other keys than their types say.
const opinionNames = Object.keys(opinionStates) as OpinionState[]
const handlingNames = Object.keys(handlingStates) as HandlingState[]
const opinionEvents: Record<OpinionEvent, true> = {
  passCheck: true, doubtCheck: true, failCheck: true, vouch: true, accept: true, decline: true, askForMore: true,
  supplement: true, answerNow: true, merge: true, assign: true, takeBack: true, conclude: true, rateHelped: true,
  rateNotHelped: true, rateNotHelpedAgain: true, withdraw: true,
}
const handlingEvents: Record<HandlingEvent, true> = {
  acknowledge: true, return: true, insist: true, transfer: true, takeBack: true, progress: true, askExtension: true,
  grantExtension: true, refuseExtension: true, reply: true, sendBack: true, release: true, urge: true, rateHelped: true,
  rateNotHelped: true, rateNotHelpedAgain: true,
}

interface Case {
  readonly name: string
  readonly table: StateTable<string, string>
  readonly states: readonly string[]
  readonly events: readonly string[]
  readonly rules: Map<string, string>
  readonly start: string
  readonly ended: readonly string[]
}
const tables: readonly Case[] = [
  {
    name: 'opinion',
    table: opinionTable,
    states: opinionNames,
    events: Object.keys(opinionEvents),
    rules: read(opinionRules),
    start: 'checking',
    ended: ['declined', 'merged', 'withdrawn', 'closed'],
  },
  {
    name: 'handling',
    table: handlingTable,
    states: handlingNames,
    events: Object.keys(handlingEvents),
    rules: read(handlingRules),
    start: 'assigned',
    ended: ['closed', 'ended'],
  },
]

/** The states that can be reached from some state by anybody's events. */
function reachable(one: Case, from: string): Set<string> {
  const seen = new Set([from])
  for (const state of seen) {
    for (const row of one.table) if (row.from.includes(state)) seen.add(row.to === 'same' ? state : row.to)
  }
  return seen
}

describe.each(tables)('the table of $name', (one) => {
  test('allows exactly what the rules allow, in every state × event × party', () => {
    const walked = walkEveryCell(one.table, one.states, one.events, one.rules)
    expect(walked.wrong).toEqual([])
    expect(walked.allowed).toBe(one.rules.size)
    expect(walked.cells).toBe(one.states.length * one.events.length * 5)
  })

  test('says nothing twice, and leaves out no event', () => {
    const said = one.table.flatMap((row) =>
      row.from.flatMap((from) => row.by.map((by) => `${from} ${row.event} ${by}`)),
    )
    expect(said.length).toBe(new Set(said).size)
    expect([...new Set(one.table.map((row) => row.event))].sort()).toEqual([...one.events].sort())
  })

  test('reaches every state from the start, and an end from every state', () => {
    expect([...reachable(one, one.start)].sort()).toEqual([...one.states].sort())
    const stuck = one.states.filter((state) => ![...reachable(one, state)].some((end) => one.ended.includes(end)))
    expect(stuck).toEqual([])
  })

  test('has a way on from every state but the ended ones', () => {
    const deadEnds = one.states.filter((state) => parties.every((party) => openEvents(one.table, state, party).length === 0))
    expect(deadEnds.sort()).toEqual([...one.ended].sort())
  })

  test('opens to a party exactly the events it may cause, each once', () => {
    for (const state of one.states) {
      for (const party of parties) {
        const may = one.events.filter((event) => stateAfter(one.table, event, state, party) !== undefined)
        expect(openEvents(one.table, state, party).sort()).toEqual(may.sort())
      }
    }
  })

  test('has a Chinese label for every row', () => {
    for (const row of one.table) expect(row.label).toMatch(/[\u4e00-\u9fff]/)
  })
})

test('a transition found is one of the asked event, state and party', () => {
  expect(transitionFor(handlingTable, 'urge', 'rework', 'staff')).toMatchObject({ event: 'urge', to: 'same' })
  expect(transitionFor(handlingTable, 'urge', 'rework', 'unit')).toBeUndefined()
})

test('ended opinions are those with no event left', () => {
  expect([...endedOpinionStates].sort()).toEqual(['closed', 'declined', 'merged', 'withdrawn'])
})

describe('a rating', () => {
  test.each([
    ['satisfied', 1, 1, 'rateHelped'],
    ['mostly', 1, 1, 'rateHelped'],
    ['dissatisfied', 1, 1, 'rateNotHelped'],
    ['dissatisfied', 2, 1, 'rateNotHelpedAgain'],
    ['satisfied', 2, 1, 'rateHelped'],
    ['dissatisfied', 1, 0, 'rateNotHelpedAgain'],
    ['dissatisfied', 2, 2, 'rateNotHelped'],
    ['dissatisfied', 3, 2, 'rateNotHelpedAgain'],
  ] as const)('%s on reply %i with %i reworks allowed is %s', (rating, round, reworks, event) => {
    expect(ratingEvent(rating, round, reworks)).toBe(event)
  })

  test('ends the matter after the last rework whatever it says, on both tables', () => {
    for (const rating of Object.keys(ratings) as Rating[]) { // the record has no other keys
      const event = ratingEvent(rating, 2, 1)
      expect(stateAfter(handlingTable, event, 'released', 'submitter')).toBe('closed')
      expect(stateAfter(opinionTable, event, 'answered', 'submitter')).toBe('closed')
    }
  })
})

/** No hole left in a sentence by something that was not there. */
const holes = /undefined|null|NaN|\[object|Invalid/
const today = '2026-03-10' as const

describe('where a case stands, as a sentence', () => {
  const situations = opinionNames.flatMap((state) =>
    (state === 'handling' ? [undefined, ...handlingNames] : [undefined]).flatMap((handlingState) =>
      [undefined, '县住建局'].flatMap((unitName) =>
        ([undefined, '2026-03-09', '2026-03-10', '2026-03-12', '2027-01-05'] as const).map((dueOn) => ({
          state, handlingState, unitName, dueOn, today,
        })),
      ),
    ),
  )

  test('is whole in every state, with and without unit and date', () => {
    expect(situations.length).toBe((9 + 10) * 2 * 5)
    for (const s of situations) {
      const sentence = saySituation(s)
      expect(sentence).not.toMatch(holes)
      expect(sentence).toMatch(/^[\u4e00-\u9fff].{2,}/)
      expect(sentence).not.toMatch(/[。，：]$|，，/)
    }
  })

  test('says 超期 exactly when somebody owes something and the date is past', () => {
    const owed: OpinionState[] = ['checking', 'toReview', 'accepted']
    for (const s of situations) {
      const owing = s.state === 'handling' ? owingStates.some((o) => o === s.handlingState) : owed.includes(s.state)
      const late = s.dueOn !== undefined && s.dueOn < today
      expect([s.state, s.handlingState, saySituation(s).includes('超期')]).toEqual([s.state, s.handlingState, owing && late])
    }
  })

  test('names the unit and the day', () => {
    const said = saySituation({ state: 'handling', handlingState: 'inProgress', unitName: '县住建局', dueOn: '2026-03-12', today })
    expect(said).toContain('县住建局正在办理')
    expect(said).toContain('答复您')
  })

  test('speaks of the submitter, not to her, to anyone else', () => {
    for (const s of situations) expect(saySituation({ ...s, to: 'other' })).not.toContain('您')
    const said = saySituation({ state: 'handling', handlingState: 'inProgress', unitName: '县住建局', dueOn: '2026-03-12', today, to: 'other' })
    expect(said).toContain('答复提交人')
  })
})

describe('a line of the ledger, as a sentence', () => {
  const readers: readonly Reader[] = ['submitter', 'deputy', 'staff', 'unit']
  // The record has no other keys than its type says.
  const events = Object.keys(ledgerLines) as LedgerEvent[]
  const full: LedgerDetail = {
    remark: '请补充门牌号', mediaIds: ['m'], unitName: '县住建局', dueOn: '2026-03-12', until: '2026-04-12', reason: 'inCourt',
    rating: 'mostly', round: 1, channel: 'takenDown', other: 'ABC', told: 3,
  }

  test('stands for every event of both tables', () => {
    for (const event of [...Object.keys(opinionEvents), ...Object.keys(handlingEvents)]) expect(events).toContain(event)
  })

  test('is whole for every reader, with everything or nothing known', () => {
    for (const event of events) {
      for (const reader of readers) {
        for (const detail of [full, {}]) {
          const sentence = ledgerLines[event].say(detail, reader)
          expect(sentence).not.toMatch(holes)
          expect(sentence).toMatch(/[\u4e00-\u9fff]{2}/)
        }
      }
      expect(ledgerLines[event].seenBy).toContain('staff')
    }
  })

  test('never tells what staff and unit said among themselves to the submitter or the deputy', () => {
    const inner: LedgerEvent[] = ['return', 'insist', 'sendBack', 'look', 'reply', 'refuseExtension', 'vouch', 'mergedHere']
    for (const event of inner) {
      for (const reader of ['submitter', 'deputy'] as const) expect(ledgerLines[event].seenBy).not.toContain(reader)
    }
    for (const event of ['assign', 'transfer', 'urge'] as const) {
      expect(ledgerLines[event].seenBy).toContain('submitter')
      expect(tellsRemark(event, 'submitter')).toBe(false)
      expect(tellsRemark(event, 'unit')).toBe(true)
    }
    for (const event of ['askForMore', 'decline'] as const) expect(tellsRemark(event, 'submitter')).toBe(true)
    expect(tellsRemark('askForMore', 'unit')).toBe(false)
  })
})
