import { opinionStates, ratings, type OpinionState, type Rating } from '../../shared/domain/opinion'
import type { Rate } from './reconcile'
import type { Replayed } from './replay'

const say = ({ part, of }: Rate) => `${part}/${of}${of > 0 ? `，${((100 * part) / of).toFixed(1)}%` : ''}`

/** The outcome of a replay in words; the counts that do not agree are marked. */
export function sayTotals({ read, bad, play, totals, seconds }: Replayed): string[] {
  const { tally, stage } = play
  const { events } = totals.ledger
  const states = Object.entries(totals.states).map(([state, n]) => `${opinionStates[state as OpinionState]}${n}`) // written from the states
  // Object.keys is typed string[]; the record's own type says which keys there are.
  const rated = (Object.keys(ratings) as Rating[]).map((rating) => `${ratings[rating]}${totals.ratings[rating]}`)
  return [
    `读到${read}条，提交${tally.submitted}件，群众${play.residents.size}人`,
    ...bad.map(({ line, why }) => `第${line}行没有重演：${why}`),
    ...[...tally.notTaken].map(([why, n]) => `没有收下${n}件：${why}`),
    `现在的状态：${states.join('、')}`,
    `经过：受理${events.accept ?? 0}、交办${events.assign ?? 0}、退回${events.return ?? 0}（转办${events.transfer ?? 0}、收回${tally.events.get('handling.takeBack') ?? 0}、不同意${events.insist ?? 0}）、` +
      `退回补充${events.askForMore ?? 0}、进展${events.progress ?? 0}、延期申请${events.askExtension ?? 0}（同意${events.grantExtension ?? 0}）、催办${events.urge ?? 0}、` +
      `答复退回重写${events.sendBack ?? 0}、答复发出${events.release ?? 0}、即时答复${events.answerNow ?? 0}、合并${events.merge ?? 0}`,
    `评价：${rated.join('、')}；重新办理${events.rateNotHelped ?? 0}件`,
    `办复率（已答复的提交人/应答复的提交人）：${say(totals.answered)}`,
    `满意率（最后一次评价满意或基本满意/评价过的提交人）：${say(totals.content)}`,
    `按期率（期限内提交的答复/发出的单位答复）：${say(totals.onTime)}，逾期${totals.ledger.late}件`,
    `账本：${totals.ledger.cases}案${totals.ledger.lines}行逐行核验，断链${totals.ledger.broken}处`,
    `订阅消息送达${totals.bellsRung}条；定时任务运行${stage.counts.ticks}次；调用${stage.counts.calls}次，用时${seconds.toFixed(1)}秒`,
    ...[...tally.unexpected].map(([what, n]) => `意料之外的拒绝${n}次：${what}`),
    ...totals.checks.map(({ what, one, other }) => `${one === other ? '相符' : '不符'}  ${what}：${one} ${one === other ? '=' : '≠'} ${other}`),
  ]
}

/** The same as one JSON line. */
export function jsonTotals({ read, bad, play, totals, seconds }: Replayed): string {
  const { tally, stage } = play
  return JSON.stringify({
    read,
    bad: bad.length,
    submitted: tally.submitted,
    notTaken: Object.fromEntries(tally.notTaken),
    states: totals.states,
    events: totals.ledger.events,
    ratings: totals.ratings,
    answered: totals.answered,
    content: totals.content,
    onTime: totals.onTime,
    ledger: { cases: totals.ledger.cases, lines: totals.ledger.lines, broken: totals.ledger.broken },
    bellsRung: totals.bellsRung,
    calls: stage.counts.calls,
    ticks: stage.counts.ticks,
    internal: stage.counts.internal,
    unexpected: Object.fromEntries(tally.unexpected),
    failed: failedChecks(totals.checks),
    seconds: Number(seconds.toFixed(1)),
  })
}

/** The checks whose two counts do not agree. */
export function failedChecks(checks: Replayed['totals']['checks']): string[] {
  return checks.filter(({ one, other }) => one !== other).map(({ what }) => what)
}
