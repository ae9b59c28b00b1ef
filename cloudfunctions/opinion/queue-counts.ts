import { sql } from 'kysely'
import { deskTabs, type deskActions, type DeskTab } from '@shared/contract/opinion-desk'
import type { HandlerOf } from '../kit/serve'
import { ok } from '../kit/result'
import { deskRows, owedDate, tabStates } from './desk-query'

// Nobody works through a thousand lines: counting stops there, however many there are.
const MOST = 1000

/** How many stand in each tab that asks for work, and how many are late; counted to 1,000 at most. */
export const queueCounts: HandlerOf<(typeof deskActions)['opinion.queueCounts']> = async (ctx) => {
  const { db, actor, today } = ctx
  const count = async (tab: DeskTab, late: boolean) => {
    let rows = deskRows(db, actor.congressId, tab).clearSelect().select('opinion.id').limit(MOST)
    if (late) rows = rows.where(sql<boolean>`${owedDate} < ${today}::date`)
    const counted = await db.selectFrom(rows.as('some')).select((eb) => eb.fn.countAll<string>().as('n')).executeTakeFirstOrThrow()
    return Number(counted.n)
  }
  const names = Object.keys(tabStates) as DeskTab[] // the record's own keys
  const tabs = { ...deskTabs } as unknown as Record<DeskTab, number> // every key is overwritten below
  for (const tab of names) tabs[tab] = await count(tab, false)
  let overdue = 0
  for (const tab of ['new', 'toAssign', 'inHand'] as const) overdue += await count(tab, true)
  return ok({ tabs, overdue })
}
