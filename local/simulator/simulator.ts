import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { personOfOpenid } from '../../cloudfunctions/kit/actor'
import { openSession, SESSION_COOKIE } from '../../cloudfunctions/kit/session'
import { databaseOf } from '../../cloudfunctions/kit/database'
import type { Platform } from '../../cloudfunctions/kit/platform'
import { instantAt, isChinaDate } from '../../shared/domain/china-time'
import { sayFullInstant, sayInstant, sayWeekday } from '../../shared/domain/say-date'
import { chinaDateOf } from '../../shared/domain/china-time'
import type { LocalClock } from '../clock'
import { contextOf, type Functions } from '../functions'
import { json, plain } from '../http'
import { readAll } from '../services/size-limit'
import { templates } from '../services/templates'
import { kindsOf, services, troubleKinds, type PlatformTrouble, type ServiceName } from '../services/trouble'
import type { WeChatRecord } from '../services/wechat-record'
import type { Timer } from '../timer'
import { pageFile } from './page-files'
import { listPeople, listStations } from './people'
import { drawPoster } from './poster'

/** What the simulator page stands on. It exists in the local cloud only: it lets anyone be anyone. */
export interface SimulatorOptions {
  readonly platform: Platform
  readonly functions: Functions
  readonly wechat: WeChatRecord
  readonly clock: LocalClock
  readonly timer: Timer
  readonly scanAddress: (code: string) => string
  readonly trouble: PlatformTrouble
}

type Body = Readonly<Record<string, unknown>>
type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>

const WECHAT_COOKIE = 'xl_wechat'
const COOKIE_RULES = 'Path=/; HttpOnly; SameSite=Lax'
const MOST_CONSENTS = 5
// Object.keys is typed string[]; the record's own type says which keys there are.
const serviceNames = Object.keys(services) as ServiceName[]

/** The openid that the simulator gave this browser, or undefined. */
export function wechatOf(request: IncomingMessage): string | undefined {
  const found = /(?:^|;\s*)xl_wechat=([\w-]+)/.exec(request.headers.cookie ?? '')
  return found?.[1]
}

/** Answers what is under /wechat. */
export function makeSimulator(options: SimulatorOptions): Handler {
  return async (request, response, url) => {
    const name = url.pathname.slice('/wechat'.length).replace(/^\/+|\/+$/g, '')
    if (request.method === 'POST') return post(options, name, request, response)
    if (request.method !== 'GET') return plain(response, 405, '不支持这种请求。')
    if (name === 'people') return json(response, 200, await allPeople(options))
    if (name === 'state') return json(response, 200, state(options, request))
    if (name.startsWith('poster/')) return poster(options, name.slice('poster/'.length), response)
    const file = await pageFile(name)
    if (!file) return plain(response, 404, '没有这个页面。')
    response.writeHead(200, { 'content-type': file.type, 'cache-control': 'no-cache' }).end(file.body)
  }
}

async function allPeople({ platform, wechat }: SimulatorOptions) {
  const people = await listPeople(platform.pool, platform.keys, wechat)
  return { people, stations: await listStations(platform.pool) }
}

/** What changes while one looks: the clock, who one is, her messages. */
function state({ wechat, clock, trouble }: SimulatorOptions, request: IncomingMessage) {
  const now = clock.now()
  const openid = wechatOf(request)
  const me = openid === undefined ? undefined : wechat.accounts.get(openid)
  const mine = me ? wechat.bells.filter((bell) => bell.openid === me.openid).slice(-30) : []
  const counts: Record<string, number> = {}
  for (const bell of wechat.bells) counts[bell.openid] = (counts[bell.openid] ?? 0) + 1
  return {
    now: now.toISOString(),
    clock: `${sayFullInstant(now)} ${sayWeekday(chinaDateOf(now))}`,
    ahead: Math.round(clock.offset() / 60_000),
    me: me && { openid: me.openid, name: me.name },
    counts,
    bells: mine.reverse().map((bell) => {
      const template = templates.find((one) => one.id === bell.templateId)
      const fields = [...(template?.fields ?? [])].map(([key, label]) => ({ label, value: bell.fields[key] ?? '' }))
      return { at: sayInstant(new Date(bell.at), now), title: template?.title ?? '', fields, page: bell.page }
    }),
    templates: templates.map((one) => ({
      bell: one.bell,
      title: one.title,
      left: me ? wechat.consentsLeft(me.openid, one.id) : 0,
    })),
    services: serviceNames.map((name) => ({
      name,
      label: services[name],
      kinds: kindsOf(name).map((kind) => ({ kind, label: troubleKinds[kind] })),
      trouble: trouble.of(name),
    })),
  }
}

async function post(options: SimulatorOptions, name: string, request: IncomingMessage, response: ServerResponse) {
  if (!isOwnPage(request)) return json(response, 403, { text: '只能从模拟器页面操作。' })
  let body: Body
  try {
    const parsed: unknown = JSON.parse((await readAll(request, 10_000)).toString('utf8'))
    body = typeof parsed === 'object' && parsed !== null ? { ...parsed } : {}
  } catch {
    return json(response, 400, { text: '请求的格式不对。' })
  }
  const act = Object.hasOwn(actions, name) ? actions[name] : undefined
  if (!act) return json(response, 404, { text: '没有这个操作。' })
  const { status = 200, cookies = [], ...answer } = await act(options, body, request)
  if (cookies.length > 0) response.setHeader('set-cookie', cookies)
  json(response, status, answer)
}

