import type { ActionName, Contract } from '@shared/contract/registry'
import type { FieldProblem } from '@shared/contract/refusals'
import { sendTo } from '@/platform/cloud'

/** Refusals that the phone itself makes, when no answer came or none that can be read. */
const ownRefusals = {
  OFFLINE: '网络不通，内容还在手机里。请检查网络后再点一次。',
  UNREADABLE: '服务器的回答看不懂，可能正在维护。您写的内容还在，请稍后再试。',
} as const
type OwnRefusal = keyof typeof ownRefusals

/** Why something was not done: a code, what to tell the person, and which fields to mend. */
export interface Refusal<C extends string = string> {
  readonly code: C
  readonly text: string
  readonly fields?: readonly FieldProblem[]
}

export type Input<N extends ActionName> = Contract[N]['input']
export type Output<N extends ActionName> = Contract[N]['output']
export type Answer<N extends ActionName> =
  | { readonly ok: true; readonly value: Output<N> }
  | { readonly ok: false; readonly refusal: Refusal<Contract[N]['refusal'] | OwnRefusal> }

export interface CallOptions {
  /** Makes a write happen once, however often it is sent. Every write needs one. */
  readonly requestId?: string
  /** From which of her seats a person acts; none for what a resident does. */
  readonly seat?: string
}

/**
 * Asks for one action of the contract. Never throws: a failure is a refusal with words for the person.
 * The answer's shape is the server's promise, which it checks itself before it answers.
 */
export async function call<N extends ActionName>(
  action: N,
  input: Input<N>,
  options: CallOptions = {},
): Promise<Answer<N>> {
  const room = action.slice(0, action.indexOf('.'))
  let answer: unknown
  try {
    answer = await sendTo(room, { action, input, ...options })
  } catch (problem) {
    return { ok: false, refusal: own(problem instanceof SyntaxError ? 'UNREADABLE' : 'OFFLINE') }
  }
  if (isAnswer(answer)) return answer as Answer<N> // the server checked the output against the same contract
  return { ok: false, refusal: own('UNREADABLE') }
}

function own(code: OwnRefusal): Refusal<OwnRefusal> {
  return { code, text: ownRefusals[code] }
}

function isAnswer(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) return false
  return answer.ok === true ? 'value' in answer : 'refusal' in answer
}

/** A refusal on its way through react-query, which knows failures only as thrown errors. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.text)
  }
}

/** The refusal behind anything thrown. */
export function refusalOf(error: unknown): Refusal {
  return error instanceof Refused ? error.refusal : own('UNREADABLE')
}
