import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { root } from './part'

interface PackageFile {
  readonly name?: string
  readonly license?: unknown
  readonly licenses?: unknown
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/** Licences that would bind whoever runs or ships this: a package may be under one only where it may also be under another. */
const binding = /\b(AGPL|GPL|SSPL|BUSL|CC-BY-NC)/i

async function readPackage(file: string): Promise<PackageFile | undefined> {
  try {
    // A package.json is an object with these members where it has them; each is looked at before it is used.
    return JSON.parse(await readFile(file, 'utf8')) as PackageFile
  } catch {
    return undefined
  }
}

/** A licence expression as one text, from the old forms too. */
function licenceOf(file: PackageFile): string {
  const one = (value: unknown): string => {
    if (typeof value === 'string') return value
    if (typeof value === 'object' && value !== null && 'type' in value) return String(value.type)
    return ''
  }
  if (Array.isArray(file.licenses)) return file.licenses.map(one).join(' OR ')
  return one(file.license ?? file.licenses)
}

/** Whether every choice that a licence leaves is a binding one. LGPL is not: it binds changes to the library itself. */
export function isBinding(licence: string): boolean {
  return licence.split(/\s+OR\s+/i).every((choice) => binding.test(choice.replace(/LGPL/gi, 'lesser')))
}

/** Every package installed for production: what package.json asks for, and what that asks for, by folder. */
async function productionPackages(own: PackageFile): Promise<Map<string, PackageFile>> {
  const found = new Map<string, PackageFile>()
  const visit = async (name: string, from: string): Promise<void> => {
    for (let folder = from; ; folder = path.dirname(folder)) {
      const place = path.join(folder, 'node_modules', name)
      if (found.has(place)) return
      const file = await readPackage(path.join(place, 'package.json'))
      if (file) {
        found.set(place, file)
        const asked = { ...file.dependencies, ...file.optionalDependencies }
        for (const next of Object.keys(asked)) await visit(next, place)
        return
      }
      // An optional package of another platform is not there.
      if (folder === root || folder === path.dirname(folder)) return
    }
  }
  for (const name of Object.keys(own.dependencies ?? {})) await visit(name, root)
  return found
}

/**
 * Every dependency stands in docs/dependencies.md with its reason and licence, and none that runs in production is
 * under a licence that would bind its user.
 */
export async function dependencyProblems(): Promise<{ problems: string[]; note: string }> {
  const own = await readPackage(path.join(root, 'package.json'))
  if (!own) throw new Error('no package.json')
  const page = await readFile(path.join(root, 'docs/dependencies.md'), 'utf8').catch(() => '')
  const names = Object.keys({ ...own.dependencies, ...own.devDependencies })
  const problems = names
    .filter((name) => !page.includes(`\`${name}\``))
    .map((name) => `${name}: not in docs/dependencies.md (why, licence)`)
  const listed = [...page.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name)
  for (const name of listed) if (!names.includes(name ?? '')) problems.push(`${name}: in docs/dependencies.md, not in package.json`)
  const production = await productionPackages(own)
  for (const [place, file] of production) {
    const licence = licenceOf(file)
    // One that states none is weighed by hand, and the page says with what result.
    if (licence === '' ? !page.includes(`\`${file.name}\``) : isBinding(licence)) {
      problems.push(`${path.relative(root, place)}: licence ${licence === '' ? 'not stated' : licence}`)
    }
  }
  return { problems, note: `${production.size} production packages` }
}
