/**
 * State tables as data: event → from, to, by. The server checks them, screens ask which events are open,
 * the documentation is printed from them and the tests walk every cell.
 */

/** Who can cause an event in a case. `submitter` is whoever brought the matter (提交人); `system` is a timer or a check. */
export type Party = 'submitter' | 'deputy' | 'staff' | 'unit' | 'system'

/** One row of a state table. `to: 'same'` leaves the state as it is (an urge, an extension). */
export interface Transition<State extends string, Event extends string> {
  readonly event: Event
  readonly from: readonly State[]
  readonly to: State | 'same'
  readonly by: readonly Party[]
  /** What the event is called on a button and in a timeline, in Chinese. */
  readonly label: string
}

export type StateTable<State extends string, Event extends string> = readonly Transition<State, Event>[]

/** The transition that an event of a party makes from a state, or undefined where the table does not allow it. */
export function transitionFor<S extends string, E extends string>(
  table: StateTable<S, E>,
  event: E,
  from: S,
  by: Party,
): Transition<S, E> | undefined {
  return table.find((row) => row.event === event && row.from.includes(from) && row.by.includes(by))
}

/** The state after an event, or undefined where the table does not allow it. */
export function stateAfter<S extends string, E extends string>(
  table: StateTable<S, E>,
  event: E,
  from: S,
  by: Party,
): S | undefined {
  const row = transitionFor(table, event, from, by)
  if (!row) return undefined
  return row.to === 'same' ? from : row.to
}

/** The events that a party can cause from a state, in the table's order. */
export function openEvents<S extends string, E extends string>(table: StateTable<S, E>, from: S, by: Party): E[] {
  const open = table.filter((row) => row.from.includes(from) && row.by.includes(by)).map((row) => row.event)
  return [...new Set(open)]
}
