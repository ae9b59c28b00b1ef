import { sdk } from './sdk'

/** WeChat's open interfaces, through node-sdk's callWxOpenApi. */

export type Sent =
  | { readonly kind: 'sent' }
  /** WeChat said no for good: no consent, unknown person, a field it refuses. */
  | { readonly kind: 'refused'; readonly why: string }
  /** It was not sent and may come right later: busy, or not to be reached. */
  | { readonly kind: 'trouble'; readonly why: string }
  /** No answer, or none that makes sense: it may have been sent. */
  | { readonly kind: 'unknown'; readonly why: string }

// WeChat's codes that trying again can mend: busy, token, rate, server.
const PASSING = new Set([-1, 40001, 42001, 45009, 45011, 47001])

async function open(apiName: string, requestData: unknown): Promise<{ errcode: number; errmsg: string; body: unknown }> {
  const answer: unknown = await (await sdk()).callWxOpenApi({ apiName, requestData })
  if (!isRecord(answer)) throw new Error('no answer')
  if (typeof answer.code === 'string') throw answer.code === 'SYS_ERR' ? new Error(answer.code) : new RefusedCall(answer.code)
  const body = answer.result
  if (!isRecord(body)) throw new Error('not an answer of WeChat')
  const code = body.errCode ?? body.errcode
  // WeChat always says its code: what has none is not from WeChat, and no success.
  if (code === undefined || code === null || code === '' || !Number.isInteger(Number(code))) throw new Error('not an answer of WeChat')
  return { errcode: Number(code), errmsg: String(body.errMsg ?? body.errmsg ?? ''), body }
}

const isRecord = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null && !Array.isArray(v)

export interface SubscribeMessage {
  readonly openid: string
  readonly templateId: string
  readonly page: string
  readonly fields: Readonly<Record<string, string>>
  readonly miniprogramState: string
}

/** Sends one subscribe message (订阅消息). */
export async function sendSubscribeMessage(message: SubscribeMessage): Promise<Sent> {
  const data = Object.fromEntries(Object.entries(message.fields).map(([k, value]) => [k, { value }]))
  try {
    const { errcode, errmsg } = await open('subscribeMessage.send', {
      touser: message.openid,
      templateId: message.templateId,
      page: message.page,
      data,
      miniprogramState: message.miniprogramState,
      lang: 'zh_CN',
    })
    if (errcode === 0) return { kind: 'sent' }
    const why = `${errcode} ${errmsg}`.slice(0, 200)
    return PASSING.has(errcode) ? { kind: 'trouble', why } : { kind: 'refused', why }
  } catch (trouble) {
    const why = trouble instanceof Error ? trouble.name : 'unknown'
    return { kind: wasNotSent(trouble) ? 'trouble' : 'unknown', why }
  }
}

// The request never reached anyone.
const UNREACHED = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ENETDOWN', 'EHOSTDOWN', 'ENETUNREACH', 'EHOSTUNREACH', 'ECONNREFUSED', 'ETIMEDOUT'])

/** CloudBase refused the call by a code of its own, or the request did not get as far as anyone. */
function wasNotSent(trouble: unknown): boolean {
  const code = isRecord(trouble) ? trouble.code : undefined
  return trouble instanceof RefusedCall || (typeof code === 'string' && UNREACHED.has(code)) || (typeof code === 'number' && code >= 400 && code < 500)
}

/** CloudBase itself said no, before WeChat was asked. */
class RefusedCall extends Error {}

/** Whether WeChat answers at all: asked to send to nobody, it says that there is nobody. */
export async function weChatAnswers(message: Omit<SubscribeMessage, 'openid'>): Promise<boolean> {
  const sent = await sendSubscribeMessage({ ...message, openid: 'nobody' })
  return sent.kind === 'refused' || sent.kind === 'sent'
}

export type Checked = 'pass' | 'review' | 'risky'

// WeChat cannot be asked about her at all: she has not been here for two hours, or it does not know her.
const NOT_TO_BE_ASKED = new Set([61010, 40003])

/** The longest text of one content check, in characters. */
const CHECK_LENGTH = 2500

/**
 * Checks a text for unlawful content (msgSecCheck v2), in pieces. The worst answer of any piece counts.
 * 'absent' where she has not been in the mini-program for two hours: WeChat is not to be asked until she comes back.
 * Throws where WeChat gives no answer: the caller keeps the opinion as "being checked".
 */
export async function checkText(openid: string, text: string): Promise<Checked | 'absent'> {
  const points = Array.from(text)
  let worst: Checked = 'pass'
  for (let from = 0; from < points.length; from += CHECK_LENGTH) {
    const content = points.slice(from, from + CHECK_LENGTH).join('')
    const { errcode, errmsg, body } = await open('security.msgSecCheck', { openid, scene: 2, version: 2, content })
    if (NOT_TO_BE_ASKED.has(errcode)) return 'absent'
    if (errcode !== 0) throw new Error(`msgSecCheck ${errcode} ${errmsg}`.slice(0, 100))
    const suggest = isRecord(body) && isRecord(body.result) ? body.result.suggest : undefined
    if (suggest === 'risky') return 'risky'
    if (suggest !== 'pass') worst = 'review'
  }
  return worst
}

/**
 * Asks for a photo or recording to be checked (mediaCheckAsync v2). WeChat answers later, by the name this returns;
 * undefined where it cannot be asked about this person. Throws where it gives no answer.
 * @param url where WeChat fetches the file
 */
export async function askMediaCheck(openid: string, kind: 'photo' | 'sound', url: string): Promise<string | undefined> {
  const media_type = kind === 'sound' ? 1 : 2
  const asked = { openid, scene: 2, version: 2, media_type, media_url: url }
  const { errcode, errmsg, body } = await open('security.mediaCheckAsync', asked)
  if (NOT_TO_BE_ASKED.has(errcode)) return undefined
  const trace = isRecord(body) ? (body.trace_id ?? body.traceId) : undefined
  if (errcode !== 0 || typeof trace !== 'string') throw new Error(`mediaCheckAsync ${errcode} ${errmsg}`.slice(0, 100))
  return trace
}

export interface MediaVerdict {
  readonly trace: string
  readonly checked: Checked
}

/** What WeChat pushes when a check is done (wxa_media_check), or undefined where the event is something else. */
export function readMediaVerdict(event: unknown): MediaVerdict | undefined {
  if (!isRecord(event) || event.MsgType !== 'event' || event.Event !== 'wxa_media_check') return undefined
  const trace = event.trace_id
  if (typeof trace !== 'string' || trace === '') return undefined
  const suggest = isRecord(event.result) && Number(event.errcode ?? 0) === 0 ? event.result.suggest : undefined
  // A check that failed is no pass: a person looks.
  return { trace, checked: suggest === 'pass' || suggest === 'risky' ? suggest : 'review' }
}
