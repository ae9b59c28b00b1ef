import { unitEvents } from '@shared/contract/handling'
import { staffEvents } from '@shared/contract/opinion-desk'
import { contract } from '@shared/contract/registry'
import { handlingTable } from '@shared/domain/handling'
import { opinionTable } from '@shared/domain/opinion'
import type { Party, StateTable } from '@shared/domain/state-table'

/** The contract and the state tables say the same: what a table lets a party do, an action does, and no more. */

const caused = (table: StateTable<string, string>, party: Party) =>
  [...new Set(table.filter((row) => row.by.includes(party)).map((row) => row.event))].sort()

const specOf = (name: string) => new Map(Object.entries(contract)).get(name)

test('every event of staff has its action in the room of its table', () => {
  for (const event of caused(opinionTable, 'staff')) {
    // Staff take back what a unit returned: a move of the handling, which takes the opinion with it.
    const name = event === 'takeBack' ? 'handling.takeBack' : `opinion.${event}`
    expect([name, specOf(name)?.who]).toEqual([name, expect.arrayContaining(['staff'])])
    expect(specOf(name)?.write).toBe(true)
  }
  for (const event of caused(handlingTable, 'staff')) {
    const name = `handling.${event}`
    expect([name, specOf(name)?.who]).toEqual([name, ['staff']])
  }
})

test('every event of a unit has its action, for its handlers alone', () => {
  for (const event of caused(handlingTable, 'unit')) {
    const name = `handling.${event}`
    expect([name, specOf(name)?.who]).toEqual([name, ['handler']])
  }
})

test('the events that a screen is told are open are those of the tables', () => {
  const staff = new Set([...caused(opinionTable, 'staff'), ...caused(handlingTable, 'staff')])
  expect([...staffEvents].sort()).toEqual([...staff].sort())
  expect([...unitEvents].sort()).toEqual(caused(handlingTable, 'unit'))
})

test('what a submitter can cause, a resident can do', () => {
  const doing: Record<string, string> = {
    supplement: 'opinion.supplement',
    withdraw: 'opinion.withdraw',
    rateHelped: 'opinion.rate',
    rateNotHelped: 'opinion.rate',
    rateNotHelpedAgain: 'opinion.rate',
  }
  const events = [...new Set([...caused(opinionTable, 'submitter'), ...caused(handlingTable, 'submitter')])]
  for (const event of events) expect(specOf(doing[event] ?? '')?.who).toContain('resident')
  expect(events.sort()).toEqual(Object.keys(doing).sort())
})

test('what a deputy can cause, she can do', () => {
  expect(caused(opinionTable, 'deputy')).toEqual(['supplement'])
  expect(caused(handlingTable, 'deputy')).toEqual([])
  expect(specOf('opinion.supplement')?.who).toContain('deputy')
})

test('no action of a person is left to the system alone', () => {
  for (const table of [opinionTable, handlingTable] as StateTable<string, string>[]) {
    for (const event of caused(table, 'system')) {
      expect(table.filter((row) => row.event === event).flatMap((row) => row.by)).toEqual(['system'])
      expect(specOf(`opinion.${event}`) ?? specOf(`handling.${event}`)).toBeUndefined()
    }
  }
})
