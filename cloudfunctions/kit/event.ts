import { personOfOpenid } from './actor'
import type { Db } from './database'
import type { Platform } from './platform'
import { SESSION_COOKIE, sessionOfToken } from './session'

/**
 * The two events a function is called with, made one: a `callFunction` from the mini-program (its data is the envelope,
 * its context carries the openid), and an HTTP event of CloudBase's access service (its body is the envelope, a cookie
 * carries our session token). Identity comes from the platform's context or the token, never from the envelope.
 */
export interface Incoming {
  readonly http: boolean
  readonly body: unknown
  readonly personId: string | undefined
  /** The session that a web page came with. */
  readonly sessionId?: string | undefined
  /** Where the call came from, for limits on visitors; never logged. */
  readonly address: string
  /** What kind of browser it says it is, in words. */
  readonly browser: string
}

interface HttpEvent {
  readonly httpMethod: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly isBase64Encoded: boolean
  readonly requestContext: Readonly<Record<string, unknown>>
}

const isRecord = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null && !Array.isArray(v)

/** The openid that the platform states for this very call; the process-wide environment is not asked. */
export function openidOf(context: unknown): string | undefined {
  if (!isRecord(context)) return undefined
  let environment: unknown = context.environment
  if (typeof environment === 'string') {
    try {
      environment = JSON.parse(environment)
    } catch {
      return undefined
    }
  }
  if (!isRecord(environment)) return undefined
  const openid = environment.WX_OPENID
  return typeof openid === 'string' && openid !== '' ? openid : undefined
}

/** Whose turn a call is, before anything is looked up: the openid, or the address that it came from. */
export function callerOf(event: unknown, context: unknown): string {
  return openidOf(context) ?? `address:${String(asHttp(event, context)?.requestContext.sourceIp ?? '')}`
}

/** Whether an event came over HTTP. With an openid in the context it came from the mini-program, whatever it looks like. */
export function asHttp(event: unknown, context: unknown): HttpEvent | undefined {
  if (openidOf(context) !== undefined || !isRecord(event) || typeof event.httpMethod !== 'string') return undefined
  const headers: Record<string, string> = {}
  if (isRecord(event.headers)) {
    for (const [name, value] of Object.entries(event.headers)) headers[name.toLowerCase()] = String(value)
  }
  return {
    httpMethod: event.httpMethod.toUpperCase(),
    headers,
    body: event.body,
    isBase64Encoded: event.isBase64Encoded === true,
    requestContext: isRecord(event.requestContext) ? event.requestContext : {},
  }
}

/** Reads an event. `body` is undefined where it is not the JSON it should be. */
export async function readEvent(platform: Platform, db: Db, event: unknown, context: unknown): Promise<Incoming> {
  const now = platform.clock.now()
  const http = asHttp(event, context)
  if (http) {
    const token = cookie(http.headers.cookie ?? '', SESSION_COOKIE)
    const session = token ? await sessionOfToken(db, token, now) : undefined
    const address = String(http.requestContext.sourceIp ?? '')
    const browser = browserOf(http.headers['user-agent'] ?? '')
    return { http: true, body: jsonBody(http), personId: session?.personId, sessionId: session?.id, address, browser }
  }
  const openid = openidOf(context)
  const personId = openid ? await personOfOpenid(db, platform.keys, openid, now) : undefined
  return { http: false, body: withoutPlatformKeys(event), personId, address: '', browser: '微信' }
}

/** The SDK and the platform add keys of their own to an event's data. */
function withoutPlatformKeys(event: unknown): unknown {
  if (!isRecord(event)) return event
  const { userInfo: _userInfo, tcbContext: _tcbContext, ...rest } = event
  return rest
}

function jsonBody(http: HttpEvent): unknown {
  if (http.httpMethod !== 'POST') return undefined
  // A form post from another site cannot carry this content type without being asked for leave first (CSRF).
  if (!(http.headers['content-type'] ?? '').toLowerCase().startsWith('application/json')) return undefined
  if (typeof http.body !== 'string') return http.body
  try {
    const body: unknown = JSON.parse(http.isBase64Encoded ? Buffer.from(http.body, 'base64').toString('utf8') : http.body)
    return body
  } catch {
    return undefined
  }
}

function cookie(header: string, name: string): string | undefined {
  for (const part of header.split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return undefined
}

/** A browser as its owner would call it: 电脑上的 Chrome 浏览器. */
function browserOf(userAgent: string): string {
  const where = /Mobile|Android|iPhone|iPad/i.test(userAgent) ? '手机' : '电脑'
  const which = (/(Edg|Firefox|Chrome|Safari|MicroMessenger)/.exec(userAgent)?.[1] ?? '').replace('Edg', 'Edge').replace('MicroMessenger', '微信')
  return `${where}上的${which ? ` ${which} ` : ''}浏览器`
}
