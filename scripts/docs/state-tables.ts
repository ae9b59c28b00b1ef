import { endedOpinionStates, opinionStates, opinionTable } from '@shared/domain/opinion'
import { handlingStates, handlingTable } from '@shared/domain/handling'
import type { Party, StateTable } from '@shared/domain/state-table'
import { table } from './markdown'

const parties: Readonly<Record<Party, string>> = {
  submitter: '提交人',
  deputy: '代表',
  staff: '人大工作人员',
  unit: '承办单位',
  system: '系统',
}

interface Printed {
  readonly title: string
  readonly about: string
  readonly states: Readonly<Record<string, string>>
  readonly rows: StateTable<string, string>
  readonly start: string
  readonly ended: readonly string[]
}

const printed: readonly Printed[] = [
  {
    title: '群众意见 (opinion)',
    about: 'What happens to an opinion before and after a unit handles it; while a unit handles it, it is `handling`. Source: `shared/domain/opinion.ts`.',
    states: opinionStates,
    rows: opinionTable,
    start: 'checking',
    ended: endedOpinionStates,
  },
  {
    title: '办理 (handling)',
    about: 'What one unit does with a matter assigned to it, whatever the matter is. Source: `shared/domain/handling.ts`.',
    states: handlingStates,
    rows: handlingTable,
    start: 'assigned',
    ended: ['closed', 'ended'],
  },
]

/** docs/state-tables.md: every state table as a list of states, a table of events and a diagram. */
export function stateTablesPage(): string {
  const head = [
    '# State tables',
    '',
    'Printed by `npm run docs` from the tables that the server checks and the screens ask; do not edit by hand.',
    'Any event that stands in no row is refused (`NOT_OPEN`).',
  ]
  return [...head, ...printed.flatMap(section)].join('\n') + '\n'
}

function section(one: Printed): string[] {
  const name = (state: string) => one.states[state] ?? state
  const states = Object.keys(one.states).map((state) => [
    `\`${state}\``,
    name(state),
    state === one.start ? 'start' : one.ended.includes(state) ? 'ended' : '',
  ])
  const rows = one.rows.map((row) => [
    `\`${row.event}\``,
    row.label,
    row.from.map(name).join(' / '),
    row.to === 'same' ? '（不变）' : name(row.to),
    row.by.map((party) => parties[party]).join(' / '),
  ])
  return [
    '', `## ${one.title}`, '', one.about,
    '', ...table(['state', '中文', ''], states),
    '', ...table(['event', '叫法', 'from', 'to', 'by'], rows),
    '', ...diagram(one),
  ]
}

/** A Mermaid state diagram; events between the same two states share an arrow. */
function diagram(one: Printed): string[] {
  const arrows = new Map<string, string[]>()
  for (const row of one.rows) {
    for (const from of row.from) {
      const arrow = `${from} --> ${row.to === 'same' ? from : row.to}`
      arrows.set(arrow, [...(arrows.get(arrow) ?? []), row.label.replaceAll('：', ' ')])
    }
  }
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...Object.entries(one.states).map(([state, label]) => `  ${state}: ${label}`),
    `  [*] --> ${one.start}`,
    ...[...arrows].map(([arrow, labels]) => `  ${arrow}: ${labels.join(' / ')}`),
    ...one.ended.map((state) => `  ${state} --> [*]`),
    '```',
  ]
}
