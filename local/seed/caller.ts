import { randomUUID } from 'node:crypto'
import type { ActionName, Contract } from '../../shared/contract/registry'
import { contextOf, type Functions } from '../functions'
import type { WeChatRecord } from '../services/wechat-record'

type Input<N extends ActionName> = Contract[N]['input']
type Output<N extends ActionName> = Contract[N]['output']

/** Who calls: somebody's WeChat, and the seat she acts from, if any; neither for a visitor. */
export interface Caller {
  readonly openid?: string
  readonly seatId?: string
}

/** Calls actions of the built functions as the mini-program does. A refusal throws: the seed asks for nothing that is refused. */
export class SeedCaller {
  constructor(
    private readonly functions: Functions,
    private readonly wechat: WeChatRecord,
    private readonly now: () => Date,
  ) {}

  async call<N extends ActionName>(who: Caller, action: N, input: Input<N>): Promise<Output<N>> {
    if (who.openid) this.wechat.see(who.openid, this.now())
    const run = this.functions.get(action.split('.')[0] ?? '')
    if (!run) throw new Error(`no function for ${action}`)
    const seat = who.seatId ? { seat: who.seatId } : {}
    const event = { action, input, requestId: randomUUID(), ...seat }
    const answer = await run(event, who.openid ? contextOf(who.openid) : {})
    if (isOk(answer)) return answer.value as Output<N> // serve checked it against the action's schema
    throw new Error(`${action} at ${this.now().toISOString()}: ${JSON.stringify(answer)}`)
  }
}

function isOk(answer: unknown): answer is { ok: true; value: unknown } {
  return typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === true
}
