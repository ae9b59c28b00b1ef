import type { peopleActions } from '@shared/contract/people'
import { endedOpinionStates } from '@shared/domain/opinion'
import { forgetContacts } from '../kit/forget'
import { expiredCookie } from '../kit/session'
import { ok, refuse } from '../kit/result'
import type { HandlerOf } from '../kit/serve'

/**
 * A person is forgotten: contact, openid, sessions, notices, consents and recordings of her voice go; the cases stay,
 * with nobody to them, and the ledger still holds since it never held her name.
 */
export const eraseMe: HandlerOf<(typeof peopleActions)['people.eraseMe']> = async (ctx) => {
  const { db, actor, now } = ctx
  const person = await db.selectFrom('person').select('id').where('id', '=', actor.personId).forUpdate().executeTakeFirstOrThrow()
  const seat = await db
    .selectFrom('seat')
    .select('id')
    .where('person_id', '=', person.id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (seat) return refuse('HOLDS_SEAT')
  const opinions = await db.selectFrom('opinion').select(['id', 'state']).where('person_id', '=', person.id).execute()
  await forgetContacts(db, now, opinions.map((o) => o.id), { voices: true })
  await db.deleteFrom('consent').where('person_id', '=', person.id).execute()
  await db.deleteFrom('outbox').where('person_id', '=', person.id).execute()
  await db.deleteFrom('notice').where('person_id', '=', person.id).execute()
  await db.deleteFrom('session').where('person_id', '=', person.id).execute()
  // Answers kept for repeats can quote her; her uploads that were never handed in go with the next cleaning.
  await db.deleteFrom('request').where('caller', '=', person.id).where('answer_sealed', 'is not', null).execute()
  await db
    .updateTable('media')
    .set({ created_at: new Date(0) })
    .where('owner_id', '=', person.id)
    .where('subject_id', 'is', null)
    .execute()
  await db
    .updateTable('person')
    .set({ openid_hash: null, openid_sealed: null, erased_at: now })
    .where('id', '=', person.id)
    .execute()
  ctx.web.cookies.push(expiredCookie(!ctx.platform.settings.insecureCookies))
  const ended: readonly string[] = endedOpinionStates
  return ok({ openCases: opinions.filter((o) => !ended.includes(o.state)).length })
}
