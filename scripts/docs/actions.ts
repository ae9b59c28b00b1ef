import { roles, type Action, type Role } from '@shared/contract/action'
import { commonRefusals, refusalTexts, type RefusalCode } from '@shared/contract/refusals'
import { rooms } from '@shared/contract/registry'
import { table } from './markdown'

// The record has no other keys than its type says.
const allRoles = Object.keys(roles) as Role[]

/** docs/actions.md: who may do what, and how it can be refused. */
export function actionsPage(): string {
  const head = [
    '# Actions',
    '',
    'Printed by `npm run docs` from `shared/contract`; do not edit by hand. One action is one thing a person can do.',
    'A write (✎) carries a `requestId`: the same id answers the same and writes once.',
  ]
  return [...head, ...Object.entries(rooms).flatMap(([room, actions]) => roomSection(room, actions)), ...refusals()].join('\n') + '\n'
}

function roomSection(room: string, actions: Readonly<Record<string, Action>>): string[] {
  const rows = Object.entries(actions).map(([name, spec]) => [
    `\`${name}\``,
    spec.does,
    spec.write ? '✎' : '',
    ...allRoles.map((role) => (spec.who.includes(role) ? '●' : '')),
    spec.refusals.map((code) => `\`${code}\``).join(' '),
  ])
  const heads = ['action', '做什么', '', ...allRoles.map((role) => roles[role]), 'refusals of its own']
  return ['', `## ${room}`, '', ...table(heads, rows)]
}

function refusals(): string[] {
  const common: readonly string[] = commonRefusals
  // The record has no other keys than its type says.
  const codes = Object.keys(refusalTexts) as RefusalCode[]
  const rows = codes.map((code) => [`\`${code}\``, common.includes(code) ? 'any action' : '', textOf(code)])
  return ['', '## Refusals', '', 'What the person reads. `…` stands for what the server fills in.', '', ...table(['code', '', '说什么'], rows)]
}

/** The text with … for every detail. */
function textOf(code: RefusalCode): string {
  const blank = new Proxy({}, { get: () => '…' })
  // Every text takes one record of strings, or nothing.
  const say = refusalTexts[code] as (detail: object) => string
  return say(blank)
}
