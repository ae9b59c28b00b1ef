import { execFile } from 'node:child_process'
import { root } from './part'

/** An advisory as `npm audit` reports it. */
interface Vulnerability {
  readonly name: string
  readonly severity: string
  readonly via: readonly (string | { readonly title?: string; readonly url?: string })[]
}

/**
 * Known advisories of high or critical severity against what is installed for production. Where the registry does not
 * answer (no network, or one that has no audits) that is said, and is no failure: the check must work offline.
 */
export async function advisories(): Promise<{ problems: string[]; note?: string }> {
  const answer = await audit()
  if (answer === undefined) return { problems: [], note: 'not asked: the registry gave no audit' }
  return { problems: seriousOf(answer) }
}

/** The serious ones, a line each. */
export function seriousOf(answer: unknown): string[] {
  if (typeof answer !== 'object' || answer === null || !('vulnerabilities' in answer)) return []
  // `npm audit --json`, version 2 of its report.
  const found = Object.values(answer.vulnerabilities as Readonly<Record<string, Vulnerability>>)
  return found
    .filter((one) => one.severity === 'high' || one.severity === 'critical')
    .map((one) => {
      const about = one.via.flatMap((via) => (typeof via === 'string' ? [] : [`${via.title ?? ''} ${via.url ?? ''}`.trim()]))
      return `${one.name}: ${one.severity} ${about.join('; ')}`.trim()
    })
}

function audit(): Promise<unknown> {
  return new Promise((resolve) => {
    execFile('npm', ['audit', '--omit=dev', '--json'], { cwd: root, timeout: 30_000, maxBuffer: 32 * 1024 * 1024 }, (_failed, stdout) => {
      try {
        const answer: unknown = JSON.parse(stdout)
        resolve(typeof answer === 'object' && answer !== null && 'vulnerabilities' in answer ? answer : undefined)
      } catch {
        resolve(undefined)
      }
    })
  })
}
