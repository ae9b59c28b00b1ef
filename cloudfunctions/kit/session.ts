import { createHash, randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import { databaseOf, type Db } from './database'

/** Sessions of web pages. In the mini-program the platform itself says who calls. */

export const SESSION_COOKIE = 'xl_session'
const SESSION_DAYS = 30

/** A secret as the database keeps it: enough to recognise it, not to use it. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

/** 256 random bits. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** Opens a session for a person and answers its token, which stands nowhere but in her browser. */
export async function openSessionIn(db: Db, personId: string, now: Date, about: string): Promise<string> {
  const token = newSecret()
  const expires_at = new Date(now.getTime() + SESSION_DAYS * 86_400_000)
  const row = { token_hash: hashSecret(token), person_id: personId, about, created_at: now, expires_at, revoked_at: null }
  await db.insertInto('session').values(row).execute()
  return token
}

/** The same on a pool, for whoever signs people in without asking them: the local cloud's simulator. */
export function openSession(pool: Pool, personId: string, now: Date): Promise<string> {
  return openSessionIn(databaseOf(pool), personId, now, '模拟器')
}

/** A session that is neither expired nor revoked. */
export interface LiveSession {
  readonly id: string
  readonly personId: string
}

/** The session of a token, or undefined where it is unknown, expired or revoked. */
export async function sessionOfToken(db: Db, token: string, now: Date): Promise<LiveSession | undefined> {
  const row = await db
    .selectFrom('session')
    .select(['id', 'person_id'])
    .where('token_hash', '=', hashSecret(token))
    .where('expires_at', '>', now)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row ? { id: row.id, personId: row.person_id } : undefined
}

/** The cookie that carries a token: out of reach of scripts, not sent from other sites' forms, only by TLS but locally. */
export function sessionCookie(token: string, secure: boolean): string {
  return `${SESSION_COOKIE}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${SESSION_DAYS * 86_400}${secure ? '; Secure' : ''}`
}

/** The cookie that takes it away. */
export function expiredCookie(secure: boolean): string {
  return `${SESSION_COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${secure ? '; Secure' : ''}`
}
