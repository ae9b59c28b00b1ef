import path from 'node:path'
import type * as Simulate from 'miniprogram-simulate'
import type { ActionName, Contract } from '@shared/contract/registry'
import { built, newDevice, wxOf, type CloudDoor, type Device } from './device'

/**
 * WeChat for the built mini-program: the app is loaded as WeChat loads it, pages are rendered from their real wxml by
 * WeChat's own compiler, and the cloud answers from the test or by the real functions. Pages are found by class and id
 * and tapped as a person would; nothing of ours is replaced.
 */
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
type Node = NonNullable<ReturnType<ReturnType<typeof Simulate.render>['querySelector']>>

export interface Phone {
  readonly device: Device
  /** Every call that left the phone, in order. */
  readonly sent: Sent[]
  /** What the phone keeps. */
  readonly stored: Map<string, unknown>
  /** The address of the page on top, with its parameters. */
  went(): string
  /** Answers calls from now on with these too. */
  answer(more: Answers): void
  /** The network is gone until called with false. */
  offline(gone: boolean): void
  open(page: string, query?: Record<string, string>): Promise<Page>
  /** Opens the page that the app went to. */
  arrive(page: string): Promise<Page>
  /** WeChat kills the app: nothing is left but what the phone keeps. Its open pages are gone; the next one starts it anew. */
  kill(): void
}

export interface Page {
  text(): string
  find(selector: string): Node
  /** The node of that class whose text contains the words. */
  saying(selector: string, words: string): Node
  type(selector: string, value: string): Promise<void>
  /** Types into the box of the field with this label. */
  fill(label: string, value: string): Promise<void>
  tap(selector: string, words: string): Promise<void>
  /** Waits until it holds; gives up after ten seconds. */
  until(holds: () => boolean): Promise<void>
  /** Waits until the page shows all these words. */
  shows(...words: string[]): Promise<void>
  /** The person leaves it: it is torn down. */
  close(): Promise<void>
}

// The stand-in for WeChat's globals is put where the built code looks for them.
const world = globalThis as unknown as Record<string, unknown>

/** The app while it runs: its renderer, and the pages whose code ran. A page's code runs once, however often it is opened. */
interface Running {
  readonly simulate: typeof Simulate
  readonly loaded: Map<string, string>
}

/** A phone with the app started. Call it once a test file. Without a door to a cloud the test answers by `answer`. */
export function phone(door?: CloudDoor): Phone {
  const sent: Sent[] = []
  const answers: Answers = {}
  const device = newDevice()
  const cloud: CloudDoor = {
    ...door,
    async call(room, data) {
      if (door) return door.call(room, data)
      // The table pairs each action with its own input and output; here the name is only known at run time.
      const { action, input } = data as Sent
      const answer = answers[action as ActionName] as ((input: unknown) => object) | undefined
      if (answer === undefined) throw new Error(`no answer for ${action}`)
      const value = answer(input)
      return 'refused' in value ? { ok: false, refusal: value.refused } : { ok: true, value }
    },
  }
  let query: object = {}
  const begin = () => startApp(wxOf(device, cloud), device, sent, () => query)
  let running: Running | undefined = begin()
  const open = (page: string, parameters: Record<string, string>) => {
    query = parameters
    running ??= begin()
    return openPage(running, device, page)
  }
  return {
    device,
    sent,
    stored: device.stored,
    went: () => device.pages.at(-1) ?? '',
    answer: (more) => void Object.assign(answers, more),
    offline: (gone) => void (device.offline = gone),
    open(page, parameters = {}) {
      const asked = Object.entries(parameters).map(([name, value]) => `${name}=${value}`)
      device.pages.splice(0, device.pages.length, `/${page}${asked.length > 0 ? `?${asked.join('&')}` : ''}`)
      return open(page, parameters)
    },
    async arrive(page) {
      await until(() => device.pages.at(-1)?.split('?')[0] === `/${page}`, () => `${document.body.textContent}\n(at ${device.pages.at(-1)})`)
      // WeChat hands parameters over as they stand in the address, encoded.
      const pairs = (device.pages.at(-1)?.split('?')[1] ?? '').split('&').filter((pair) => pair !== '')
      return open(page, Object.fromEntries(pairs.map((pair) => pair.split('=', 2) as [string, string])))
    },
    kill() {
      running = undefined
      document.body.replaceChildren()
      jest.resetModules()
    },
  }
}

