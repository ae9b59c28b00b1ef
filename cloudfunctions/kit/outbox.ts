import { sql } from 'kysely'
import type { Bell } from '@shared/contract/notice'
import type { Db } from './database'
import { openidOfPerson } from './openid'
import type { Platform } from './platform'
import { sendSubscribeMessage, weChatAnswers, type Sent } from './wechat'

// After so many tries in vain, over about a day and a half, a bell is dropped; the inbox has the notice all the same.
const TRIES = 12
// A sender that died holding a message: after this its answer is unknown, and the message is sent again.
const LEASE_MS = 120_000
// Well below the timer function's own limit: what is not sent now is sent at the next beat.
const LONGEST_RUN_MS = 20_000
// Begins the trouble of a row that may have been sent.
const UNKNOWN = 'unknown:'
// WeChat's code where no consent is left: after an answer that was lost, the lost one spent it.
const CONSENT_SPENT = '43101'

export interface Drained {
  sent: number
  dropped: number
  later: number
}

/**
 * Sends what is due. A row is taken in a transaction of its own, so that two timers never take the same. Where it is not
 * known whether WeChat sent it (no answer, or its sender died), it is sent once more and no more than once, and only after
 * WeChat is seen to answer again: a long trouble neither loses a message nor rings a bell many times.
 */
export async function drainOutbox(platform: Platform, db: Db, most: number): Promise<Drained> {
  const done: Drained = { sent: 0, dropped: 0, later: 0 }
  const until = performance.now() + LONGEST_RUN_MS
  for (let i = 0; i < most && performance.now() < until; i++) {
    const row = await takeOne(db, platform.clock.now())
    if (!row) break
    const isDoubtful = row.trouble?.startsWith(UNKNOWN) ?? false
    const sent = await send(platform, db, row, isDoubtful)
    const isSent = sent.kind === 'sent' || (isDoubtful && sent.kind === 'refused' && sent.why.startsWith(CONSENT_SPENT))
    if (isSent) {
      await db.updateTable('outbox').set({ state: 'sent', sent_at: platform.clock.now(), trouble: null }).where('id', '=', row.id).execute()
      done.sent++
    } else if (sent.kind === 'refused' || row.attempts >= TRIES || (isDoubtful && sent.kind === 'unknown')) {
      await db.updateTable('outbox').set({ state: 'dropped', trouble: said(sent) }).where('id', '=', row.id).execute()
      done.dropped++
    } else {
      const next_at = new Date(platform.clock.now().getTime() + backoff(row.attempts))
      const trouble = isDoubtful ? row.trouble : said(sent)
      await db.updateTable('outbox').set({ state: 'queued', trouble, next_at }).where('id', '=', row.id).execute()
      done.later++
    }
    // Who does not answer now will hardly answer the next one; the others keep their first try.
    if (sent.kind === 'unknown' || (sent.kind === 'trouble' && isDoubtful)) break
  }
  return done
}

const said = (sent: Sent): string | null =>
  sent.kind === 'sent' ? null : sent.kind === 'unknown' ? `${UNKNOWN} ${sent.why}` : sent.why

/** One minute, doubling, at most six hours. */
function backoff(attempts: number): number {
  return Math.min(60_000 * 2 ** (attempts - 1), 6 * 3_600_000)
}

async function takeOne(db: Db, now: Date) {
  return db
    .updateTable('outbox')
    .set({
      state: 'sending',
      attempts: sql<number>`attempts + 1`,
      next_at: new Date(now.getTime() + LEASE_MS),
      // Still being sent after its lease: its sender died, and nobody knows whether it left.
      trouble: sql<string | null>`case when state = 'sending' then ${`${UNKNOWN} its sender died`} else trouble end`,
    })
    .where('id', '=', (eb) =>
      eb
        .selectFrom('outbox as due')
        .select('due.id')
        .where('due.state', 'in', ['queued', 'sending'])
        .where('due.next_at', '<=', now)
        .orderBy('due.next_at')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id', 'person_id', 'bell', 'fields', 'page', 'attempts', 'trouble'])
    .executeTakeFirst()
}

type Row = NonNullable<Awaited<ReturnType<typeof takeOne>>>

async function send(platform: Platform, db: Db, row: Row, isDoubtful: boolean): Promise<Sent> {
  const templateId = platform.settings.templates[row.bell as Bell] // written by `tell` only
  if (!templateId) return { kind: 'refused', why: 'no template is set for this bell' }
  const openid = await openidOfPerson(db, platform.keys, row.person_id)
  if (!openid) return { kind: 'refused', why: 'the person never came by WeChat' }
  const fields = row.fields as Record<string, string> // written by `tell` only
  const message = { templateId, page: row.page, fields, miniprogramState: platform.settings.miniprogramState }
  if (isDoubtful && !(await weChatAnswers(message))) return { kind: 'trouble', why: 'WeChat does not answer yet' }
  return sendSubscribeMessage({ ...message, openid })
}
