import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeCredential } from '@shared/ballot/credential'
import { sealBallot } from '@shared/ballot/create-ballot'
import { forAgainstQuestion } from '@shared/ballot/election'
import { prepareBallot } from '@shared/ballot/prepare'
import { parseOptions, UsageRefusal, wholeNumber } from '../../../scripts/ballot/options'
import { takeApart, putTogether } from './archive-parts'
import { electionOf, engine, random } from './support'

const root = mkdtempSync(join(tmpdir(), 'ballot-cli-'))
afterAll(() => rmSync(root, { recursive: true }))
const file = (name: string): string => join(root, name)

/** Runs the command line as a person would. */
function ballot(...args: string[]): { code: number | null; out: string; err: string } {
  const tsx = join(process.cwd(), 'node_modules', '.bin', 'tsx')
  const run = spawnSync(tsx, [join(process.cwd(), 'scripts', 'ballot.ts'), ...args], { encoding: 'utf8' })
  return { code: run.status, out: run.stdout, err: run.stderr }
}

describe('the command line', () => {
  const path = file('a.bel')
  const election = ['--voters', '4', '--projects', '3', '--form', 'mark', '--min', '0', '--max', '2', '--blank', 'yes']
  const made = ballot('simulate', ...election, '--trustees', '2/3', '--revotes', '1', '--out', path)

  it('runs a whole election and prints the plain count beside the decrypted one', () => {
    expect(made.err).toBe('')
    expect(made.code).toBe(0)
    const rows = [...made.out.matchAll(/明数 (\d+)\t解密 (\d+)/g)]
    expect(rows).toHaveLength(4)
    for (const [, plain, decrypted] of rows) expect(decrypted).toBe(plain)
  })

  it.each([[[]], [['--threads', '2']]])('verifies it, and the file forged at one ballot not (%j)', (more) => {
    const good = ballot('verify', path, ...more)
    expect(good).toMatchObject({ code: 0, err: '' })
    expect(good.out).toContain('名册 4 个凭证，收到 5 张票，来自 4 个凭证')
    const parts = takeApart(readFileSync(path)).map((part, i) =>
      i === 3 ? { ...part, pieces: part.pieces.map((text) => text.replace(/"response":"(\d)/, (_, digit: string) => `"response":"${digit === '1' ? 2 : 1}`)) } : part,
    ) // prettier-ignore
    writeFileSync(file('forged.bel'), putTogether(parts))
    const forged = ballot('verify', file('forged.bel'), ...more)
    expect(forged.code).toBe(1)
    expect(forged.out).toMatch(/^检查不通过：.+第3号记录/)
  })

  it('shows what an outsider can read, and the result', () => {
    const inspected = ballot('inspect', path).out
    expect(inspected.match(/封票码 \S{43}/g)).toHaveLength(5)
    expect(inspected).toMatch(/名册：4 个凭证，核对字 \S{4} \S{4} \S{2}/)
    const result = ballot('result', path)
    expect(result.code).toBe(0)
    expect(result.out).toMatch(/空白票\t\d/)
  })

  it('says how to use it when asked wrongly', () => {
    expect(ballot('verify', path, '--odd', '1')).toMatchObject({ code: 1, out: '', err: expect.stringContaining('用法') as unknown })
    for (const args of [['--odd', '1'], ['--voters'], ['--voters', '1', '--voters', '2']]) expect(() => parseOptions(args, ['voters'])).toThrow(UsageRefusal)
    const voters = (text: string): number => wholeNumber(new Map([['voters', text]]), 'voters', 1, 9)
    for (const text of ['0', '10', '1.5', 'x', '']) expect(() => voters(text)).toThrow('1 到 9')
    expect(voters('9')).toBe(9)
    expect(ballot('verify', file('none.bel'))).toMatchObject({ code: 1, err: expect.stringMatching(/^文件无法读写/) as unknown })
  })

  it('checks an opened ballot on a second machine', () => {
    const { election: open } = electionOf([forAgainstQuestion('修桥')])
    const sealed = sealBallot(prepareBallot(open, random(32)), makeCredential(engine, random).public, [[0, 1, 0]])
    writeFileSync(file('election.json'), open.text)
    writeFileSync(file('sealed.json'), sealed.text)
    writeFileSync(file('opening.json'), JSON.stringify(sealed.open()))
    const audit = ballot('audit', file('election.json'), file('opening.json'), file('sealed.json'))
    expect(audit).toMatchObject({ code: 0, out: expect.stringContaining('修桥：反对') as unknown })
    writeFileSync(file('sealed.json'), `${sealed.text} `)
    const lie = ballot('audit', file('election.json'), file('opening.json'), file('sealed.json'))
    expect(lie).toMatchObject({ code: 1, out: expect.stringContaining('没有如实加密') as unknown })
  })
})
