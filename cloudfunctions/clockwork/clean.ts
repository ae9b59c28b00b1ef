import type { Db } from '../kit/database'
import type { Platform } from '../kit/platform'
import { deleteFiles, StorageDown } from '../kit/storage'

const DAY = 86_400_000
// A repeat of a write comes within minutes; a month is generous. An upload that no one handed in is a draft given up.
const KEEP_REQUESTS = 30 * DAY
const KEEP_UPLOADS = 30 * DAY
const KEEP_ATTEMPTS = 2 * DAY

/** Removes what has served its purpose: answered requests, attempt counters, dead sessions, uploads never handed in. */
export async function clean(platform: Platform, db: Db, most: number): Promise<void> {
  const now = platform.clock.now().getTime()
  await db.deleteFrom('request').where('at', '<', new Date(now - KEEP_REQUESTS)).execute()
  await db.deleteFrom('attempt').where('window_start', '<', new Date(now - KEEP_ATTEMPTS)).execute()
  await db.deleteFrom('session').where('expires_at', '<', new Date(now)).execute()
  const stale = db
    .selectFrom('media')
    .select('id')
    .where('subject_id', 'is', null)
    .where('created_at', '<', new Date(now - KEEP_UPLOADS))
    .orderBy('created_at')
    .limit(most)
  // First nobody can hand them in any more, then the files go, then the rows: a fall in between is made good by the next run.
  const given = await db
    .updateTable('media')
    .set({ state: 'expected' })
    .where('id', 'in', stale)
    .where('subject_id', 'is', null)
    .returning(['id', 'file_id'])
    .execute()
  if (given.length === 0) return
  if (!(await deleted(given.map((m) => m.file_id)))) return
  await db
    .deleteFrom('media')
    .where('subject_id', 'is', null)
    .where(
      'id',
      'in',
      given.map((m) => m.id),
    )
    .execute()
}

/** Whether the files are gone; storage that is down is asked again by the next run. */
async function deleted(fileIds: readonly string[]): Promise<boolean> {
  try {
    await deleteFiles(fileIds)
    return true
  } catch (trouble) {
    if (trouble instanceof StorageDown) return false
    throw trouble
  }
}
