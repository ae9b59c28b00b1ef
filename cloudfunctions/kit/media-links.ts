import type { Db } from './database'
import { temporaryLinks } from './storage'

/** A photo or recording as a view carries it. */
export interface MediaView {
  mediaId: string
  kind: 'photo' | 'sound'
  url: string
  seconds?: number
}

/** The media of a set of ids, with signed links that expire; in the order of the ids. Media that is not ready is left out. */
export async function mediaViews(db: Db, ids: readonly string[]): Promise<Map<string, MediaView>> {
  const views = new Map<string, MediaView>()
  if (ids.length === 0) return views
  const rows = await db
    .selectFrom('media')
    .select(['id', 'kind', 'file_id', 'seconds'])
    .where('id', 'in', [...new Set(ids)])
    .where('state', '=', 'ready')
    .execute()
  const links = await temporaryLinks(rows.map((r) => r.file_id))
  const byId = new Map(rows.map((r) => [r.id, r]))
  for (const id of ids) {
    const row = byId.get(id)
    if (!row) continue
    const url = links.get(row.file_id) ?? ''
    views.set(id, row.seconds === null ? { mediaId: id, kind: row.kind, url } : { mediaId: id, kind: row.kind, url, seconds: row.seconds })
  }
  return views
}

/** Picks the views of some ids, in their order. */
export function pick(views: ReadonlyMap<string, MediaView>, ids: readonly string[]): MediaView[] {
  return ids.map((id) => views.get(id)).filter((v) => v !== undefined)
}

/**
 * Binds a person's uploaded media to a case. False where one is not hers, not ready or already handed in elsewhere:
 * all of them look the same to the caller.
 */
export async function bindMedia(db: Db, ownerId: string, ids: readonly string[], subjectId: string): Promise<boolean> {
  if (ids.length === 0) return true
  if (new Set(ids).size !== ids.length) return false
  const bound = await db
    .updateTable('media')
    .set({ subject_id: subjectId })
    .where('id', 'in', [...ids])
    .where('owner_id', '=', ownerId)
    .where('state', '=', 'ready')
    .where('subject_id', 'is', null)
    .returning('id')
    .execute()
  return bound.length === ids.length
}
