import { mediaLimits, type mediaActions } from '@shared/contract/media'
import type { Db } from '../kit/database'
import { ok, refuse } from '../kit/result'
import type { HandlerOf } from '../kit/serve'
import { deleteFiles, readFile, StorageDown, uploadTicket, writeFile } from '../kit/storage'
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
  const cloudPath = keptPath(row.id, row.cloud_path)
  const given = await readFile(row.file_id)
  if (!given || given.length === 0) return takeInKept(ctx, row.id, cloudPath)
  const most = row.kind === 'photo' ? mediaLimits.photoBytes : mediaLimits.soundBytes
  if (given.length > most) return refuse('TOO_LARGE', { most: `${most / 1024 / 1024}MB` })
  if (kindOfBytes(given) !== row.kind) return refuse('WRONG_KIND')
  const kept = row.kind === 'photo' ? cleanPhoto(given)?.bytes : given
  if (!kept) return refuse('WRONG_KIND')
  const fileId = await writeFile(cloudPath, kept)
  await setReady(ctx.db, row.id, cloudPath, fileId, kept.length)
  // What is left behind if this fails goes with the storage's own lifecycle rule for media/.
  await deleteFiles([row.file_id]).catch(() => undefined)
  return ok({ mediaId: row.id })
}

/** Where the kept copy stands: a name that an interrupted arrival finds again, and that its sender has no leave to write. */
const keptPath = (mediaId: string, uploaded: string) => `kept/${uploaded.split('/')[1] ?? ''}/${mediaId}${uploaded.slice(uploaded.lastIndexOf('.'))}`

/**
 * The upload is gone: either it never came, or the process ended after the copy was made and the upload deleted, and
 * before that was committed. Then the copy is all there is.
 */
async function takeInKept(ctx: { db: Db }, mediaId: string, cloudPath: string): Promise<Awaited<ReturnType<typeof arrive>>> {
  const { fileId } = await uploadTicket(cloudPath)
  const kept = await readFile(fileId)
  if (!kept || kept.length === 0) return refuse('MEDIA_NOT_READY')
  await setReady(ctx.db, mediaId, cloudPath, fileId, kept.length)
  return ok({ mediaId })
}

async function setReady(db: Db, mediaId: string, cloudPath: string, fileId: string, bytes: number): Promise<void> {
  await db
    .updateTable('media')
    .set({ state: 'ready', bytes, cloud_path: cloudPath, file_id: fileId })
    .where('id', '=', mediaId)
    .execute()
}
