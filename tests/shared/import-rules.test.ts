import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A little house with one wrong arrow for each rule, and right ones beside them, read by the real configuration. */
const root = path.resolve(__dirname, '../..')
const plain = 'export const x = 1\n'
const files: Record<string, string> = {
  'shared/domain/thing.ts': plain,
  'shared/ballot/group.ts': plain,
  'shared/contract/registry.ts': `import { z } from './zod'\nexport type T = number\nexport const x = z\n`,
  'shared/contract/zod.ts': `export { z } from 'zod'\n`,
  'cloudfunctions/kit/serve.ts': `import { Pool } from 'pg'\nimport { init } from '@cloudbase/node-sdk'\nexport const x = [Pool, init]\n`,
  'cloudfunctions/db/types.ts': `import { types } from 'pg'\nexport const x = types\n`,
  'cloudfunctions/opinion/index.ts': `import { x } from '../kit/serve'\nimport { x as d } from '@shared/domain/thing'\nimport { x as c } from '@shared/contract/registry'\nexport const y = [x, c, d]\n`,
  'cloudfunctions/opinion/submit.ts': plain,
  'client/platform/phone.ts': plain,
  'client/api/call.ts': `import { x } from '@/platform/phone'\nimport type { T } from '@shared/contract/registry'\nexport const y: T = x\n`,
  'client/components/button.ts': plain,
  'client/features/staff/case.ts': `import { x } from '@/components/button'\nimport { x as d } from '@shared/domain/thing'\nexport const y = [x, d]\n`,
  'client/features/unit/case.ts': plain,
  'local/start.ts': `import { y } from '../cloudfunctions/opinion/index'\nimport { Pool } from 'pg'\nexport const x = [y, Pool]\n`,
  'scripts/bench.ts': `import { x } from '../local/start'\nimport { x as t } from '../tests/journey'\nexport const y = [x, t]\n`,
  'tests/journey.ts': `import { x as l } from '../local/start'\nexport const x = l\n`,

  // Wrong, each in its own file.
  'shared/domain/wrong-client.ts': `import { x } from '../../client/platform/phone'\nexport const y = x\n`,
  'shared/domain/wrong-node.ts': `import fs from 'node:fs'\nexport const y = fs\n`,
  'shared/domain/wrong-contract.ts': `import type { T } from '../contract/registry'\nexport const y: T = 1\n`,
  'shared/ballot/wrong-domain.ts': `import { x } from '../domain/thing'\nexport const y = x\n`,
  'shared/contract/wrong-zod.ts': `import { z } from 'zod'\nexport const y = z\n`,
  'cloudfunctions/opinion/wrong-room.ts': `import { x } from '../people/index'\nexport const y = x\n`,
  'cloudfunctions/people/index.ts': plain,
  'cloudfunctions/kit/wrong-room.ts': `import { x } from '../people/index'\nexport const y = x\n`,
  'cloudfunctions/opinion/wrong-local.ts': `import { x } from '../../local/clock'\nexport const y = x\n`,
  'local/clock.ts': plain,
  'cloudfunctions/opinion/wrong-sdk.ts': `import { init } from '@cloudbase/node-sdk'\nexport const y = init\n`,
  'cloudfunctions/opinion/wrong-pg.ts': `import type { Pool } from 'pg'\nexport type P = Pool\n`,
  'client/api/wrong-schema.ts': `import { x } from '@shared/contract/registry'\nexport const y = x\n`,
  'client/api/wrong-function.ts': `import type { y } from '../../cloudfunctions/opinion/index'\nexport type Y = typeof y\n`,
  'client/features/unit/wrong-feature.ts': `import { y } from '@/features/staff/case'\nexport const z = y\n`,
  'client/components/wrong-layer.ts': `import { x } from '@/features/unit/case'\nexport const y = x\n`,
  'client/platform/wrong-up.ts': `import { y } from '@/api/call'\nexport const z = y\n`,
  'local/wrong-test.ts': `import { x } from '../tests/journey'\nexport const y = x\n`,
  'cloudfunctions/opinion/wrong-dev.ts': `import fc from 'fast-check'\nexport const y = fc\n`,
  'local/wrong-undeclared.ts': `import * as acorn from 'acorn'\nexport const y = acorn\n`,
  'client/api/inline-type.ts': `import { type T } from '@shared/contract/registry'\nexport const y: T = 1\n`,
  'shared/domain/wrong-lost.ts': `import { x } from './nowhere'\nexport const y = x\n`,
  'shared/domain/wrong-circle-a.ts': `import { b } from './wrong-circle-b'\nexport const a = () => b\n`,
  'shared/domain/wrong-circle-b.ts': `import { a } from './wrong-circle-a'\nexport const b = () => a\n`,
  'shared/domain/circle-of-types.ts': `import type { B } from './types-back'\nexport type A = B\nexport const a = 1\n`,
  'shared/domain/types-back.ts': `import { a } from './circle-of-types'\nexport type B = typeof a\n`,
}

