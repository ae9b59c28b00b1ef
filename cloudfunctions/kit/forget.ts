import type { Db } from './database'

const BATCH = 500

/**
 * Removes the contacts of opinions, and with `voices` the recordings handed in with them (a voice is a person). Rows that
 * stood for the recordings are unbound and aged, so that the next cleaning deletes their files.
 */
export async function forgetContacts(db: Db, now: Date, opinionIds: readonly string[], options: { voices: boolean }): Promise<void> {
  for (let from = 0; from < opinionIds.length; from += BATCH) {
    const ids = opinionIds.slice(from, from + BATCH)
    await db.deleteFrom('opinion_contact').where('opinion_id', 'in', ids).execute()
    await db
      .updateTable('opinion')
      .set({ has_contact: false, on_behalf: false, anonymous: true, contact_erased_at: now })
      .where('id', 'in', ids)
      .execute()
    if (!options.voices) continue
    await db
      .updateTable('media')
      .set({ state: 'expected', subject_id: null, created_at: new Date(0) })
      .where('subject_id', 'in', ids)
      .where('kind', '=', 'sound')
      .execute()
  }
}
