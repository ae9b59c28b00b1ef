import { readFileSync } from 'node:fs'
import { checkOpening, parseOpening } from '@shared/ballot/audit'
import { openElection } from '@shared/ballot/election'
import { type Engine } from '@shared/ballot/engine'

/** Opens an audited ballot on this second device: election file, opening, sealed text; says what it really held. */
export function auditFile(engine: Engine, electionPath: string, openingPath: string, sealedPath: string): string {
  const election = openElection(readFileSync(electionPath, 'utf8'), engine)
  const opening = parseOpening(readFileSync(openingPath, 'utf8'))
  const votes = checkOpening(election, opening, readFileSync(sealedPath, 'utf8'))
  const lines = votes.map(({ question, marked }) => `  ${question}：${marked.length === 0 ? '没有选' : marked.join('、')}`)
  return [`封票码 ${opening.seal}`, '这张票里加密的内容是：', ...lines, '如与您所选的不同，请不要用那部手机投票。'].join('\n')
}