const expected: Record<string, string[]> = {
  'shared/domain/wrong-client.ts': ['shared-stands-alone'],
  'shared/domain/wrong-node.ts': ['shared-is-pure'],
  'shared/domain/wrong-contract.ts': ['domain-and-ballot-know-no-contract'],
  'shared/ballot/wrong-domain.ts': ['ballot-and-domain-stay-apart'],
  'shared/contract/wrong-zod.ts': ['zod-has-one-door'],
  'cloudfunctions/opinion/wrong-room.ts': ['room-imports-no-room'],
  'cloudfunctions/kit/wrong-room.ts': ['room-imports-no-room'],
  'cloudfunctions/opinion/wrong-local.ts': ['functions-import-shared-only', 'nothing-imports-local'],
  'cloudfunctions/opinion/wrong-sdk.ts': ['only-kit-knows-node-sdk'],
  'cloudfunctions/opinion/wrong-pg.ts': ['only-kit-and-db-know-pg'],
  'client/api/wrong-schema.ts': ['client-knows-contract-types-only'],
  'client/api/wrong-function.ts': ['client-imports-shared-only'],
  'client/features/unit/wrong-feature.ts': ['features-stay-apart'],
  'client/components/wrong-layer.ts': ['client-layers'],
  'client/platform/wrong-up.ts': ['platform-is-lowest'],
  'local/wrong-test.ts': ['nothing-imports-tests'],
  'cloudfunctions/opinion/wrong-dev.ts': ['no-development-package-in-the-product'],
  'shared/domain/wrong-lost.ts': ['no-lost-import'],
  'shared/domain/wrong-circle-a.ts': ['no-cycle'],
  'local/wrong-undeclared.ts': ['no-undeclared-package'],
}

interface Cruised {
  summary: { violations: { from: string; rule: { name: string } }[] }
}

let house: string
beforeAll(() => {
  house = mkdtempSync(path.join(tmpdir(), 'import-rules-'))
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(house, file)), { recursive: true })
    writeFileSync(path.join(house, file), text)
  }
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json']) {
    cpSync(path.join(root, file), path.join(house, file))
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(house, 'node_modules'))
})
afterAll(() => rmSync(house, { recursive: true, force: true }))

const cruiser = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
const folders = ['shared', 'client', 'cloudfunctions', 'local', 'scripts', 'tests']

test('each rule refuses its wrong arrow, and nothing else is refused', () => {
  const run = spawnSync(process.execPath, [cruiser, '--config', '.dependency-cruiser.cjs', '-T', 'json', ...folders], {
    cwd: house,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  const { summary } = JSON.parse(run.stdout) as Cruised
  const found: Record<string, string[]> = {}
  for (const { from, rule } of summary.violations) {
    const names = (found[from] ??= [])
    if (!names.includes(rule.name)) names.push(rule.name)
  }
  for (const names of Object.values(found)) names.sort()
  expect(found).toEqual(expected)
}, 60_000)

test('every rule has its wrong arrow here', () => {
  const script = "process.stdout.write(JSON.stringify(require('./.dependency-cruiser.cjs').forbidden.map((r) => r.name)))"
  const names = JSON.parse(execFileSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' })) as string[]
  expect(names.filter((name) => !Object.values(expected).flat().includes(name))).toEqual([])
})
