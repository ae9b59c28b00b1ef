import { randomUUID } from 'node:crypto'
import type { Answer } from '../../../shared/contract/refusals'
import type { ActionName, Contract } from '../../../shared/contract/registry'
import type { County, Person } from '../../../tests/functions/county'
import { RATED, type Seen } from './cases'

/** One call that takes part in a race, and the ledger lines that it leaves where it succeeds: [case, line]. */
export interface Move {
  readonly name: string
  readonly lines: readonly (readonly [string, string])[]
  readonly call: (requestId: string) => Promise<Answer<unknown>>
}

type Input<N extends ActionName> = Contract[N]['input']

/** Every move of the loop on one case as it was seen, by whoever may make it. */
export function movesOn(county: County, seen: Seen, people: { clerk: Person; submitter: Person }) {
  const { ids } = county
  const { id: opinionId, version } = seen
  const handlingId = seen.handlingId ?? ''
  const unit = seen.unitId === ids.water ? ids.waterHandler : ids.handler
  const otherUnit = seen.unitId === ids.water ? ids.housing : ids.water
  const move = <N extends ActionName>(person: Person, name: N, input: Input<N>, lines: readonly string[]): Move => ({
    name,
    lines: lines.map((line) => [opinionId, line]),
    call: (requestId) => county.as(person).call(name, input, requestId),
  })
  const at = { opinionId, version }
  const on = { handlingId, version }
  const { clerk, submitter } = people
  return {
    vouch: () => move(clerk, 'opinion.vouch', at, ['vouch']),
    accept: () => move(clerk, 'opinion.accept', { ...at, category: 'roads' }, ['accept']),
    decline: () => move(clerk, 'opinion.decline', { ...at, reason: 'noContent', words: '没有具体地点' }, ['decline']),
    askForMore: () => move(clerk, 'opinion.askForMore', { ...at, words: '请写明地点' }, ['askForMore']),
    answerNow: () => move(clerk, 'opinion.answerNow', { ...at, text: `已修好。${randomUUID()}`, mediaIds: [] }, ['answerNow']),
    assign: () => move(clerk, 'opinion.assign', { ...at, unitId: ids.housing, weight: 'small' }, ['assign']),
    mergeInto: (other: string): Move => ({
      name: 'opinion.merge',
      lines: [
        [opinionId, 'merge'],
        [other, 'mergedHere'],
      ],
      call: (requestId) => county.as(clerk).call('opinion.merge', { ...at, into: other }, requestId),
    }),
    withdraw: () => move(submitter, 'opinion.withdraw', { opinionId }, ['withdraw']),
    supplement: () => move(submitter, 'opinion.supplement', { opinionId, text: `在南门${randomUUID()}`, mediaIds: [] }, ['supplement']),
    rate: (rating: 'satisfied' | 'mostly' | 'dissatisfied') => move(submitter, 'opinion.rate', { opinionId, round: seen.round, rating }, [RATED]),
    /** One of several who share the case rates it: the line stands with the case. */
    rateBy: (own: { id: string; person: Person }, rating: 'satisfied' | 'dissatisfied'): Move => ({
      name: 'opinion.rate',
      lines: [[opinionId, RATED]],
      call: (requestId) => county.as(own.person).call('opinion.rate', { opinionId: own.id, round: seen.round, rating }, requestId),
    }),
    acknowledge: () => move(unit, 'handling.acknowledge', on, ['acknowledge']),
    return: () => move(unit, 'handling.return', { ...on, reason: '不归我们管' }, ['return']),
    progress: () => move(unit, 'handling.progress', { ...on, text: '在修', mediaIds: [] }, ['progress']),
    reply: () => move(unit, 'handling.reply', { ...on, text: `已修好。${randomUUID()}`, replyClass: 'A', mediaIds: [] }, ['reply']),
    insist: () => move(clerk, 'handling.insist', { ...on, words: '由你局办理' }, ['insist']),
    transfer: () => move(clerk, 'handling.transfer', { ...on, unitId: otherUnit, weight: 'small' }, ['transfer']),
    takeBack: () => move(clerk, 'handling.takeBack', on, ['takeBack', 'takeBack']),
    sendBack: () => move(clerk, 'handling.sendBack', { ...on, remark: '请写明完成日期' }, ['sendBack']),
    release: () => move(clerk, 'handling.release', on, ['release']),
    urge: () => move(clerk, 'handling.urge', on, ['urge']),
  }
}

export type Moves = ReturnType<typeof movesOn>
