import { action } from './action'
import * as p from './pieces'
import { z } from './zod'

/** Photos and recordings: a ticket, the upload itself straight to storage, then the arrival that checks the bytes. */

export const mediaLimits = { photoBytes: 10 * 1024 * 1024, soundBytes: 5 * 1024 * 1024, soundSeconds: 60 } as const

export const mediaActions = {
  'media.ticket': action({
    does: '取得上传凭证',
    who: ['resident', 'deputy', 'staff', 'handler'],
    write: true,
    input: z.strictObject({
      kind: z.enum(['photo', 'sound']),
      mime: p.token(60),
      bytes: z.number().int().min(1),
      /** Length of a recording, in seconds, at most 60. */
      seconds: z.number().min(0).max(mediaLimits.soundSeconds + 1).optional(),
    }),
    output: z.object({
      mediaId: p.id,
      cloudPath: z.string(),
      /** For a browser: PUT the bytes here with these headers. */
      upload: z.object({ url: z.string(), headers: z.record(z.string(), z.string()) }),
    }),
    refusals: ['TOO_LARGE', 'WRONG_KIND', 'STORAGE_DOWN'],
  }),
  'media.arrive': action({
    does: '确认已上传',
    who: ['resident', 'deputy', 'staff', 'handler'],
    write: true,
    input: z.strictObject({ mediaId: p.id }),
    output: z.object({ mediaId: p.id }),
    refusals: ['NOT_FOUND', 'MEDIA_NOT_READY', 'WRONG_KIND', 'TOO_LARGE', 'STORAGE_DOWN'],
  }),
}
