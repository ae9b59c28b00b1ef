/**
 * What must not compile. Each line marked `@ts-expect-error` fails `npm run check` on the day it compiles.
 */
import type { opinionActions } from '@shared/contract/opinion'
import { peopleActions } from '@shared/contract/people'
import type { Contract } from '@shared/contract/registry'
import { refusal, refusalTexts, type RefusalCode } from '@shared/contract/refusals'
import { ok, refuse } from '../../cloudfunctions/kit/result'
import { serve, type HandlerOf } from '../../cloudfunctions/kit/serve'

type Withdraw = HandlerOf<(typeof opinionActions)['opinion.withdraw']>

// A refusal that the action does not declare.
// @ts-expect-error opinion.withdraw does not declare ALREADY_RATED
export const undeclared: Withdraw = async () => refuse('ALREADY_RATED')

// An output of another shape.
// @ts-expect-error the sentence is missing
export const wrongOutput: Withdraw = async () => ok({ done: true })

// A declared refusal without what its text needs.
// @ts-expect-error NOT_OPEN says how things stand now
export const noDetail = () => refusal('NOT_OPEN')

// A room without a handler for one of its actions.
// @ts-expect-error people.units has no handler
export const missing = () => serve(peopleActions, { 'people.me': async () => refuse('NOT_FOUND') })

// A handler that reads a seat where the caller has none.
export const noSeat: Withdraw = async (ctx) => {
  // @ts-expect-error a resident sits on no seat
  return ok({ sentence: ctx.actor.seatId })
}

// A call with an input of another shape, as the client sees it.
// @ts-expect-error the opinion is named by its id
export const wrongInput: Contract['opinion.withdraw']['input'] = { id: '1' }

// Every refusal has its text: a code without one is no code.
export const texts: Readonly<Record<RefusalCode, (...detail: never[]) => string>> = refusalTexts
// @ts-expect-error there is no such refusal
export const unknownCode: RefusalCode = 'SOMETHING_ELSE'
