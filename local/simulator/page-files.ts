import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { build } from 'esbuild'

interface PageFile {
  readonly type: string
  readonly body: string
}

let script: Promise<string> | undefined

/** A file of the simulator page by its name under /wechat; undefined where there is none. */
export async function pageFile(name: string): Promise<PageFile | undefined> {
  const text = (file: string) => readFile(path.join(__dirname, file), 'utf8')
  switch (name) {
    case '':
      return { type: 'text/html; charset=utf-8', body: await text('page.html') }
    case 'page.css':
    case 'poster.css':
      return { type: 'text/css; charset=utf-8', body: await text(name) }
    case 'page.js':
      script ??= bundle()
      return { type: 'text/javascript; charset=utf-8', body: await script }
    default:
      return undefined
  }
}

async function bundle(): Promise<string> {
  const made = await build({
    entryPoints: [path.join(__dirname, 'page.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  })
  return made.outputFiles[0]?.text ?? ''
}
