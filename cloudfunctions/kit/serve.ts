import { randomUUID } from 'node:crypto'
import type { Action, Actions, OutputOf, ParsedOf, RefusalOf, RoleOf } from '@shared/contract/action'
import { envelope, type Envelope } from '@shared/contract/envelope'
import type { CommonRefusal, FieldProblem, RefusalCode } from '@shared/contract/refusals'
import type { ActionName } from '@shared/contract/registry'
import { chinaDateOf, type ChinaDate } from '@shared/domain/china-time'
import { sayInstant } from '@shared/domain/say-date'
import { actorOnSeat, type Actor, type ActorOf } from './actor'
import { databaseOf, sqlState, type Db, type Tx } from './database'
import { asHttp, callerOf, readEvent, type Incoming } from './event'
import { countersOf, networkOf, overLimit, type Rule } from './limits'
import { cloudPlatform, type Platform } from './platform'
import { claimRequest, keepAnswer } from './requests'
import { ok, refuse, refuseFields, type Refused, type Result } from './result'
import { turnsOf } from './turns'

/** What a handler works with. `db` is the call's one transaction for a write, the pool for a read. */
export interface Ctx<A extends Actor = Actor> {
  readonly db: Db
  readonly actor: A
  readonly now: Date
  readonly today: ChinaDate
  readonly platform: Platform
  readonly web: Web
}

/** What a call from a web page brings, and what its answer takes along. Empty for a call from the mini-program. */
export interface Web {
  readonly sessionId?: string | undefined
  readonly browser: string
  /** Cookies for the browser; they leave only with a success that is no repeat. */
  readonly cookies: string[]
}

export type HandlerOf<A extends Action> = (
  ctx: Ctx<ActorOf<RoleOf<A>>>,
  input: ParsedOf<A>,
) => Promise<Result<OutputOf<A>, RefusalOf<A>>>

/** One handler for each action of a room: a missing one does not compile. */
export type HandlersOf<R extends Actions> = { readonly [N in keyof R]: HandlerOf<R[N]> }

/**
 * How often an action may be called: by one person, from one network, at one station, as its rules say. The rules stand in
 * the order in which they are counted, what is the caller's own first. An action without rules counts, and writes, nothing.
 */
export type LimitsOf<R extends Actions> = {
  readonly [N in keyof R]?: readonly Rule<ParsedOf<R[N]>, ActorOf<RoleOf<R[N]>>>[]
}

export type Main = (event: unknown, context: unknown) => Promise<unknown>

/** What a room's index.ts exports: `main` for the cloud, `create` for whoever brings a platform of their own. */
export interface Served {
  readonly main: Main
  readonly create: (platform: Platform) => Main
}

type AnyAnswer = Result<unknown, RefusalCode>

/** Makes the function of a room: parse, authorise, run in one transaction, check the answer, commit. */
export function serve<R extends Actions>(actions: R, handlers: HandlersOf<R>, limits: LimitsOf<R> = {}): Served {
  // Inside, the types of one action are no longer tied to its name; the public signature has checked every pairing.
  const room: Room = {
    actions,
    handlers: handlers as unknown as Room['handlers'],
    limits: limits as unknown as Room['limits'],
  }
  const create = (platform: Platform): Main => (event, context) => answerEvent(platform, room, event, context)
  return { create, main: (event, context) => create(cloudPlatform())(event, context) }
}

interface Room {
  readonly actions: Actions
  readonly handlers: Readonly<Record<string, (ctx: Ctx, input: unknown) => Promise<AnyAnswer>>>
  readonly limits: Readonly<Record<string, readonly Rule[] | undefined>>
}

