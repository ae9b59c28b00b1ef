import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { root } from './part'

/** WeChat refuses a package over 2 MB, and all together over 30 MB (mini-program code package limits). */
const PACKAGE_BYTES = 2 * 1024 * 1024
const ALL_BYTES = 30 * 1024 * 1024

/** Bytes by package of a built mini-program: '' is the main package, the others by their root. */
export async function packageSizes(built: string): Promise<Map<string, number>> {
  const app: unknown = JSON.parse(await readFile(path.join(built, 'app.json'), 'utf8'))
  const roots = subpackageRoots(app)
  const sizes = new Map<string, number>(['', ...roots].map((name) => [name, 0]))
  for (const file of await readdir(built, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue
    const full = path.join(file.parentPath, file.name)
    const inside = path.relative(built, full).split(path.sep).join('/')
    const owner = roots.find((name) => inside.startsWith(`${name}/`)) ?? ''
    sizes.set(owner, (sizes.get(owner) ?? 0) + (await stat(full)).size)
  }
  return sizes
}

function subpackageRoots(app: unknown): string[] {
  if (typeof app !== 'object' || app === null) throw new Error('app.json is no object')
  // Both spellings are WeChat's.
  const listed: unknown = 'subPackages' in app ? app.subPackages : 'subpackages' in app ? app.subpackages : []
  if (!Array.isArray(listed)) throw new Error('subPackages is no list')
  return listed.map((one: unknown) => {
    if (typeof one !== 'object' || one === null || !('root' in one)) throw new Error('a subpackage without a root')
    return String(one.root).replace(/\/$/, '')
  })
}

/** Which packages of the built mini-program are over WeChat's limits. */
export async function tooLarge(built: string): Promise<{ problems: string[]; note: string }> {
  const sizes = await packageSizes(built)
  const kb = (bytes: number) => `${Math.ceil(bytes / 1024)} KB`
  const named = (name: string) => (name === '' ? 'main package' : name)
  const problems = [...sizes]
    .filter(([, bytes]) => bytes > PACKAGE_BYTES)
    .map(([name, bytes]) => `${named(name)}: ${kb(bytes)}, WeChat takes at most ${kb(PACKAGE_BYTES)}`)
  const all = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0)
  if (all > ALL_BYTES) problems.push(`all packages: ${kb(all)}, WeChat takes at most ${kb(ALL_BYTES)}`)
  return { problems, note: [...sizes].map(([name, bytes]) => `${named(name)} ${kb(bytes)}`).join(', ') }
}

/** The built mini-program's place. */
export const weapp = path.join(root, 'dist/weapp')
