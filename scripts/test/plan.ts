import type { Target } from '../build'

/** The jest projects: the folders of tests/ that hold tests. */
export const projects = ['shared', 'functions', 'local', 'mini', 'browser'] as const
export type Project = (typeof projects)[number]

/** What each project's tests run on, built beforehand. */
const builds: Readonly<Record<Project, readonly Target[]>> = {
  shared: [],
  functions: [],
  local: ['functions'],
  mini: ['weapp'],
  browser: ['functions', 'h5'],
}

/** What needs what: which project cannot do without which need. */
const needed: Readonly<Record<Project, readonly string[]>> = {
  shared: ['belenios-tool'],
  functions: ['postgres'],
  local: ['postgres'],
  mini: [],
  browser: ['browser'],
}

export interface Plan {
  readonly projects: readonly Project[]
  readonly builds: readonly Target[]
  readonly needs: readonly string[]
  /** What goes on to jest. */
  readonly jest: readonly string[]
  readonly without: readonly string[]
}

/**
 * Reads `npm test -- …`: `--without NAME` is ours, everything else is jest's. Tests named by path or by
 * --selectProjects narrow what is built and asked for first.
 */
export function planOf(args: readonly string[]): Plan {
  const without: string[] = []
  const jest: string[] = []
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? ''
    if (arg === '--without') without.push(args[++i] ?? '')
    else if (arg.startsWith('--without=')) without.push(arg.slice('--without='.length))
    else jest.push(arg)
  }
  const meant = projects.filter((project) => isMeant(project, jest) && !(project === 'browser' && without.includes('browser')))
  return {
    projects: meant,
    builds: (['functions', 'h5', 'weapp'] as const).filter((target) => meant.some((p) => builds[p].includes(target))),
    needs: [...new Set(meant.flatMap((project) => needed[project]))].filter((need) => !without.includes(need)),
    jest,
    without,
  }
}

function isMeant(project: Project, jest: readonly string[]): boolean {
  const at = jest.indexOf('--selectProjects')
  if (at >= 0) {
    const end = jest.findIndex((arg, i) => i > at && arg.startsWith('-'))
    return jest.slice(at + 1, end < 0 ? undefined : end).includes(project)
  }
  const paths = jest.filter((arg) => !arg.startsWith('-') && /(^|\/)tests\//.test(arg))
  return paths.length === 0 || paths.some((file) => new RegExp(`(^|/)tests/(${project}(/|$)|$)`).test(file))
}
