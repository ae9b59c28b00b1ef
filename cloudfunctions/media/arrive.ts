import { mediaLimits, type mediaActions } from '@shared/contract/media'
import { ok, refuse } from '../kit/result'
import type { HandlerOf } from '../kit/serve'
import { readFile } from '../kit/storage'
import { kindOfBytes } from './kind-of-bytes'

/** The upload has arrived: what it is, is told from its bytes, not from its name or what the sender said. */
export const arrive: HandlerOf<(typeof mediaActions)['media.arrive']> = async (ctx, input) => {
  const row = await ctx.db
    .selectFrom('media')
    .selectAll()
    .where('id', '=', input.mediaId)
    .where('owner_id', '=', ctx.actor.personId)
    .executeTakeFirst()
  if (!row) return refuse('NOT_FOUND')
  if (row.state === 'ready') return ok({ mediaId: row.id })
  const bytes = await readFile(row.file_id)
  if (!bytes || bytes.length === 0) return refuse('MEDIA_NOT_READY')
  const most = row.kind === 'photo' ? mediaLimits.photoBytes : mediaLimits.soundBytes
  if (bytes.length > most) return refuse('TOO_LARGE', { most: `${most / 1024 / 1024}MB` })
  if (kindOfBytes(bytes) !== row.kind) return refuse('WRONG_KIND')
  await ctx.db.updateTable('media').set({ state: 'ready', bytes: bytes.length }).where('id', '=', row.id).execute()
  return ok({ mediaId: row.id })
}
