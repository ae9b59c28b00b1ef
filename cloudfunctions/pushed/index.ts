import { databaseOf } from '../kit/database'
import { asHttp } from '../kit/event'
import { cloudPlatform, type Platform } from '../kit/platform'
import type { Main } from '../kit/serve'
import { readMediaVerdict } from '../kit/wechat'

/**
 * The function that WeChat pushes messages to (消息推送): today the answers of media checks. An answer is known by the name
 * that WeChat gave when it was asked, which nobody else has; one that comes twice, late or unasked changes nothing.
 */
export const create =
  (platform: Platform): Main =>
  async (event, context) => {
    const verdict = asHttp(event, context) ? undefined : readMediaVerdict(event)
    if (verdict) {
      const db = databaseOf(platform.pool)
      const row = await db
        .updateTable('media')
        .set({ check_state: verdict.checked })
        .where('check_trace', '=', verdict.trace)
        .where('check_state', '=', 'asked')
        .returning('subject_id')
        .executeTakeFirst()
      // The opinion is looked at again at once.
      if (row?.subject_id) {
        await db
          .updateTable('opinion')
          .set({ check_next_at: platform.clock.now() })
          .where('id', '=', row.subject_id)
          .where('state', '=', 'checking')
          .execute()
      }
      platform.log({ action: 'pushed', outcome: row ? 'ok' : 'unknown' })
    }
    // WeChat wants this word, whatever was pushed, or it pushes again.
    return 'success'
  }

export const main: Main = (event, context) => create(cloudPlatform())(event, context)
