import path from 'node:path'
import * as simulate from 'miniprogram-simulate'
import type { ActionName, Contract } from '@shared/contract/registry'

/**
 * WeChat for the built mini-program: the app is loaded as WeChat loads it, pages are rendered from their real wxml by
 * WeChat's own compiler, and the cloud answers from the test. Pages are found by class and id and tapped as a person
 * would; nothing of ours is replaced.
 */
const built = path.resolve(__dirname, '../../dist/weapp')

type Answers = { [N in ActionName]?: (input: Contract[N]['input']) => Contract[N]['output'] | Refused }
interface Refused {
  readonly refused: { readonly code: string; readonly text: string }
}
export interface Sent {
  readonly room: string
  readonly action: string
  readonly input: unknown
  readonly requestId?: string
}
/** A node that was rendered. */
type Node = NonNullable<ReturnType<ReturnType<typeof simulate.render>['querySelector']>>

export interface Phone {
  /** Every call that reached the cloud, in order. */
  readonly sent: Sent[]
  /** What the phone keeps. */
  readonly stored: Map<string, unknown>
  /** Where the app went last, with its parameters. */
  went(): string
  /** Answers calls from now on with these too. */
  answer(more: Answers): void
  /** The network is gone until called with false. */
  offline(gone: boolean): void
  open(page: string, query?: Record<string, string>): Promise<Page>
}

export interface Page {
  text(): string
  find(selector: string): Node
  /** The node of that class whose text contains the words. */
  saying(selector: string, words: string): Node
  type(selector: string, value: string): Promise<void>
  tap(selector: string, words: string): Promise<void>
  /** Waits, at most two seconds, until it holds. */
  until(holds: () => boolean): Promise<void>
}

// The stand-in for WeChat's globals is put where the built code looks for them.
const world = globalThis as unknown as Record<string, unknown>

/** A phone with the app started. Call it once a test file. */
export function phone(): Phone {
  const sent: Sent[] = []
  const stored = new Map<string, unknown>()
  const answers: Answers = {}
  const state = { went: '', offline: false, query: {} as Record<string, string> }
  const go = (options: { url: string; success?: (done: object) => void }) => {
    state.went = options.url
    options.success?.({})
  }
  const callFunction = async ({ name, data }: { name: string; data: Omit<Sent, 'room'> }) => {
    sent.push({ room: name, ...data })
    if (state.offline) throw new Error('cloud.callFunction:fail')
    // The table above pairs each action with its own input and output; here the name is only known at run time.
    const answer = answers[data.action as ActionName] as ((input: unknown) => object) | undefined
    if (answer === undefined) throw new Error(`no answer for ${data.action}`)
    const value = answer(data.input)
    return { result: 'refused' in value ? { ok: false, refusal: value.refused } : { ok: true, value } }
  }
  let random = 0
  world.wx = {
    ...(world.wx as object | undefined), // miniprogram-simulate brings its own selector queries and the like
    getSystemInfoSync: () => ({ windowWidth: 390, platform: 'ios', SDKVersion: '3.4.1' }),
    canIUse: () => true,
    setNavigationBarTitle: (options: { success?: (done: object) => void }) => options.success?.({}),
    getStorageSync: (key: string) => stored.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void stored.set(key, value),
    removeStorageSync: (key: string) => void stored.delete(key),
    navigateTo: go,
    redirectTo: go,
    reLaunch: go,
    getRandomValues: ({ length, success }: { length: number; success: (done: object) => void }) =>
      success({ randomValues: Uint8Array.from({ length }, () => (random += 37)).buffer }),
    getRecorderManager: () => ({ onStart() {}, onStop() {}, onError() {}, start() {}, stop() {} }),
    cloud: { init() {}, callFunction },
  }
  startApp(() => state.query)
  return {
    sent,
    stored,
    went: () => state.went,
    answer: (more) => void Object.assign(answers, more),
    offline: (gone) => void (state.offline = gone),
    async open(page, query = {}) {
      state.query = query
      return openPage(page)
    },
  }
}

interface AppOptions {
  onLaunch?: (how: object) => void
}
type PageOptions = Record<string, unknown>

function startApp(query: () => object): void {
  let app: AppOptions = {}
  world.getCurrentPages = () => [{ route: 'pages/home/index', options: {} }]
  world.App = (options: AppOptions) => (app = options)
  world.getApp = () => app
  // A page runs as a component, which is all that miniprogram-simulate renders.
  world.Page = (options: PageOptions) => {
    const methods = Object.fromEntries(Object.entries(options).filter(([, value]) => typeof value === 'function'))
    const component = world.Component as (definition: object) => void // put there by miniprogram-simulate
    component({
      data: options.data,
      methods,
      attached(this: { onLoad?: (query: object) => void; onShow?: () => void }) {
        this.onLoad?.(query())
        this.onShow?.()
      },
      ready(this: { onReady?: () => void }) {
        this.onReady?.()
      },
    })
  }
  require(path.join(built, 'app.js'))
  app.onLaunch?.({ path: 'pages/home/index', query: {}, scene: 1001 })
}

// A page's code runs once, however often the page is opened.
const loaded = new Map<string, string>()

async function openPage(page: string): Promise<Page> {
  const id = loaded.get(page) ?? simulate.load(path.join(built, page), { rootPath: built })
  loaded.set(page, id)
  const rendered = simulate.render(id)
  const place = document.createElement('div')
  document.body.append(place)
  rendered.attach(place)
  const find = (selector: string): Node => {
    const node = rendered.querySelector(selector)
    if (node === undefined) throw new Error(`nothing at ${selector} in: ${place.textContent}`)
    return node
  }
  const saying = (selector: string, words: string): Node => {
    const node = rendered.querySelectorAll(selector).find((one) => one.dom?.textContent?.includes(words))
    if (node === undefined) throw new Error(`no ${selector} says ${words} in: ${place.textContent}`)
    return node
  }
  const shown: Page = {
    text: () => place.textContent ?? '',
    find,
    saying,
    async type(selector, value) {
      find(selector).dispatchEvent('input', { detail: { value } })
      await turns()
    },
    async tap(selector, words) {
      saying(selector, words).dispatchEvent('tap')
      await turns()
    },
    until: (holds) => until(holds, () => place.textContent ?? ''),
  }
  await shown.until(() => shown.text() !== '')
  return shown
}

/** Lets React draw and Taro hand the result over: a person's next touch never comes in the same turn. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setTimeout(resolve, 0))
}

async function until(holds: () => boolean, shown: () => string): Promise<void> {
  for (let round = 0; round < 200; round += 1) {
    if (holds()) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error(`did not come true; the page shows: ${shown()}`)
}
