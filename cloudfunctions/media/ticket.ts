import { randomUUID } from 'node:crypto'
import { mediaLimits, type mediaActions } from '@shared/contract/media'
import { ok, refuse } from '../kit/result'
import type { HandlerOf } from '../kit/serve'
import { StorageDown, uploadTicket } from '../kit/storage'

/** What may be uploaded, and under which ending it is kept. */
const endings: Readonly<Record<'photo' | 'sound', Readonly<Record<string, string>>>> = {
  photo: { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' },
  sound: { 'audio/mpeg': 'mp3', 'audio/mp4': 'm4a', 'audio/aac': 'aac', 'audio/webm': 'webm', 'audio/ogg': 'ogg', 'audio/wav': 'wav' },
}

/** Leave to upload one photo or recording, under a name of our own that cannot be guessed. */
export const ticket: HandlerOf<(typeof mediaActions)['media.ticket']> = async (ctx, input) => {
  const mime = (input.mime.split(';')[0] ?? '').trim().toLowerCase()
  const ending = Object.hasOwn(endings[input.kind], mime) ? endings[input.kind][mime] : undefined
  if (!ending) return refuse('WRONG_KIND')
  const most = input.kind === 'photo' ? mediaLimits.photoBytes : mediaLimits.soundBytes
  if (input.bytes > most) return refuse('TOO_LARGE', { most: `${most / 1024 / 1024}MB` })
  const id = randomUUID()
  const cloudPath = `media/${ctx.today.slice(0, 7)}/${id}.${ending}`
  const upload = await uploadTicket(cloudPath).catch((trouble: unknown) => {
    if (trouble instanceof StorageDown) return undefined
    throw trouble
  })
  if (!upload) return refuse('STORAGE_DOWN')
  await ctx.db
    .insertInto('media')
    .values({
      id,
      owner_id: ctx.actor.personId,
      kind: input.kind,
      mime,
      bytes: input.bytes,
      seconds: input.seconds ?? null,
      cloud_path: cloudPath,
      file_id: upload.fileId,
      state: 'expected',
      subject_id: null,
      created_at: ctx.now,
    })
    .execute()
  return ok({ mediaId: id, cloudPath, upload: { url: upload.url, headers: upload.headers } })
}