async function answerEvent(platform: Platform, room: Room, event: unknown, context: unknown): Promise<unknown> {
  const began = performance.now()
  const line: Record<string, unknown> = { incident: randomUUID().slice(0, 8) }
  const cookies: string[] = []
  const endTurn = await turnsOf(platform).take(callerOf(event, context))
  const { http, answer } = endTurn
    ? await answerInTurn(platform, room, event, context, line, cookies).finally(endTurn)
    : { http: asHttp(event, context) !== undefined, answer: refuseCrowd(platform) }
  line.outcome = answer.ok ? 'ok' : answer.refusal.code
  line.ms = Math.round(performance.now() - began)
  platform.log(line)
  return http ? httpAnswer(answer, cookies) : answer
}

/** One caller has more calls waiting than any page makes. */
function refuseCrowd(platform: Platform): Refused<'SLOW_DOWN'> {
  const now = platform.clock.now()
  return refuse('SLOW_DOWN', { until: sayInstant(new Date(now.getTime() + 60_000), now) })
}

async function answerInTurn(
  platform: Platform,
  room: Room,
  event: unknown,
  context: unknown,
  line: Record<string, unknown>,
  cookies: string[],
): Promise<{ http: boolean; answer: AnyAnswer }> {
  let http = typeof event === 'object' && event !== null && 'httpMethod' in event
  try {
    const incoming = await readEvent(platform, databaseOf(platform.pool), event, context)
    http = incoming.http
    return { http, answer: await answerCall(platform, room, incoming, line, cookies) }
  } catch (trouble) {
    // A failure's message can quote values; only its kind and place go into the log.
    const stack = trouble instanceof Error ? (trouble.stack ?? '').split('\n').slice(1, 8).map((s) => s.trim()) : []
    line.trouble = { kind: trouble instanceof Error ? trouble.name : typeof trouble, sqlState: sqlState(trouble), stack }
    platform.trouble?.(trouble)
    return { http, answer: refuse('INTERNAL', { incident: String(line.incident) }) }
  }
}

function httpAnswer(answer: AnyAnswer, cookies: readonly string[]): unknown {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }
  const withCookies = answer.ok && cookies.length > 0 ? { ...headers, 'set-cookie': cookies.join(', ') } : headers
  return { isBase64Encoded: false, statusCode: 200, headers: withCookies, body: JSON.stringify(answer) }
}

async function answerCall(
  platform: Platform,
  room: Room,
  incoming: Incoming,
  line: Record<string, unknown>,
  cookies: string[],
): Promise<AnyAnswer> {
  const read = envelope.safeParse(incoming.body)
  if (!read.success) return refuseFields([{ path: '', text: '请求的格式不对，请更新到最新版本后再试' }])
  const call = read.data
  const spec = Object.hasOwn(room.actions, call.action) ? room.actions[call.action] : undefined
  if (!spec) return refuse('UNKNOWN_ACTION')
  line.action = call.action
  line.requestId = call.requestId

  const db = databaseOf(platform.pool)
  const actor = await actorFor(db, spec, incoming.personId, call.seat)
  if ('ok' in actor) return actor
  line.role = actor.role

  const input = spec.input.safeParse(call.input)
  if (!input.success) return refuseFields(fieldProblems(input.error.issues))

  const limited = await refuseFlood(platform, db, room.limits[call.action], call, actor, incoming, input.data)
  if (limited) return limited
  const web: Web = { sessionId: incoming.sessionId, browser: incoming.browser, cookies }
  const run: Run = { platform, room, spec, call, actor, input: input.data, web }
  return spec.write ? runWrite(db, run) : runRead(db, run)
}

/** The one place where roles are checked: the action says who may, the platform says who calls. */
async function actorFor(
  db: Db,
  spec: Action,
  personId: string | undefined,
  seatId: string | undefined,
): Promise<Actor | Refused<CommonRefusal>> {
  const may = (role: Actor['role']) => spec.who.includes(role)
  if (personId !== undefined && seatId !== undefined) {
    const seated = await actorOnSeat(db, personId, seatId)
    return seated && may(seated.role) ? seated : refuse('NOT_ALLOWED')
  }
  if (personId !== undefined && may('resident')) return { role: 'resident', personId }
  if (may('visitor')) return { role: 'visitor' }
  return personId === undefined ? refuse('SIGN_IN_REQUIRED') : refuse('NOT_ALLOWED')
}

