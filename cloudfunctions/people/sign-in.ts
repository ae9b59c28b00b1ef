import { randomInt } from 'node:crypto'
import type { peopleActions } from '@shared/contract/people'
import type { Db } from '../kit/database'
import { ok, refuse } from '../kit/result'
import type { HandlerOf } from '../kit/serve'
import { expiredCookie, hashSecret, newSecret, openSessionIn, sessionCookie } from '../kit/session'

/**
 * Signing in on a web page (扫码登录). The page shows a short-lived code and a word; the person scans the code with the
 * mini-program, where WeChat says who she is, and chooses the word that stands on the page: whoever was sent a stranger's
 * code does not have that page before her. A wrong word ends the attempt.
 */
type Does<N extends keyof typeof peopleActions> = HandlerOf<(typeof peopleActions)[N]>

const MINUTES = 3
const CHOICES = 3
// Plain things that sound and look different from each other.
const words = [
  '青松', '白鹭', '石桥', '红枣', '月亮', '书包', '雨伞', '水井', '风车', '麦田', '苹果', '火车', '灯塔', '竹篮', '铜锣', '山茶',
  '海螺', '枫叶', '毛笔', '算盘', '燕子', '荷花', '磨坊', '柿子', '古琴', '木船', '雪人', '花生', '草帽', '锦鲤', '葫芦', '纸鸢',
] as const

/** The web page asks for a code. */
export const signInStart: Does<'people.signInStart'> = async (ctx) => {
  const { db, now } = ctx
  const chosen = drawWords(CHOICES)
  const word = chosen[randomInt(CHOICES)] ?? words[0]
  const pollToken = newSecret()
  const expires_at = new Date(now.getTime() + MINUTES * 60_000)
  await db.deleteFrom('sign_in').where('expires_at', '<', now).execute()
  for (;;) {
    const code = String(randomInt(10 ** 8)).padStart(8, '0')
    const fresh = await db
      .insertInto('sign_in')
      .values({
        code,
        poll_hash: hashSecret(pollToken),
        word,
        choices: JSON.stringify(chosen),
        about: ctx.web.browser,
        created_at: now,
        expires_at,
        person_id: null,
      })
      .onConflict((on) => on.column('code').doNothing())
      .returning('code')
      .executeTakeFirst()
    if (fresh) return ok({ code, word, pollToken, expiresAt: expires_at.toISOString() })
  }
}

function drawWords(count: number): string[] {
  const left: string[] = [...words]
  return Array.from({ length: count }, () => left.splice(randomInt(left.length), 1)[0] ?? '')
}

/** The web page asks whether the phone has confirmed; then, once, it gets its session. */
export const signInPoll: Does<'people.signInPoll'> = async (ctx, input) => {
  const { db, now } = ctx
  const row = await db
    .selectFrom('sign_in')
    .selectAll()
    .where('poll_hash', '=', hashSecret(input.pollToken))
    .where('expires_at', '>', now)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return ok({ state: 'gone' })
  if (row.person_id === null) return ok({ state: 'waiting' })
  await db.deleteFrom('sign_in').where('code', '=', row.code).execute()
  const token = await openSessionIn(db, row.person_id, now, row.about)
  ctx.web.cookies.push(sessionCookie(token, !ctx.platform.settings.insecureCookies))
  return ok({ state: 'signedIn' })
}

/** The person scanned the code: what asks to be signed in, and the words to choose from. */
export const signInLook: Does<'people.signInLook'> = async (ctx, input) => {
  const row = await waiting(ctx.db, input.code, ctx.now)
  if (!row) return refuse('SIGN_IN_GONE')
  return ok({ about: row.about, startedAt: row.created_at.toISOString(), choices: row.choices as string[] }) // written by signInStart
}

/** She chose a word: the right one signs the page in as her, a wrong one ends the attempt. */
export const signInConfirm: Does<'people.signInConfirm'> = async (ctx, input) => {
  const { db, actor, now } = ctx
  const row = await waiting(db, input.code, now)
  if (!row) return refuse('SIGN_IN_GONE')
  if (row.word !== input.word) {
    // Not a refusal: that would roll the deletion back.
    await db.deleteFrom('sign_in').where('code', '=', row.code).where('person_id', 'is', null).execute()
    return ok({ confirmed: false, about: row.about })
  }
  const confirmed = await db
    .updateTable('sign_in')
    .set({ person_id: actor.personId })
    .where('code', '=', row.code)
    .where('person_id', 'is', null)
    .returning('about')
    .executeTakeFirst()
  return confirmed ? ok({ confirmed: true, about: confirmed.about }) : refuse('SIGN_IN_GONE')
}

/** A code that is not confirmed yet. People type it with spaces, and the QR code carries it at the end of a link. */
async function waiting(db: Db, typed: string, now: Date) {
  const code = /(\d{8})$/.exec(typed.replace(/\s/g, ''))?.[1]
  if (!code) return undefined
  return db
    .selectFrom('sign_in')
    .selectAll()
    .where('code', '=', code)
    .where('expires_at', '>', now)
    .where('person_id', 'is', null)
    .executeTakeFirst()
}

/** The web pages a person is signed in on. */
export const sessions: Does<'people.sessions'> = async (ctx) => {
  const rows = await ctx.db
    .selectFrom('session')
    .select(['id', 'about', 'created_at', 'expires_at'])
    .where('person_id', '=', ctx.actor.personId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', ctx.now)
    .orderBy('created_at', 'desc')
    .limit(100)
    .execute()
  return ok({
    items: rows.map((row) => ({
      sessionId: row.id,
      about: row.about,
      since: row.created_at.toISOString(),
      until: row.expires_at.toISOString(),
      current: row.id === ctx.web.sessionId,
    })),
  })
}

/** Ends one of a person's own sessions; ending the one she is on signs this page out. */
export const endSession: Does<'people.endSession'> = async (ctx, input) => {
  const ended = await ctx.db
    .updateTable('session')
    .set({ revoked_at: ctx.now })
    .where('id', '=', input.sessionId)
    .where('person_id', '=', ctx.actor.personId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!ended) return refuse('NOT_FOUND')
  if (ended.id === ctx.web.sessionId) ctx.web.cookies.push(expiredCookie(!ctx.platform.settings.insecureCookies))
  return ok({ ended: true })
}
