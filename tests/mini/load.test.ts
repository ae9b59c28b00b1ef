/** @jest-environment node */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import vm from 'node:vm'
import { packageSizes, tooLarge } from '../../scripts/check/package-size'

/**
 * The built mini-program under a stand-in that has only what WeChat has: no window, document, fetch, XMLHttpRequest,
 * AbortController, crypto or TextEncoder, and a Function that makes no code. Which of two ways WeChat takes there is
 * not documented: it may throw, or answer a function that does nothing; both are tried. What loads here has not leaned
 * on a browser.
 */
const built = path.resolve(__dirname, '../../dist/weapp')

interface PageInstance {
  data: Record<string, unknown>
  [method: string]: unknown
}
interface AppConfig {
  readonly pages: readonly string[]
  readonly subPackages: readonly { readonly root: string; readonly pages: readonly string[] }[]
}

// Written by the build just before; its shape is the mini-program's own.
const app = JSON.parse(readFileSync(path.join(built, 'app.json'), 'utf8')) as AppConfig
const pages = [...app.pages, ...app.subPackages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`))]
const scripts = readdirSync(built, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'))

const ways = {
  'where new Function throws': `throw new EvalError('Code generation from strings disallowed for this context')`,
  'where new Function answers a function that does nothing': `return () => undefined`,
}
type Way = keyof typeof ways

const strictFunction = (way: Way) => `
  const made = Function
  const strict = function (...said) {
    if (said.length === 1 && said[0] === 'return this') return made('return this')
    ${ways[way]}
  }
  strict.prototype = made.prototype
  globalThis.Function = strict
  globalThis.eval = () => { throw new EvalError('eval is forbidden') }
`

/** Starts the built app and answers its parts. */
function start(way: Way) {
  const registered: Record<string, unknown>[] = []
  const components: object[] = []
  const sent: string[] = []
  let launched: { onLaunch?: (how: object) => void } | undefined
  const wx: Record<string, unknown> = {
    getSystemInfoSync: () => ({ windowWidth: 390, platform: 'ios', SDKVersion: '3.4.1' }),
    canIUse: () => true,
    getStorageSync: () => '',
    setNavigationBarTitle: () => undefined,
    cloud: {
      init: () => undefined,
      callFunction: ({ data }: { data: { action: string } }) => {
        sent.push(data.action)
        return Promise.resolve({ result: { ok: false, refusal: { code: 'NOT_FOUND', text: '云端答了' } } })
      },
    },
  }
  const context = vm.createContext({
    wx,
    console,
    // The app's own long timers must not keep the test run alive.
    setTimeout: (run: () => void, after?: number) => setTimeout(run, after).unref(),
    clearTimeout,
    setInterval: (run: () => void, after?: number) => setInterval(run, after).unref(),
    clearInterval,
    App: (options: NonNullable<typeof launched>) => (launched = options),
    getApp: () => launched,
    getCurrentPages: () => [],
    Page: (options: Record<string, unknown>) => registered.push(options),
    Component: (options: object) => components.push(options),
    Behavior: () => undefined,
  })
  vm.runInContext(strictFunction(way), context)
  const loaded = new Map<string, { exports: unknown }>()
  const load = (file: string): unknown => {
    const before = loaded.get(file)
    if (before) return before.exports
    const module = { exports: {} }
    loaded.set(file, module)
    const wrapped = `(function (require, module, exports) {${readFileSync(`${file}.js`, 'utf8')}\n})`
    const run = vm.runInContext(wrapped, context, { filename: `${file}.js` }) as (...given: unknown[]) => void // the wrapper above
    run((name: string) => load(path.resolve(path.dirname(file), name.replace(/\.js$/, ''))), module, module.exports)
    return module.exports
  }
  load(path.join(built, 'app'))
  if (launched === undefined) throw new Error('App was not called')
  launched.onLaunch?.({ path: app.pages[0], query: {}, scene: 1001 })
  return {
    registered,
    components,
    sent,
    context,
    loaded: () => [...loaded.keys()].map((file) => `${path.relative(built, file)}.js`),
    load: (file: string) => load(path.join(built, file)),
  }
}

describe.each(Object.keys(ways) as Way[])('%s', (way) => {
  test('the stand-in lacks what WeChat lacks', () => {
    const { context } = start(way)
    const absent = ['window', 'document', 'fetch', 'XMLHttpRequest', 'AbortController', 'crypto', 'TextEncoder', 'process', 'Buffer']
    const seen = vm.runInContext(`${JSON.stringify(absent)}.filter((name) => typeof globalThis[name] !== 'undefined')`, context) as unknown
    expect(seen).toEqual([])
    const works = () => vm.runInContext(`new Function('return 1 + 1')()`, context) as unknown
    if (way === 'where new Function throws') expect(works).toThrow('Code generation')
    else expect(works()).toBeUndefined()
  })

  test.each(pages)('%s loads', (page) => {
    const phone = start(way)
    phone.load(page)
    expect(phone.registered).toHaveLength(1)
  })

  test('every script of the build loads', () => {
    const phone = start(way)
    for (const script of scripts) phone.load(script.replace(/\.js$/, ''))
    expect(phone.loaded().sort()).toEqual([...scripts].sort())
    expect(phone.registered).toHaveLength(pages.length)
  })

  test('the first screen asks the cloud and shows its answer, without AbortController', async () => {
    const phone = start(way)
    phone.load('pages/home/index')
    const shown: string[] = []
    const page: PageInstance = {
      ...phone.registered[0],
      data: {},
      route: 'pages/home/index',
      setData(change: object, done?: () => void) {
        shown.push(JSON.stringify(change))
        done?.()
      },
    }
    for (const event of ['onLoad', 'onShow', 'onReady']) {
      const run = page[event]
      if (typeof run === 'function') run.call(page, {})
    }
    for (let round = 0; round < 500 && !shown.join().includes('云端答了'); round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    expect(phone.sent).toContain('station.find')
    expect(shown.join()).toContain('云端答了')
  })
})

test('zod stays on the server: the phone carries its types only', () => {
  // The member that every schema of zod 4 carries its own parts in; minifying keeps the names of members.
  const mark = '_zod'
  expect(readFileSync(path.resolve(__dirname, '../../node_modules/zod/v4/core/core.cjs'), 'utf8')).toContain(mark)
  const carriers = scripts.filter((file) => readFileSync(path.join(built, file), 'utf8').includes(mark))
  expect(carriers).toEqual([])
})

test('no package is larger than WeChat takes', async () => {
  const sizes = await packageSizes(built)
  expect([...sizes.keys()]).toEqual(['', ...app.subPackages.map(({ root }) => root)])
  expect(Math.min(...sizes.values())).toBeGreaterThan(0)
  expect((await tooLarge(built)).problems).toEqual([])
})