interface AppOptions {
  onLaunch?: (how: object) => void
}
type PageOptions = Record<string, unknown>
/** What of a page's methods WeChat calls by itself. */
interface Lived {
  onLoad?: (query: object) => void
  onShow?: () => void
  onReady?: () => void
  onHide?: () => void
  onUnload?: () => void
}

function startApp(wx: Record<string, unknown>, device: Device, sent: Sent[], query: () => object): Running {
  delete world.wx
  // A new one each start: the built code's modules and the renderer's register live in it.
  const simulate = require('miniprogram-simulate') as typeof Simulate
  const cloud = wx.cloud as { callFunction(call: { name: string; data: Omit<Sent, 'room'> }): Promise<object> }
  const callFunction: typeof cloud.callFunction = (call) => {
    sent.push({ room: call.name, ...call.data })
    return cloud.callFunction(call)
  }
  // miniprogram-simulate brings its own selector queries and the like.
  world.wx = { ...(world.wx as object | undefined), ...wx, cloud: { ...cloud, callFunction } }
  let app: AppOptions = {}
  world.getCurrentPages = () => (device.pages.length === 0 ? ['/pages/home/index'] : device.pages).map((url) => ({ route: url.slice(1).split('?')[0], options: {} }))
  world.App = (options: AppOptions) => (app = options)
  world.getApp = () => app
  // A page runs as a component, which is all that miniprogram-simulate renders.
  world.Page = (options: PageOptions) => {
    const methods = Object.fromEntries(Object.entries(options).filter(([, value]) => typeof value === 'function'))
    const component = world.Component as (definition: object) => void // put there by miniprogram-simulate
    component({
      data: options.data,
      methods,
      attached(this: Lived) {
        this.onLoad?.(query())
        this.onShow?.()
      },
      ready(this: Lived) {
        this.onReady?.()
      },
      detached(this: Lived) {
        this.onHide?.()
        this.onUnload?.()
      },
    })
  }
  require(path.join(built, 'app.js'))
  app.onLaunch?.({ path: 'pages/home/index', query: {}, scene: 1001 })
  return { simulate, loaded: new Map() }
}

async function openPage({ simulate, loaded }: Running, device: Device, page: string): Promise<Page> {
  const id = loaded.get(page) ?? simulate.load(path.join(built, page), { rootPath: built })
  loaded.set(page, id)
  const rendered = simulate.render(id)
  const place = document.createElement('div')
  document.body.append(place)
  rendered.attach(place)
  const text = () => place.textContent ?? ''
  const find = (selector: string): Node => {
    const node = rendered.querySelector(selector)
    if (node === undefined) throw new Error(`nothing at ${selector} in: ${text()}`)
    return node
  }
  const saying = (selector: string, words: string): Node => {
    const node = rendered.querySelectorAll(selector).find((one) => one.dom?.textContent?.includes(words))
    if (node === undefined) throw new Error(`no ${selector} says ${words} in: ${text()}`)
    return node
  }
  const boxOf = (label: string): Node => {
    const fields = rendered.querySelectorAll('.field').filter((one) => one.dom?.textContent?.startsWith(label))
    const node = rendered.querySelectorAll('.text-box').find((box) => fields.some((field) => field.dom?.contains(box.dom ?? null)))
    if (node === undefined) throw new Error(`no box is labelled ${label} in: ${text()}`)
    return node
  }
  const write = async (box: Node, value: string) => {
    box.dispatchEvent('input', { detail: { value } })
    await turns()
  }
  const shown: Page = {
    text,
    find,
    saying,
    type: (selector, value) => write(find(selector), value),
    fill: (label, value) => write(boxOf(label), value),
    async tap(selector, words) {
      device.touching = true
      saying(selector, words).dispatchEvent('tap')
      // The renderer hands the touch over in a microtask; what the app does later is no touch any more.
      await Promise.resolve().then(() => undefined)
      device.touching = false
      await turns()
    },
    until: (holds) => until(holds, text),
    shows: (...words) => until(() => words.every((one) => text().includes(one)), () => `${text()}\nwanted: ${words.join(' | ')}`),
    async close() {
      rendered.detach()
      place.remove()
      await turns()
    },
  }
  await shown.until(() => text() !== '')
  return shown
}

/** Lets React draw and Taro hand the result over: a person's next touch never comes in the same turn. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setTimeout(resolve, 0))
}

async function until(holds: () => boolean, shown: () => string): Promise<void> {
  for (let round = 0; round < 1000; round += 1) {
    if (holds()) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error(`did not come true; the page shows: ${shown()}`)
}
