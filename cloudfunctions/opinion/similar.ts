import { sql } from 'kysely'
import type { deskActions } from '@shared/contract/opinion-desk'
import { endedOpinionStates } from '@shared/domain/opinion'
import { sayTrackingNumber } from '@shared/domain/tracking'
import type { HandlerOf } from '../kit/serve'
import { ok, refuse } from '../kit/result'
import { matches } from './desk-query'
import { opinionRows, standing } from './lines'

// How far back a same matter is looked for without words of the clerk's own.
const DAYS = 365

/** Open opinions of the same congress that could be the same matter: by the clerk's words, else by likeness of text. */
export const similar: HandlerOf<(typeof deskActions)['opinion.similar']> = async (ctx, input) => {
  const { db, actor, now, today } = ctx
  const row = await db
    .selectFrom('opinion')
    .select(['id', 'text', 'title', 'station_id', 'category'])
    .where('id', '=', input.opinionId)
    .where('congress_id', '=', actor.congressId)
    .executeTakeFirst()
  if (!row) return refuse('NOT_FOUND')
  const words = `${row.title ?? ''} ${row.text}`.slice(0, 400)
  const likeness = sql<number>`similarity(coalesce(opinion.title, '') || ' ' || left(opinion.text, 400), ${words})`
  let query = opinionRows(db)
    .where('opinion.congress_id', '=', actor.congressId)
    .where('opinion.id', '<>', row.id)
    .where('opinion.state', 'not in', [...endedOpinionStates, 'checking'])
    .where('opinion.submitted_at', '>', new Date(now.getTime() - DAYS * 86_400_000))
  query = input.text ? query.where(matches(input.text)) : query.where(likeness, '>', 0.08)
  const rows = await query.orderBy(likeness, 'desc').orderBy('opinion.id').limit(10).execute()
  return ok({
    items: rows.map((r) => ({
      opinionId: r.id,
      trackingNumber: sayTrackingNumber(r.tracking_number),
      headline: r.headline,
      stationName: r.station_name,
      submittedAt: r.submitted_at.toISOString(),
      sentence: standing(r, today).sentence,
    })),
  })
}
