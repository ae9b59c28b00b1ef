import { buildSync } from 'esbuild'
import { join } from 'node:path'

/** What a deputy's phone needs of this room: check in, read the roll, vote, open a ballot, check one opened elsewhere. */
const PHONE_PARTS: Record<string, string> = {
  support: 'votingSupport',
  engine: 'plainEngine',
  random: 'drawnBefore',
  election: 'openElection',
  credential: 'makeCredential, checkIn, credentialFromString',
  roll: 'parseRoll, onRoll, readOutHash',
  prepare: 'prepareBallot',
  'create-ballot': 'sealBallot',
  compact: 'toWire',
  ballot: 'tracker',
  audit: 'parseOpening, checkOpening',
  'audit-rebuild': 'checkByRebuilding',
  'words-phone': 'sayOnPhone',
}

/** The phone's part as one script that sets a global `ballot`, for measuring and for running it without any platform. */
export function phoneBundle(minify = true): string {
  const root = process.cwd()
  const contents = Object.entries(PHONE_PARTS).map(([part, names]) => `export { ${names} } from '@shared/ballot/${part}'`).join('\n')
  const built = buildSync({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    minify,
    write: false,
    format: 'iife',
    globalName: 'ballot',
    target: 'es2020',
    charset: 'utf8',
    tsconfig: join(root, 'tsconfig.json'),
  })
  return built.outputFiles[0]?.text ?? ''
}
