import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'

const root = path.resolve(__dirname, '../..')
const rooms = readdirSync(path.join(root, 'cloudfunctions'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !['kit', 'db'].includes(entry.name))
  .map((entry) => entry.name)

/** What a deployed function is made of: nothing of the local cloud, so that nothing of it can be switched on. */
test.each(rooms)('the function %s holds nothing of the local cloud, its simulator or the tests', async (room) => {
  const { metafile } = await build({
    entryPoints: [path.join(root, 'cloudfunctions', room, 'index.ts')],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    tsconfig: path.join(root, 'tsconfig.json'),
    absWorkingDir: root,
    logLevel: 'error',
  })
  const inputs = Object.keys(metafile.inputs)
  expect(inputs.filter((file) => !/^(cloudfunctions|shared)\//.test(file) && !file.startsWith('node_modules/'))).toEqual([])
  // The only ways to a session: a sign-in that a phone confirmed, and the port that the simulator calls from outside.
  const opening = inputs.filter((file) => /openSessionIn?\(/.test(readFileSync(path.join(root, file), 'utf8')))
  expect(opening.filter((file) => !['cloudfunctions/kit/session.ts', 'cloudfunctions/people/sign-in.ts'].includes(file))).toEqual([])
})
