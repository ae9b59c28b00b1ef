/** @jest-environment node */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import vm from 'node:vm'

/**
 * The built mini-program under a stand-in that has only what WeChat has: no window, document, fetch, AbortController,
 * crypto, and a Function that makes nothing but `return this`. What loads here has not leaned on a browser.
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
const subpages = app.subPackages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`))

const strictFunction = `
  const made = Function
  const strict = function (...said) {
    if (said.length === 1 && said[0] === 'return this') return made('return this')
    throw new EvalError('new Function is forbidden: ' + said.join())
  }
  strict.prototype = made.prototype
  globalThis.Function = strict
  globalThis.eval = () => { throw new EvalError('eval is forbidden') }
`

function start() {
  const pages: Record<string, unknown>[] = []
  const sent: string[] = []
  let launched: { onLaunch?: (how: object) => void } = {}
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
    App: (options: typeof launched) => (launched = options),
    getApp: () => launched,
    getCurrentPages: () => [],
    Page: (options: Record<string, unknown>) => pages.push(options),
    Component: () => undefined,
    Behavior: () => undefined,
  })
  vm.runInContext(strictFunction, context)
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
  launched.onLaunch?.({ path: app.pages[0], query: {}, scene: 1001 })
  return { pages, sent, load: (page: string) => load(path.join(built, page)) }
}

test.each([...app.pages, ...subpages])('%s loads where there is no browser', (page) => {
  const phone = start()
  phone.load(page)
  expect(phone.pages).toHaveLength(1)
})

test('the first screen asks the cloud and shows its answer, without AbortController', async () => {
  const phone = start()
  phone.load('pages/home/index')
  const shown: string[] = []
  const page: PageInstance = {
    ...phone.pages[0],
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
  for (let round = 0; round < 300 && !shown.join().includes('云端答了'); round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  expect(phone.sent).toContain('station.find')
  expect(shown.join()).toContain('云端答了')
})
