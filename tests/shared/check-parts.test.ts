import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { isBinding } from '../../scripts/check/dependencies'
import { packageSizes, tooLarge } from '../../scripts/check/package-size'
import { planOf } from '../../scripts/test/plan'

describe('a licence', () => {
  test.each(['GPL-3.0', 'AGPL-3.0-only', 'GPL-2.0-or-later', '(MIT AND GPL-3.0)', 'AGPL-3.0 OR GPL-3.0', 'SSPL-1.0'])('%s binds', (l) => {
    expect(isBinding(l)).toBe(true)
  })
  test.each(['MIT', 'ISC', 'Apache-2.0', 'BSD-3-Clause', 'LGPL-3.0', 'MPL-2.0', '(MIT OR GPL-3.0)', 'GPL-2.0 OR BSD-2-Clause', '0BSD'])(
    '%s does not bind',
    (l) => expect(isBinding(l)).toBe(false),
  )
})

describe('the sizes of a built mini-program', () => {
  let built: string
  const put = (file: string, bytes: number | string) => {
    const full = path.join(built, file)
    mkdirSync(path.dirname(full), { recursive: true })
    writeFileSync(full, typeof bytes === 'string' ? bytes : Buffer.alloc(bytes))
  }
  const app = '{"subPackages":[{"root":"packages/staff","pages":[]},{"root":"packages/staffroom/","pages":[]}]}'
  beforeEach(() => {
    built = mkdtempSync(path.join(tmpdir(), 'package-size-'))
    put('app.json', app)
    put('app.js', 1000)
    put('packages/staff/queue/index.js', 300)
    put('packages/staffroom/index.js', 70)
    put('packages/other/index.js', 5)
  })
  afterEach(() => rmSync(built, { recursive: true, force: true }))

  test('belong to the subpackage whose root they are under, else to the main package', async () => {
    expect(Object.fromEntries(await packageSizes(built))).toEqual({
      '': app.length + 1005,
      'packages/staff': 300,
      'packages/staffroom': 70,
    })
  })

  test('are fine up to 2 MB each', async () => {
    put('packages/staff/fill.js', 2 * 1024 * 1024 - 300)
    expect((await tooLarge(built)).problems).toEqual([])
    put('packages/staff/one-more.js', 1)
    expect((await tooLarge(built)).problems).toEqual(['packages/staff: 2049 KB, WeChat takes at most 2048 KB'])
  })
})

describe('npm test', () => {
  test('builds and needs everything when nothing is said', () => {
    expect(planOf([])).toEqual({
      projects: ['shared', 'functions', 'local', 'mini', 'browser'],
      builds: ['functions', 'h5', 'weapp'],
      needs: ['belenios-tool', 'postgres', 'browser'],
      jest: [],
      without: [],
    })
  })

  test.each([
    [['tests/shared/tracking.test.ts'], ['shared'], []],
    [['tests/mini'], ['mini'], ['weapp']],
    [['/somewhere/tests/browser/story.test.ts', '-t', 'rates'], ['browser'], ['functions', 'h5']],
    [['--selectProjects', 'functions', 'local', '--verbose'], ['functions', 'local'], ['functions']],
    [['-t', 'rates'], ['shared', 'functions', 'local', 'mini', 'browser'], ['functions', 'h5', 'weapp']],
  ])('%j asks for %j', (args, projects, builds) => {
    expect(planOf(args)).toMatchObject({ projects, builds, jest: args })
  })

  test('leaves out what --without names, and keeps it from jest', () => {
    const plan = planOf(['--without', 'browser', '--without=belenios-tool', '--verbose'])
    expect(plan).toMatchObject({ needs: ['postgres'], jest: ['--verbose'], without: ['browser', 'belenios-tool'] })
    expect(plan.projects).not.toContain('browser')
  })
})
