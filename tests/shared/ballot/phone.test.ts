import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { checkBallot } from '@shared/ballot/check-ballot'
import { makeCredential } from '@shared/ballot/credential'
import { forAgainstQuestion, markQuestion } from '@shared/ballot/election'
import { UNABLE_WORDS } from '@shared/ballot/support'
import { phoneBundle } from '../../../scripts/ballot/phone-bundle'
import { electionOf, engine, random } from './support'

const code = phoneBundle()
const { election } = electionOf([forAgainstQuestion('修桥'), markQuestion('选', ['路', '灯'], { min: 0, max: 2, blank: true })])
const credential = makeCredential(engine, random)
const seed = [...random(32)]

/** Makes one ballot with nothing but the language itself, and gives its text. */
const script = `${code};
const engine = ballot.plainEngine(5)
const election = ballot.openElection(${JSON.stringify(election.text)}, engine)
const preparation = ballot.prepareBallot(election, Uint8Array.from(${JSON.stringify(seed)}))
const secret = BigInt('${credential.secret}')
const sealed = ballot.sealBallot(preparation, BigInt('${credential.public}'), [[0, 0, 1], [0, 1, 1]])
const text = sealed.cast(secret)
`

describe('the phone’s part', () => {
  it('runs without JIT and its ballot is accepted', () => {
    const run = spawnSync(process.execPath, ['--jitless', '-e', `${script}; console.log(text)`], { encoding: 'utf8' })
    expect(run.stderr.replace(/^Warning: disabling flag.*\n?/, '')).toBe('')
    expect(checkBallot(election, run.stdout.trim()).credential).toBe(credential.public)
  })

  it('needs nothing of a platform: no window, crypto, TextEncoder, Buffer, process, timers', () => {
    const context = createContext({})
    const missing = runInContext('[typeof window, typeof crypto, typeof TextEncoder, typeof Buffer, typeof process, typeof setTimeout].join()', context) as string // typeof gives texts
    expect(new Set(missing.split(','))).toEqual(new Set(['undefined']))
    const text = runInContext(`${script}; text`, context) as string // the script ends with the ballot's text
    expect(checkBallot(election, text).choices).toHaveLength(2)
  })

  it('loads on an engine without BigInt and says that it cannot vote', () => {
    const context = createContext({})
    const words = runInContext(`delete globalThis.BigInt; ${code}; ballot.votingSupport().words`, context) as string // words are text
    expect(words).toBe(UNABLE_WORDS)
  })

  it('neither evaluates text nor writes BigInt literals, in any file of the room', () => {
    expect(code).not.toMatch(/new Function|\beval\(|import\(/)
    const room = join(__dirname, '..', '..', '..', 'shared', 'ballot')
    for (const name of readdirSync(room)) {
      const text = readFileSync(join(room, name), 'utf8')
      expect({ name, literals: text.match(/\b\d+n\b/g) }).toEqual({ name, literals: null })
      expect({ name, top: text.match(/^(export )?const \w+ = BigInt/gm) }).toEqual({ name, top: null })
      expect({ name, power: text.match(/BigInt\(.*\) \*\* /g) }).toEqual({ name, power: null })
    }
  })

  it('stays under twenty kilobytes', () => {
    expect(Buffer.byteLength(code)).toBeLessThanOrEqual(20 * 1024)
  })
})
