import { handlingStates, type HandlingState } from '@shared/domain/handling'
import { opinionStates, type OpinionState } from '@shared/domain/opinion'
import type { Tone } from './state-mark'

const tones: Readonly<Record<OpinionState, Tone>> = {
  checking: 'plain',
  toReview: 'plain',
  accepted: 'plain',
  askedForMore: 'care',
  declined: 'bad',
  answered: 'care',
  merged: 'plain',
  handling: 'plain',
  withdrawn: 'plain',
  closed: 'good',
}

interface Standing {
  readonly state: OpinionState
  readonly handlingState?: HandlingState
  readonly overdue: boolean
}

/** How a case stands for its submitter, in a word. What goes on between staff and unit is all "being handled" to her. */
export function opinionMark({ state, handlingState, overdue }: Standing): { word: string; tone: Tone } {
  if (overdue) return { word: '已超过期限', tone: 'bad' }
  if (state === 'handling' && handlingState === 'released') return { word: handlingStates.released, tone: 'care' }
  if (state === 'handling' && handlingState === 'rework') return { word: handlingStates.rework, tone: 'plain' }
  return { word: opinionStates[state], tone: tones[state] }
}
