import type { CategoryId } from '../../shared/domain/category'
import type { ReplyClass } from '../../shared/domain/handling'
import type { DeclineReason, Rating } from '../../shared/domain/opinion'
import type { Weight } from '../../shared/domain/profile'
import type { UnitKey } from './places'

/** What happens to the case: staff decide, the submitter speaks. */
type CaseMove =
  | { readonly do: 'accept' | 'withdraw' }
  | { readonly do: 'decline'; readonly reason: DeclineReason; readonly words: string }
  | { readonly do: 'askForMore'; readonly words: string }
  | { readonly do: 'supplement' | 'answerNow'; readonly text: string }
  | { readonly do: 'merge'; readonly into: string }
  | { readonly do: 'assign'; readonly unit: UnitKey; readonly weight: Weight; readonly remark?: string }
  | { readonly do: 'rate'; readonly rating: Rating; readonly words?: string }

/** What happens in a unit's hands, and how staff steer it. */
type HandlingMove =
  | { readonly do: 'acknowledge' | 'release' | 'grantExtension' }
  | { readonly do: 'insist' | 'urge'; readonly words: string }
  | { readonly do: 'progress'; readonly text: string }
  | { readonly do: 'transfer'; readonly unit: UnitKey; readonly weight: Weight; readonly remark?: string }
  | { readonly do: 'return'; readonly reason: string }
  | { readonly do: 'askExtension'; readonly days: number; readonly reason: string }
  | { readonly do: 'reply'; readonly text: string; readonly replyClass: ReplyClass; readonly promisedInDays?: number }
  | { readonly do: 'sendBack'; readonly remark: string }

interface When {
  /** Days after the opinion came in. */
  readonly after: number
}
export type HandlingStep = When & HandlingMove
export type Step = (When & CaseMove) | HandlingStep

/** How one opinion came in and what happened to it. */
export interface Story {
  readonly key: string
  /** Days before the first start on which it came in. */
  readonly daysAgo: number
  /** Who brought it: a resident, or a deputy who took it down. */
  readonly by: { readonly resident: number } | { readonly deputyOf: number }
  /** Index into the county's stations. */
  readonly station: number
  readonly text: string
  readonly category?: CategoryId
  readonly anonymous?: boolean
  /** Leaves name and phone. */
  readonly contact?: boolean
  readonly onBehalfOf?: { readonly name: string; readonly relation: string }
  readonly place?: string
  /** The content check is not run while she is in the mini-program: it waits, as it does when WeChat is down. */
  readonly unchecked?: boolean
  readonly steps: readonly Step[]
}

/** The moves of a matter that a unit took on and answered. */
export function handled(
  unit: UnitKey,
  weight: Weight,
  at: { readonly assign: number; readonly reply: number },
  reply: { readonly text: string; readonly replyClass: ReplyClass; readonly promisedInDays?: number },
  progress?: string,
): Step[] {
  const halfway = (at.assign + 1 + at.reply) / 2
  return [
    { after: at.assign, do: 'assign', unit, weight },
    { after: at.assign + 1, do: 'acknowledge' },
    ...(progress ? [{ after: halfway, do: 'progress', text: progress } as const] : []),
    { after: at.reply, do: 'reply', ...reply },
  ]
}
