import type { deskActions } from '@shared/contract/opinion-desk'
import { rankByLikeness } from '@shared/domain/likeness'
import { endedOpinionStates } from '@shared/domain/opinion'
import { sayTrackingNumber } from '@shared/domain/tracking'
import type { HandlerOf } from '../kit/serve'
import { ok, refuse } from '../kit/result'
import { matches } from './desk-query'
import { opinionRows, standing } from './lines'

// Where a same matter is looked for without words of the clerk's own: the newest of the open ones of a year.
const DAYS = 365
const CANDIDATES = 800
const WORDS = 400
const SHOWN = 10
const LEAST = 0.12

/** Open opinions of the same congress that could be the same matter: by the clerk's words, else by likeness of text. */
export const similar: HandlerOf<(typeof deskActions)['opinion.similar']> = async (ctx, input) => {
  const { db, actor, now, today } = ctx
  const own = await db
    .selectFrom('opinion')
    .select(['id', 'text', 'title'])
    .where('id', '=', input.opinionId)
    .where('congress_id', '=', actor.congressId)
    .executeTakeFirst()
  if (!own) return refuse('NOT_FOUND')
  let query = opinionRows(db)
    .select((eb) => eb.fn<string>('left', ['opinion.text', eb.val(WORDS)]).as('words'))
    .where('opinion.congress_id', '=', actor.congressId)
    .where('opinion.id', '<>', own.id)
    .where('opinion.state', 'not in', [...endedOpinionStates, 'checking'])
    .where('opinion.submitted_at', '>', new Date(now.getTime() - DAYS * 86_400_000))
  if (input.text) query = query.where(matches(input.text))
  const rows = await query.orderBy('opinion.submitted_at', 'desc').limit(input.text ? 50 : CANDIDATES).execute()
  const told = (row: { headline: string; words: string }) => `${row.headline} ${row.words}`
  const ranked = rankByLikeness(`${own.title ?? ''} ${own.text.slice(0, WORDS)}`, rows.map(told), input.text ? 0 : LEAST)
  const best = ranked.slice(0, SHOWN).flatMap(({ index }) => rows[index] ?? [])
  return ok({
    items: best.map((r) => ({
      opinionId: r.id,
      trackingNumber: sayTrackingNumber(r.tracking_number),
      headline: r.headline,
      stationName: r.station_name,
      submittedAt: r.submitted_at.toISOString(),
      sentence: standing(r, today, 'other').sentence,
    })),
  })
}
