import type { Db } from '../kit/database'
import { openidOfPerson } from '../kit/openid'
import type { Platform } from '../kit/platform'
import { temporaryLinks } from '../kit/storage'
import { askMediaCheck, type Checked } from '../kit/wechat'

// WeChat answers within half an hour; after that a person looks.
const LATEST_MS = 30 * 60_000

/**
 * The worst that WeChat said of the photos and recordings a submitter handed in; asks about those it was not asked about.
 * Undefined while one is not answered. Only what she sent herself: a unit's and staff's own pictures are theirs to answer for.
 */
export async function checkMedia(platform: Platform, db: Db, opinion: { id: string; person_id: string }): Promise<Checked | undefined> {
  const now = platform.clock.now()
  const rows = await db
    .selectFrom('media')
    .select(['id', 'kind', 'file_id', 'check_state', 'check_asked_at'])
    .where('subject_id', '=', opinion.id)
    .where('owner_id', '=', opinion.person_id)
    .execute()
  if (rows.length === 0) return 'pass'
  const openid = await openidOfPerson(db, platform.keys, opinion.person_id)
  if (!openid) return 'review'
  const asked = await askAbout(db, openid, rows.filter((r) => r.check_state === 'none'), now)
  if (!asked) return undefined
  const late = (at: Date | null) => at !== null && now.getTime() - at.getTime() > LATEST_MS
  const states = rows.map((r) => (r.check_state === 'asked' && late(r.check_asked_at) ? 'review' : r.check_state))
  if (states.includes('risky')) return 'risky'
  if (states.some((s) => s === 'asked' || s === 'none')) return undefined
  return states.includes('review') ? 'review' : 'pass'
}

interface Media {
  readonly id: string
  readonly kind: 'photo' | 'sound'
  readonly file_id: string
}

/** Asks WeChat about each; false where it or the storage gave no answer. */
async function askAbout(db: Db, openid: string, rows: readonly Media[], now: Date): Promise<boolean> {
  if (rows.length === 0) return true
  const links = await temporaryLinks(rows.map((r) => r.file_id))
  for (const row of rows) {
    const url = links.get(row.file_id)
    if (!url) return false
    try {
      const trace = await askMediaCheck(openid, row.kind, url)
      const answer = trace === undefined ? { check_state: 'review' as const } : { check_state: 'asked' as const, check_trace: trace }
      await db
        .updateTable('media')
        .set({ ...answer, check_asked_at: now })
        .where('id', '=', row.id)
        .where('check_state', '=', 'none')
        .execute()
    } catch {
      return false
    }
  }
  return true
}
