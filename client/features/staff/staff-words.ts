import { handlingStates, type HandlingState } from '@shared/domain/handling'
import { opinionStates, type OpinionState } from '@shared/domain/opinion'
import type { Output } from '@/api/call'
import type { Tone } from '@/components/state-mark'

export type CaseFile = Output<'opinion.viewAsStaff'>
export type DeskLine = Output<'opinion.queue'>['items'][number]

export interface Mark {
  readonly word: string
  readonly tone: Tone
}

// So many working days left ask for attention; so does a day that is named, today.
const soon = 2

/**
 * How near the date that is owed is: words with a tone; nothing where no date is owed. The tone follows the words, whose
 * working days only the server can count: the same words always have the same shape.
 */
export function dueMark({ dueWords, overdue }: Pick<DeskLine, 'dueWords' | 'overdue'>): Mark | undefined {
  if (dueWords === undefined) return undefined
  if (overdue) return { word: dueWords, tone: 'bad' }
  const left = /\d+/.exec(dueWords)
  return { word: dueWords, tone: left === null || Number(left[0]) <= soon ? 'care' : 'plain' }
}

const opinionTones: Readonly<Record<OpinionState, Tone>> = {
  checking: 'plain',
  toReview: 'care',
  accepted: 'care',
  askedForMore: 'plain',
  declined: 'plain',
  answered: 'plain',
  merged: 'plain',
  handling: 'plain',
  withdrawn: 'plain',
  closed: 'good',
}

const handlingTones: Readonly<Record<HandlingState, Tone>> = {
  assigned: 'plain',
  acknowledged: 'plain',
  inProgress: 'plain',
  returned: 'care',
  replied: 'care',
  released: 'plain',
  rework: 'plain',
  closed: 'good',
  ended: 'plain',
}

/** Where a case stands, in a word: what waits for staff is a triangle. */
export function stateMark(state: OpinionState, handlingState?: HandlingState): Mark {
  if (state === 'handling' && handlingState !== undefined) {
    return { word: handlingStates[handlingState], tone: handlingTones[handlingState] }
  }
  if (state === 'askedForMore') return { word: '待群众补充', tone: 'plain' }
  return { word: opinionStates[state], tone: opinionTones[state] }
}

/** The content check, where it is not simply passed. */
export function checkMark(check: DeskLine['check']): Mark | undefined {
  if (check === 'pending') return { word: '正在检查', tone: 'plain' }
  if (check === 'review') return { word: '检查存疑', tone: 'care' }
  if (check === 'risky') return { word: '检查未通过', tone: 'bad' }
  return undefined
}
