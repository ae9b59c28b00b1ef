import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import { mediaLimits, type mediaActions } from '@shared/contract/media'
import type { MediaRow } from '../db/case-tables'
import type { Db } from '../kit/database'
import { ok, refuse } from '../kit/result'
import type { HandlerOf } from '../kit/serve'
import { derivedBytes, type Keys } from '../kit/seal'
import { readFile, StorageDown, writeFile } from '../kit/storage'
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
  const cloudPath = keptPath(ctx.platform.keys, row.id, row.cloud_path)
  const file_id = await writeFile(cloudPath, kept)
  await ctx.db
    .updateTable('media')
    .set({ state: 'ready', bytes: kept.length, cloud_path: cloudPath, file_id })
    .where('id', '=', row.id)
    .execute()
  await leaveToCleaning(ctx.db, row)
  return ok({ mediaId: row.id })
}

/**
 * The upload itself goes with the next cleaning, not now: should this call fall before it is committed, it is all there is.
 * A row of its own, aged, is how the cleaning finds it.
 */
async function leaveToCleaning(db: Db, uploaded: Selectable<MediaRow>): Promise<void> {
  const { owner_id, kind, mime, bytes, cloud_path, file_id } = uploaded
  const aged = { seconds: null, state: 'expected' as const, subject_id: null, created_at: new Date(0) }
  await db.insertInto('media').values({ id: randomUUID(), owner_id, kind, mime, bytes, cloud_path, file_id, ...aged }).execute()
}

/** Where the clean copy is kept: a path that only this system can name, the same at every try, so that none is left over. */
function keptPath(keys: Keys, mediaId: string, uploadedTo: string): string {
  const month = uploadedTo.split('/')[1] ?? ''
  const ending = uploadedTo.slice(uploadedTo.lastIndexOf('.'))
  return `kept/${month}/${derivedBytes(keys, 'kept', mediaId, 16).toString('hex')}${ending}`
}
