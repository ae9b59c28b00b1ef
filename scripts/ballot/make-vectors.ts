import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toolBallot, toolElection, toolEvent, toolFinish, toolOrder, toolVerifies } from './belenios-tool'

/** Makes the test vectors in the given directory: `tsx scripts/ballot/make-vectors.ts tests/vectors/ballot`. */
const TEMPLATE = {
  description: '由独立程序产生的检验数据',
  name: '检验票决',
  questions: [
    { answers: ['修路', '建桥'], blank: true, min: 1, max: 2, question: '选出一到两项' },
    { answers: ['赞成', '反对', '弃权'], min: 1, max: 1, question: '老旧小区改造' },
  ],
}

/** Credential index and choices; the first voter votes again. */
const VOTES: readonly (readonly [number, readonly (readonly number[])[]])[] = [
  [0, [[1, 0, 0], [1, 0, 0]]],
  [1, [[0, 1, 1], [0, 1, 0]]],
  [2, [[0, 0, 1], [0, 0, 1]]],
  [0, [[0, 1, 0], [1, 0, 0]]],
]

const target = process.argv[2] ?? 'tests/vectors/ballot'
const dir = mkdtempSync(join(tmpdir(), 'vectors-'))
const election = toolElection(dir, { template: JSON.stringify(TEMPLATE), voters: 4, singles: 2, threshold: [2, 3] })
for (const [voter, choices] of VOTES) {
  toolEvent(election, 'Ballot', `${toolBallot(election, election.credentials[voter] ?? '', choices)}\n`)
}
toolFinish(election, 2, 2)
if (!toolVerifies(dir)) throw new Error('the tool refuses its own election')
copyFileSync(election.path, join(target, 'mixed.bel'))
const secrets = toolOrder(election).map((name) => JSON.parse(readFileSync(join(dir, name), 'utf8')) as string) // a quoted decimal
const about = {
  made: 'belenios-tool 2.0 (Debian 2.0+dfsg-1)',
  uuid: election.uuid,
  credentials: election.credentials,
  secrets,
  choices: VOTES,
  result: [[0, 2, 2], [1, 1, 1]],
}
writeFileSync(join(target, 'mixed.json'), `${JSON.stringify(about, null, 2)}\n`)
rmSync(dir, { recursive: true })
