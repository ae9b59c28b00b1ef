import { randomUUID } from 'node:crypto'
import { mediaLimits, type mediaActions } from '@shared/contract/media'
import { ok, refuse } from '../kit/result'
import type { HandlerOf } from '../kit/serve'
import { deleteFiles, readFile, StorageDown, writeFile } from '../kit/storage'
import { cleanPhoto } from './clean/clean-photo'
import { kindOfBytes } from './kind-of-bytes'

/**
 * The upload has arrived: what it is, is told from its bytes, not from its name or what the sender said. What is kept is a
 * clean copy under another name, so that a sender whose leave to upload still holds cannot change it afterwards.
 */
export const arrive: HandlerOf<(typeof mediaActions)['media.arrive']> = async (ctx, input) => {
  try {
    return await takeIn(ctx, input)
  } catch (trouble) {
    // Nothing is written: the upload stays where it is and can be handed in again.
    if (trouble instanceof StorageDown) return refuse('STORAGE_DOWN')
    throw trouble
  }
}

const takeIn: typeof arrive = async (ctx, input) => {
  const row = await ctx.db
    .selectFrom('media')
    .selectAll()
    .where('id', '=', input.mediaId)
    .where('owner_id', '=', ctx.actor.personId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return refuse('NOT_FOUND')
  if (row.state === 'ready') return ok({ mediaId: row.id })
  const given = await readFile(row.file_id)
  if (!given || given.length === 0) return refuse('MEDIA_NOT_READY')
  const most = row.kind === 'photo' ? mediaLimits.photoBytes : mediaLimits.soundBytes
  if (given.length > most) return refuse('TOO_LARGE', { most: `${most / 1024 / 1024}MB` })
  if (kindOfBytes(given) !== row.kind) return refuse('WRONG_KIND')
  const kept = row.kind === 'photo' ? cleanPhoto(given)?.bytes : given
  if (!kept) return refuse('WRONG_KIND')
  const cloudPath = `kept/${row.cloud_path.split('/')[1] ?? ''}/${randomUUID()}${row.cloud_path.slice(row.cloud_path.lastIndexOf('.'))}`
  const file_id = await writeFile(cloudPath, kept)
  await ctx.db
    .updateTable('media')
    .set({ state: 'ready', bytes: kept.length, cloud_path: cloudPath, file_id })
    .where('id', '=', row.id)
    .execute()
  // What is left behind if this fails goes with the storage's own lifecycle rule for media/.
  await deleteFiles([row.file_id]).catch(() => undefined)
  return ok({ mediaId: row.id })
}
