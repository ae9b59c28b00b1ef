import { readFileSync } from 'node:fs'
import { ArchiveReader, type ArchiveRecord } from '@shared/ballot/archive'
import { parseElection, type Election } from '@shared/ballot/election'
import { nodeEngine } from './node-engine'
import { readOutHash } from '@shared/ballot/roll'
import { parseResult } from '@shared/ballot/tally'
import { type BoardReport } from '@shared/ballot/verify-archive'

const PHASES: Record<BoardReport['phase'], string> = {
  nothing: '还没有开始',
  voting: '正在投票',
  closed: '投票已结束，密文总数还没有公布',
  tallied: '密文总数已公布，等待监票人解密',
  finished: '结果已公布',
}

/** The verifier's good news, in words. */
export function sayReport(report: BoardReport): string {
  const { phase, events, ballots, voters, entitled, head } = report
  return [
    `检查通过：${events} 条记录全部有效。`,
    `阶段：${PHASES[phase]}`,
    `名册 ${entitled} 个凭证，收到 ${ballots} 张票，来自 ${voters} 个凭证。`,
    `最后一条记录的指纹：${head ?? '无'}`,
  ].join('\n')
}

/** Records of a file, without any check but the file's own form. */
function records(path: string): ArchiveRecord[] {
  const reader = new ArchiveReader()
  const all = [...reader.push(readFileSync(path))]
  reader.end()
  return all
}

interface Readable {
  readonly election: Election
  readonly events: { type: string; payload?: string }[]
  readonly bodies: Map<string, string>
}

function readable(path: string): Readable {
  const all = records(path)
  const bodies = new Map(all.map(({ name, text }) => [name.slice(0, 64), text]))
  const events = all
    .filter(({ name }) => name.endsWith('.event.json'))
    .map(({ text }) => JSON.parse(text) as { type: string; payload?: string }) // printed only, verified elsewhere
  return { election: parseElection(all[1]?.text ?? ''), events, bodies }
}

const bodyOf = ({ bodies }: Readable, sha256: string | undefined): string => bodies.get(sha256 ?? '') ?? '{}'

/** The result with names; undefined when none is published yet. Verify first: this only reads. */
export function sayResult(path: string): string | undefined {
  const file = readable(path)
  const event = file.events.find(({ type }) => type === 'Result')
  if (!event) return undefined
  const totals = parseResult(bodyOf(file, event.payload))
  const lines = [file.election.name]
  file.election.questions.forEach(({ question, answers, blank }, i) => {
    const names = blank ? ['空白票', ...answers] : answers
    lines.push(question, ...names.map((name, j) => `  ${name}\t${totals[i]?.[j] ?? 0}`))
  })
  return lines.join('\n')
}

/** What an outsider can read in the file: everything public, and who cast which sealed ballot under which credential. */
export function inspect(path: string): string {
  const file = readable(path)
  const { election } = file
  const all = records(path)
  const roll = JSON.parse(all[3]?.text ?? '[]') as string[] // the roll is a list of texts; verify checks it
  const lines = [
    `名称：${election.name}`,
    `说明：${election.description}`,
    `票决编号：${election.uuid}`,
    `改投：${election.oneBallot ? '每人只能投一次' : '可以改投，以最后一次为准'}`,
    `名册：${roll.length} 个凭证，核对字 ${readOutHash(nodeEngine(4), election.uuid, all[3]?.text ?? '')}`,
    ...election.questions.map(
      ({ question, answers, min, max, blank }, i) =>
        `第${i + 1}题：${question}（${answers.join('、')}；选 ${min} 到 ${max} 项${blank ? '，可投空白票' : ''}）`,
    ),
  ]
  file.events.forEach((event, height) => {
    const body = bodyOf(file, event.payload)
    if (event.type !== 'Ballot') return void lines.push(`${height}\t${event.type}`)
    const { credential = '', signature } = JSON.parse(body) as { credential?: string; signature?: { hash: string } } // read only
    lines.push(`${height}\tBallot\t凭证 ${credential.slice(0, 12)}…\t封票码 ${signature?.hash ?? ''}`)
  })
  return lines.join('\n')
}
