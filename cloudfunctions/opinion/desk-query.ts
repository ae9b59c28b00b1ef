import { sql, type Expression, type SqlBool } from 'kysely'
import type { DeskTab } from '@shared/contract/opinion-desk'
import { owingStates, type HandlingState } from '@shared/domain/handling'
import { endedOpinionStates, type OpinionState } from '@shared/domain/opinion'
import { readTrackingNumber } from '@shared/domain/tracking'
import type { Db } from '../kit/database'
import { opinionRows } from './lines'

/** Which states stand in which tab of the desk. A case that a unit handles is placed by its handling's state. */
export const tabStates: Readonly<Record<DeskTab, { opinion: readonly OpinionState[]; handling: readonly HandlingState[] }>> = {
  new: { opinion: ['checking', 'toReview'], handling: [] },
  toAssign: { opinion: ['accepted'], handling: [] },
  inHand: { opinion: [], handling: owingStates },
  returned: { opinion: [], handling: ['returned'] },
  toRelease: { opinion: [], handling: ['replied'] },
  waiting: { opinion: ['askedForMore'], handling: [] },
  released: { opinion: ['answered'], handling: ['released'] },
  ended: { opinion: endedOpinionStates, handling: [] },
}

/** The date a desk line is owed on, for sorting; what owes nothing comes last. */
export const owedDate = sql<string>`coalesce(case when opinion.state = 'handling' then handling.due_on else opinion.due_on end, date '9999-12-31')`

/** The cases of a congress in a tab. */
export function deskRows(db: Db, congressId: string, tab: DeskTab) {
  const states = tabStates[tab]
  return opinionRows(db)
    .where('opinion.congress_id', '=', congressId)
    .where((eb) => {
      const either: Expression<SqlBool>[] = []
      if (states.opinion.length > 0) either.push(eb('opinion.state', 'in', [...states.opinion]))
      if (states.handling.length > 0) {
        either.push(eb.and([eb('opinion.state', '=', 'handling'), eb('handling.state', 'in', [...states.handling])]))
      }
      return eb.or(either)
    })
}

/** The words of a search as a condition: a whole tracking number finds that case, anything else is looked for in the text. */
export function matches(text: string): Expression<SqlBool> {
  const number = readTrackingNumber(text)
  if (number.ok) return sql<SqlBool>`opinion.tracking_number = ${number.number}`
  const pattern = `%${text.replace(/[\\%_]/g, (c) => `\\${c}`)}%`
  return sql<SqlBool>`(coalesce(opinion.title, '') || ' ' || opinion.text) ilike ${pattern}`
}