function fieldProblems(issues: readonly { path: readonly PropertyKey[]; message: string }[]): FieldProblem[] {
  // A text of our own is Chinese; what zod says by itself about types is for programs, so it gets a plain sentence.
  return issues.slice(0, 20).map((issue) => ({
    path: issue.path.map(String).join('.'),
    text: /[\u4e00-\u9fff]/.test(issue.message) ? issue.message : '这一项的内容或格式不对',
  }))
}

async function refuseFlood(
  platform: Platform,
  db: Db,
  rules: readonly Rule[] | undefined,
  call: Envelope,
  actor: Actor,
  incoming: Incoming,
  input: unknown,
): Promise<Refused<'SLOW_DOWN'> | undefined> {
  if (!rules) return undefined
  const network = incoming.http ? networkOf(platform.keys, incoming.address) : undefined
  const until = await overLimit(db, countersOf(call.action, rules, { input, actor, network }), platform.clock.now())
  return until === undefined ? undefined : refuse('SLOW_DOWN', { until })
}

/** A call that was let through. */
interface Run {
  readonly platform: Platform
  readonly room: Room
  readonly spec: Action
  readonly call: Envelope
  readonly actor: Actor
  readonly input: unknown
  readonly web: Web
}

async function runRead(db: Db, run: Run): Promise<AnyAnswer> {
  const result = await handlerOf(run.room, run.call)(contextFor(db, run), run.input)
  return result.ok ? ok(run.spec.output.parse(result.value)) : result
}

/** Thrown to roll back the transaction of a refused write. */
class RolledBack extends Error {
  constructor(readonly refused: Refused<RefusalCode>) {
    super('refused')
  }
}

// Serialisation failure and deadlock: the transaction did nothing and may be tried again.
const TRY_AGAIN = ['40001', '40P01']

async function runWrite(db: Db, run: Run): Promise<AnyAnswer> {
  const { platform, call, actor, web } = run
  if (call.requestId === undefined) return refuseFields([{ path: 'requestId', text: '缺少提交编号，请更新到最新版本后再试' }])
  const caller = actor.role === 'visitor' ? 'visitor' : actor.personId
  // The action's name was found in the room, and every room's actions are in the registry.
  const key = { caller, requestId: call.requestId, action: call.action as ActionName, input: call.input }
  for (let attempt = 1; ; attempt++) {
    web.cookies.length = 0
    try {
      return await db.transaction().execute(async (tx: Tx) => {
        const ctx = contextFor(tx, run)
        const claim = await claimRequest(tx, platform.keys, key, ctx.now)
        if (claim.kind === 'reused') throw new RolledBack(refuse('REQUEST_REUSED'))
        if (claim.kind === 'answered') return ok(claim.value)
        const result = await handlerOf(run.room, call)(ctx, run.input)
        if (!result.ok) throw new RolledBack(result)
        const value = run.spec.output.parse(result.value)
        await keepAnswer(tx, platform.keys, key, value)
        return ok(value)
      })
    } catch (trouble) {
      if (trouble instanceof RolledBack) return trouble.refused
      if (attempt < 4 && TRY_AGAIN.includes(sqlState(trouble) ?? '')) continue
      throw trouble
    }
  }
}

function handlerOf(room: Room, call: Envelope): (ctx: Ctx, input: unknown) => Promise<AnyAnswer> {
  const handler = room.handlers[call.action]
  if (!handler) throw new Error(`no handler for ${call.action}`)
  return handler
}

function contextFor(db: Db, { platform, actor, web }: Run): Ctx {
  const now = platform.clock.now()
  return { db, actor, now, today: chinaDateOf(now), platform, web }
}