/** A page of another site cannot send JSON here, nor without saying where it is from. */
function isOwnPage(request: IncomingMessage): boolean {
  const { origin, host } = request.headers
  const json = /^application\/json\b/i.test(request.headers['content-type'] ?? '')
  return json && (origin === undefined || origin === `http://${host ?? ''}` || origin === `https://${host ?? ''}`)
}

interface Acted {
  readonly status?: number
  readonly cookies?: readonly string[]
  readonly text?: string
}
type Act = (options: SimulatorOptions, body: Body, request: IncomingMessage) => Promise<Acted>

const actions: Readonly<Record<string, Act>> = {
  become: async (options, { openid }) => become(options, String(openid)),
  newcomer: async (options) => {
    const count = [...options.wechat.accounts.values()].filter((one) => one.name.startsWith('新来的群众')).length
    const made = options.wechat.addAccount({ name: `新来的群众${count + 1}`, about: '群众（刚打开小程序）' })
    return become(options, made.openid)
  },
  leave: async () => ({ cookies: [expired(SESSION_COOKIE), expired(WECHAT_COOKIE)] }),
  consent: async (options, body, request) => allow(options, body, wechatOf(request)),
  clock: async (options, body) => moveClock(options, body),
  trouble: async (options, body) => misbehave(options, body),
}

/** Signs in: a session of the product, and the mark of who one is in the simulated WeChat. */
async function become({ platform, wechat, clock }: SimulatorOptions, openid: string): Promise<Acted> {
  const account = wechat.accounts.get(openid)
  if (!account) return { status: 404, text: '没有这个人。' }
  const now = clock.now()
  const personId = await personOfOpenid(databaseOf(platform.pool), platform.keys, openid, now)
  const token = await openSession(platform.pool, personId, now)
  wechat.see(openid, now)
  return { cookies: [`${SESSION_COOKIE}=${token}; ${COOKIE_RULES}`, `${WECHAT_COOKIE}=${openid}; ${COOKIE_RULES}`] }
}

const expired = (cookie: string) => `${cookie}=; ${COOKIE_RULES}; Max-Age=0`

/** She taps 允许 in WeChat's dialog: WeChat notes it, and the mini-program tells the product, by its own action. */
async function allow(options: SimulatorOptions, body: Body, openid: string | undefined): Promise<Acted> {
  const template = templates.find((one) => one.bell === body.bell)
  if (!template || openid === undefined || !options.wechat.accounts.has(openid)) return { status: 400, text: '请先选一个人。' }
  const times = Math.min(Math.max(1, Number(body.times) || 1), MOST_CONSENTS)
  for (let i = 0; i < times; i++) {
    const call = { action: 'notice.consent', input: { bells: [template.bell] }, requestId: randomUUID() }
    const answer: unknown = await options.functions.get('notice')?.(call, contextOf(openid))
    const isOk = typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === true
    if (!isOk) return { status: 502, text: '没有记下，请稍后再试。' }
    options.wechat.consent(openid, template.id, options.clock.now())
  }
  return {}
}

/** Moves the clock forward, and lets the timer function see the new time at once. */
async function moveClock({ clock, timer }: SimulatorOptions, body: Body): Promise<Acted> {
  const target = momentOf(clock.now(), body)
  if (!target) return { status: 400, text: '请选一个日期。' }
  try {
    clock.moveTo(target)
  } catch (trouble) {
    if (!(trouble instanceof RangeError)) throw trouble
    return { status: 400, text: trouble.message }
  }
  await timer.run()
  return {}
}

const LONGEST_WAIT_S = 600

/** Platform trouble for practice: a service misbehaves until it is told to behave. */
async function misbehave({ trouble }: SimulatorOptions, { service, kind, seconds }: Body): Promise<Acted> {
  const name = serviceNames.find((one) => one === service)
  const asked = name && kindsOf(name).find((one) => one === kind)
  if (!name || (kind !== undefined && !asked)) return { status: 400, text: '没有这种故障。' }
  const wait = typeof seconds === 'number' && seconds > 0 && seconds <= LONGEST_WAIT_S ? seconds : undefined
  trouble.set(name, asked, wait)
  return {}
}

function momentOf(now: Date, body: Body): Date | undefined {
  if (typeof body.hours === 'number' && body.hours > 0 && body.hours <= 24 * 366) {
    return new Date(now.getTime() + body.hours * 3_600_000)
  }
  // To a date: at nine in the morning, when offices open.
  if (typeof body.date === 'string' && isChinaDate(body.date)) return instantAt(body.date, 9, 0)
  return undefined
}

async function poster({ platform, scanAddress }: SimulatorOptions, code: string, response: ServerResponse) {
  const stations = await listStations(platform.pool)
  const station = stations.find((one) => one.code === code)
  if (!station) return plain(response, 404, '没有这个代表家站。')
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' })
  response.end(await drawPoster(station, scanAddress(code)))
}
