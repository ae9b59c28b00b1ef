import { chinaDateOf, daysBetween, isChinaDate } from '@shared/domain/china-time'
import { handlingStates, type HandlingState } from '@shared/domain/handling'
import { sayDay } from '@shared/domain/say-date'
import type { Tone } from '@/components/state-mark'

/** What is known of a matter, in a list or in its case. */
export interface Matter {
  readonly state: HandlingState
  readonly dueOn: string
  readonly dueWords: string
  readonly overdue: boolean
}

const tones: Readonly<Record<HandlingState, Tone>> = {
  assigned: 'care',
  acknowledged: 'plain',
  inProgress: 'plain',
  returned: 'plain',
  replied: 'plain',
  released: 'plain',
  rework: 'care',
  closed: 'good',
  ended: 'plain',
}

// From how many days before the date it is worth a colour.
const soon = 3

/** How much time is left, in a word; where nothing is owed, how the matter stands. */
export function dueMark({ state, dueOn, dueWords, overdue }: Matter, now: Date): { word: string; tone: Tone } {
  if (dueWords === '') return stateMark(state)
  if (overdue) return { word: dueWords, tone: 'bad' }
  const near = isChinaDate(dueOn) && daysBetween(chinaDateOf(now), dueOn) <= soon
  return { word: dueWords, tone: near ? 'care' : 'plain' }
}

/** How the matter stands for its unit, in a word. */
export function stateMark(state: HandlingState): { word: string; tone: Tone } {
  return { word: handlingStates[state], tone: tones[state] }
}

/** How the matter stands, as a sentence to the handler. */
export function sayToUnit({ state, dueOn, overdue }: Matter, now: Date): string {
  const by = isChinaDate(dueOn) ? sayDay(dueOn, chinaDateOf(now)) : dueOn
  switch (state) {
    case 'assigned':
      return overdue ? `还没有签收，原定${by}前答复，已经超期` : `请签收，${by}前答复`
    case 'acknowledged':
    case 'inProgress':
      return overdue ? `原定${by}前答复，已经超期，请尽快办` : `正在办理，${by}前答复`
    case 'rework':
      return overdue ? `重新办理原定${by}前答复，已经超期` : `群众不满意，请重新办理，${by}前再答复`
    case 'returned':
      return '已提出退回，等人大决定'
    case 'replied':
      return '答复已提交，等人大审核'
    case 'released':
      return '答复已发给群众，等评价'
    case 'closed':
      return '已办结'
    case 'ended':
      return '已转给其他单位办理'
  }
}
