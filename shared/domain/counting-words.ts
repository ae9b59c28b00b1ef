import { type Outcome, type Placing, type NextStep, type CountingRules } from './counting'
import { type ChannelName, type Discrepancy, type RecordSheet } from './counting-sheet'

/** The outcome of a poll in plain words: for the screen in the hall, the record, and the announcement. */

const CHANNELS: Record<ChannelName, string> = { paper: '纸质票', electronic: '电子票' }

const DISCREPANCIES: Record<Discrepancy['kind'], (found: number, expected: number) => string> = {
  notANumber: (found) => `有一个数不是非负整数（${found}）`,
  presentOverEntitled: (found, expected) => `实到 ${found} 人多于应到 ${expected} 人`,
  issuedOverPresent: (found, expected) => `发出 ${found} 张票多于实到 ${expected} 人，可能有人领了两种票`,
  invalidOverReturned: (found, expected) => `无效 ${found} 张多于收回 ${expected} 张`,
  blankOverValid: (found, expected) => `空白 ${found} 张多于有效 ${expected} 张`,
  electronicInvalid: (found) => `电子票不会无效，却记了 ${found} 张`,
  projectMissing: () => '没有计票数',
  projectUnknown: () => '不在候选项目中，却有计票数',
  votesNotValid: (found, expected) => `赞成、反对、弃权合计 ${found}，应等于有效票 ${expected} 张`,
  abstainUnderBlank: (found, expected) => `弃权 ${found} 少于空白票 ${expected} 张`,
  marksOverMarked: (found, expected) => `得票 ${found} 多于选了项目的票 ${expected} 张`,
  marksOutOfRange: (found, expected) => `全部得票合计 ${found}，与票数对不上（界限 ${expected}）`,
}

/** One thing that does not add up. */
export function sayDiscrepancy({ kind, channel, project, found, expected }: Discrepancy): string {
  const where = [channel === undefined ? '' : CHANNELS[channel], project === undefined ? '' : `“${project}”`].join('')
  return `${where}${where === '' ? '' : '：'}${DISCREPANCIES[kind](found, expected)}。`
}

/** The record sheet in the order in which it is read out. */
export function saySheet({ entitled, present, issued, returned, valid, invalid, abstained }: RecordSheet): string {
  return `应到 ${entitled} 人，实到 ${present} 人；发出 ${issued} 张，收回 ${returned} 张；有效 ${valid} 张，无效 ${invalid} 张；空白弃权 ${abstained} 张。`
}

const FATES: Record<Placing['fate'], string> = {
  adopted: '通过',
  tied: '票数相同，待再次票决',
  outvoted: '得票过半，但名额已满',
  notPassed: '未获通过',
}

function sayNext(next: NextStep): string {
  const names = 'projects' in next ? next.projects.map((project) => `“${project}”`).join('、') : ''
  switch (next.kind) {
    case 'done':
      return '票决结束。'
    case 'roundAmongTied':
      return `${names}票数相同，就剩余 ${next.seats} 个名额再次票决。`
    case 'presidiumDecides':
      return `还有 ${next.seats} 个名额没有选出，由主席团决定再次票决或者空缺。`
    case 'leftVacant':
      return `还有 ${next.seats} 个名额没有选出，按规定空缺。`
  }
}

/** The whole outcome, one sentence a line. */
export function sayOutcome(rules: CountingRules, outcome: Outcome): string[] {
  const { sheet } = outcome
  switch (outcome.kind) {
    case 'unsound':
      return ['计票数字对不上，不能宣布结果：', ...outcome.discrepancies.map(sayDiscrepancy)]
    case 'noQuorum':
      return [`实到 ${sheet.present} 人，不足法定的 ${outcome.needed} 人，不能进行票决。`]
    case 'void':
      return [`收回 ${sheet.returned} 张，发出 ${sheet.issued} 张，收回多于发出，本次票决无效，重新进行。`]
    case 'counted': {
      const base = rules.passing.base === 'entitled' ? '全体代表' : '实到代表'
      const lines = outcome.placings.map(({ project, votes, fate }) => {
        const counts = rules.form.kind === 'each' ? `赞成 ${votes.for}，反对 ${votes.against}，弃权 ${votes.abstain}` : `得票 ${votes.for}`
        return `“${project}”：${counts}。${FATES[fate]}。`
      })
      return [saySheet(sheet), `按${base}计算，${outcome.needed} 票以上通过。`, ...lines, sayNext(outcome.next)]
    }
  }
}
