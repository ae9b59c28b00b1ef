import type { opinionActions } from '@shared/contract/opinion'
import { isInstant, isUuid, pageOf, readCursor } from '../kit/cursor'
import type { HandlerOf } from '../kit/serve'
import { ok } from '../kit/result'
import { lineOf, opinionRows, standing, type OpinionListRow } from './lines'

/** A resident's own opinions, newest first. Those she took down on a seat are on that seat's pages. */
export const mine: HandlerOf<(typeof opinionActions)['opinion.mine']> = async (ctx, input) => {
  const after = readCursor(input.cursor, [isInstant, isUuid])
  let query = opinionRows(ctx.db)
    .where('opinion.person_id', '=', ctx.actor.personId)
    .where('opinion.taken_by_seat', 'is', null)
  if (after) {
    const [at = '', id = ''] = after
    query = query.where((eb) =>
      eb(eb.refTuple('opinion.submitted_at', 'opinion.id'), '<', eb.tuple(new Date(at), id)),
    )
  }
  const rows = await query
    .orderBy('opinion.submitted_at', 'desc')
    .orderBy('opinion.id', 'desc')
    .limit(input.limit + 1)
    .execute()
  const rated = await roundsRated(ctx.db, rows)
  const line = (row: OpinionListRow) => {
    const at = standing(row, ctx.today)
    const replied = at.at.state === 'answered' || at.handling?.state === 'released'
    const round = row.root_round ?? row.round
    const waits = at.own.state === 'askedForMore' || (replied && !rated.has(`${row.id} ${round}`))
    return lineOf(row, ctx.today, waits)
  }
  return ok(pageOf(rows, input.limit, line, (row) => [row.submitted_at.toISOString(), row.id]))
}

async function roundsRated(db: Parameters<typeof opinionRows>[0], rows: readonly OpinionListRow[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set()
  const found = await db
    .selectFrom('rating')
    .select(['opinion_id', 'round'])
    .where(
      'opinion_id',
      'in',
      rows.map((r) => r.id),
    )
    .execute()
  return new Set(found.map((r) => `${r.opinion_id} ${r.round}`))
}
