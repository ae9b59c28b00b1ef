import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Debian's program, which is not ours: the judge of every archive. */
export const TOOL_MISSING =
  'belenios-tool is not installed, and without an independent program these tests prove nothing. ' +
  'On Debian 12 or Ubuntu: apt-get install belenios-tool (version 2.0); elsewhere run the tests in a debian:bookworm container.'

export interface ToolRun {
  readonly ok: boolean
  readonly out: string
  readonly said: string
}

/** Runs the tool in a directory; `input` goes to its standard input. Throws with instructions when it is not installed. */
export function beleniosTool(dir: string, args: readonly string[], input = ''): ToolRun {
  const env = { ...process.env, BELENIOS_USE_URANDOM: '1' }
  const run = spawnSync('belenios-tool', args, { cwd: dir, input, env, encoding: 'utf8', maxBuffer: 1 << 30 })
  if (run.error && 'code' in run.error && run.error.code === 'ENOENT') throw new Error(TOOL_MISSING)
  if (run.error) throw run.error
  return { ok: run.status === 0, out: run.stdout, said: run.stderr }
}

function must(dir: string, args: readonly string[], input = ''): string {
  const run = beleniosTool(dir, args, input)
  if (!run.ok) throw new Error(`belenios-tool ${args.join(' ')}: ${run.said}`)
  return run.out
}

const GROUP = ['--group', 'BELENIOS-2048']
const found = (dir: string, ending: string): string[] => readdirSync(dir).filter((name) => name.endsWith(ending)).sort()
const joined = (dir: string, ending: string): string => found(dir, ending).map((name) => readFileSync(join(dir, name), 'utf8')).join('')

function toolCeremony(dir: string, threshold: number, count: number): void {
  const step = (n: number, more: readonly string[] = [], input = ''): string =>
    must(dir, ['setup', 'generate-trustee-key-threshold', ...GROUP, '--step', String(n), ...more], input)
  for (let i = 0; i < count; i++) step(1)
  writeFileSync(join(dir, 'certs.jsons'), joined(dir, '.cert'))
  const certs = ['--certs', 'certs.jsons']
  const keys = found(dir, '.key')
  writeFileSync(
    join(dir, 'polynomials.jsons'),
    keys.map((key) => step(3, [...certs, '--key', key, '--threshold', String(threshold)])).join(''),
  )
  const polynomials = ['--polynomials', 'polynomials.jsons']
  step(4, [...certs, ...polynomials])
  const outputs = keys.map((key) =>
    step(5, [...certs, '--key', key], readFileSync(join(dir, key.replace(/key$/, 'vinput')), 'utf8')),
  )
  writeFileSync(join(dir, 'threshold.json'), step(6, [...certs, ...polynomials], outputs.join('')))
}

export interface ToolElection {
  readonly uuid: string
  readonly dir: string
  /** Secret credentials in string form. */
  readonly credentials: readonly string[]
  readonly path: string
}

/** Has the tool set up an election: `singles` single trustees, then a threshold group when asked. */
export function toolElection(
  dir: string,
  setup: { template: string; voters: number; singles: number; threshold?: readonly [number, number]; weights?: readonly number[] },
): ToolElection {
  mkdirSync(dir, { recursive: true })
  const uuid = must(dir, ['setup', 'generate-token']).trim()
  writeFileSync(join(dir, 'template.json'), setup.template)
  const weights = setup.weights ?? Array.from({ length: setup.voters }, () => 1)
  writeFileSync(join(dir, 'voters.txt'), weights.map((weight, i) => `voter${i}@example.com,voter${i},${weight}\n`).join(''))
  must(dir, ['setup', 'generate-credentials', '--uuid', uuid, ...GROUP, '--file', 'voters.txt'])
  renameSync(join(dir, found(dir, '.pubcreds')[0] ?? ''), join(dir, 'public_creds.json'))
  const secrets = readFileSync(join(dir, found(dir, '.privcreds')[0] ?? ''), 'utf8')
  for (let i = 0; i < setup.singles; i++) must(dir, ['setup', 'generate-trustee-key', ...GROUP])
  if (setup.threshold) toolCeremony(dir, ...setup.threshold)
  writeFileSync(join(dir, 'public_keys.jsons'), joined(dir, '.pubkey'))
  must(dir, ['setup', 'make-trustees'])
  must(dir, ['setup', 'make-election', '--uuid', uuid, ...GROUP, '--template', 'template.json'])
  must(dir, ['archive', 'init'])
  const credentials = secrets.trim().split('\n').map((line) => line.split(' ')[1] ?? '')
  return { uuid, dir, credentials, path: join(dir, `${uuid}.bel`) }
}

/** Has the tool make a ballot. */
export function toolBallot(election: ToolElection, credential: string, choices: readonly (readonly number[])[]): string {
  writeFileSync(join(election.dir, 'cred.tmp'), `${credential}\n`)
  writeFileSync(join(election.dir, 'choices.tmp'), JSON.stringify(choices))
  return must(election.dir, ['election', 'generate-ballot', '--privcred', 'cred.tmp', '--ballot', 'choices.tmp']).trim()
}

/** Has the tool append an event with the given payload lines. */
export function toolEvent(election: ToolElection, type: string, payload = ''): void {
  must(election.dir, ['archive', 'add-event', `--type=${type}`], payload)
}

/** Has the tool end the vote, decrypt with every single trustee and the first `members` of the threshold group, and publish. */
export function toolFinish(election: ToolElection, singles: number, members: number): void {
  const { dir } = election
  toolEvent(election, 'EndBallots')
  toolEvent(election, 'EncryptedTally', must(dir, ['election', 'compute-encrypted-tally']))
  toolOrder(election).forEach((key, i) => {
    const id = ['--trustee-id', String(i + 1)]
    toolEvent(election, 'PartialDecryption', must(dir, ['election', 'decrypt', '--privkey', key, ...id]))
  })
  found(dir, '.key').slice(0, members).forEach((key, i) => {
    const id = ['--trustee-id', String(singles + i + 1)]
    const secret = ['--key', key, '--decryption-key', key.replace(/key$/, 'dkey')]
    toolEvent(election, 'PartialDecryption', must(dir, ['election', 'decrypt-threshold', ...secret, ...id]))
  })
  toolEvent(election, 'Result', must(dir, ['election', 'compute-result']))
}

/** Private key files of the single trustees, in the order of trustees.json. */
export const toolOrder = ({ dir }: ToolElection): string[] => found(dir, '.privkey')

/** Does the tool accept the archive? */
export const toolVerifies = (dir: string): boolean => beleniosTool(dir, ['election', 'verify']).ok
