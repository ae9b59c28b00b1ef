import { endedOpinionStates } from '@shared/domain/opinion'
import type { Db } from './database'
import { forgetContacts } from './forget'
import { readProfile } from './profile'

/** What the retention rules remove, or would. */
export interface Retained {
  readonly contacts: number
  readonly notices: number
}

const DAY = 86_400_000

/**
 * Removes personal data whose purpose has ended, by each congress's rule: contacts of ended cases, old notices.
 * @param dryRun only counts
 * @param most how many of each at most in one run
 */
export async function applyRetention(db: Db, now: Date, options: { dryRun: boolean; most: number }): Promise<Retained> {
  let contacts = 0
  let notices = 0
  for (const congress of await db.selectFrom('congress').select(['id', 'profile']).execute()) {
    const { retention } = readProfile(congress.profile)
    const ended = await db
      .selectFrom('opinion')
      .select('id')
      .where('congress_id', '=', congress.id)
      .where('has_contact', '=', true)
      .where('state', 'in', [...endedOpinionStates])
      .where('moved_at', '<', new Date(now.getTime() - retention.contactDays * DAY))
      .limit(options.most - contacts)
      .execute()
    const old = await db
      .selectFrom('notice')
      .leftJoin('outbox', 'outbox.notice_id', 'notice.id')
      .select('notice.id')
      .where('notice.congress_id', '=', congress.id)
      .where('notice.at', '<', new Date(now.getTime() - retention.noticeDays * DAY))
      .where((eb) => eb.or([eb('outbox.id', 'is', null), eb('outbox.state', 'in', ['sent', 'dropped'])]))
      .limit(options.most - notices)
      .execute()
    contacts += ended.length
    notices += old.length
    if (options.dryRun) continue
    await forgetContacts(db, now, ended.map((o) => o.id), { voices: false })
    await removeNotices(db, old.map((n) => n.id))
  }
  return { contacts, notices }
}

async function removeNotices(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await db.transaction().execute(async (tx) => {
    const spent = tx.selectFrom('outbox').select('id').where('notice_id', 'in', [...ids])
    await tx.deleteFrom('consent').where('spent_by', 'in', spent).execute()
    await tx.deleteFrom('outbox').where('notice_id', 'in', [...ids]).execute()
    await tx.deleteFrom('notice').where('id', 'in', [...ids]).execute()
  })
}
