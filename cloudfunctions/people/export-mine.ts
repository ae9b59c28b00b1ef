import type { OutputOf } from '@shared/contract/action'
import type { peopleActions } from '@shared/contract/people'
import { sayTrackingNumber } from '@shared/domain/tracking'
import { contactOf } from '../kit/contact'
import type { Db } from '../kit/database'
import { situationOf, type OpinionCase } from '../kit/opinion-case'
import { ok } from '../kit/result'
import type { HandlerOf } from '../kit/serve'

type Mine = OutputOf<(typeof peopleActions)['people.exportMine']>

// An answer holds 6 MB; opinions have at most 8,000 characters.
const MOST_OPINIONS = 200
const MOST_NOTICES = 500

/** Everything that is kept of a person, in her own hands. */
export const exportMine: HandlerOf<(typeof peopleActions)['people.exportMine']> = async (ctx) => {
  const { db, actor } = ctx
  const rows = await db
    .selectFrom('opinion')
    .innerJoin('station', 'station.id', 'opinion.station_id')
    .selectAll('opinion')
    .select('station.name as station_name')
    .where('opinion.person_id', '=', actor.personId)
    .where('opinion.taken_by_seat', 'is', null)
    .orderBy('opinion.submitted_at', 'desc')
    .limit(MOST_OPINIONS + 1)
    .execute()
  const opinions: Mine['opinions'] = []
  for (const row of rows.slice(0, MOST_OPINIONS)) {
    const contact = row.has_contact ? await contactOf(db, ctx.platform.keys, row.id) : undefined
    opinions.push({
      trackingNumber: sayTrackingNumber(row.tracking_number),
      submittedAt: row.submitted_at.toISOString(),
      stationName: row.station_name,
      text: row.text,
      ...(row.place_words ? { place: row.place_words } : {}),
      ...(contact ? { contact } : {}),
      anonymous: row.anonymous,
      sentence: situationOf(row as unknown as OpinionCase, ctx.today), // the states are written from the types
      ratings: await ratingsOf(db, row.id),
    })
  }
  const notices = await db
    .selectFrom('notice')
    .select(['title', 'body', 'at'])
    .where('person_id', '=', actor.personId)
    .orderBy('at', 'desc')
    .limit(MOST_NOTICES + 1)
    .execute()
  const consents = await db
    .selectFrom('consent')
    .select(['bell', 'granted_at', 'spent_by'])
    .where('person_id', '=', actor.personId)
    .orderBy('granted_at', 'desc')
    .limit(MOST_NOTICES)
    .execute()
  return ok({
    exportedAt: ctx.now.toISOString(),
    opinions,
    notices: notices.slice(0, MOST_NOTICES).map((n) => ({ ...n, at: n.at.toISOString() })),
    consents: consents.map((c) => ({ bell: c.bell, at: c.granted_at.toISOString(), spent: c.spent_by !== null })),
    cut: rows.length > MOST_OPINIONS || notices.length > MOST_NOTICES,
  })
}

async function ratingsOf(db: Db, opinionId: string) {
  const rows = await db.selectFrom('rating').selectAll().where('opinion_id', '=', opinionId).orderBy('round').execute()
  return rows.map((r) => ({ round: r.round, rating: r.rating, words: r.words, at: r.at.toISOString() }))
}
