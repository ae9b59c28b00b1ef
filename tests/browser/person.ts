import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core'
import type { RunningCloud } from './local-cloud'

/** The windows that the story is told in. */
export const sizes = {
  phone: { width: 390, height: 844 },
  desk: { width: 1440, height: 900 },
} as const
export type Size = keyof typeof sizes

/** Chromium without a window, with a directory of its own. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

type Words = string | RegExp

/** Somebody with a browser of her own. She finds things by what they are called and what is written on them. */
export class Person {
  private constructor(
    private readonly cloud: RunningCloud,
    private readonly size: Size,
    private readonly context: BrowserContext,
    private current: Page,
    /** What went wrong in her browser: messages of errors, failed requests. */
    readonly troubles: string[],
  ) {}

  static async arrive(browser: Browser, cloud: RunningCloud, size: Size): Promise<Person> {
    const context = await browser.newContext({ viewport: sizes[size], locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
    context.setDefaultTimeout(15_000)
    const person = new Person(cloud, size, context, await context.newPage(), [])
    person.listen()
    return person
  }

  get page(): Page {
    return this.current
  }

  /** Closes her page, as one closes a tab, and opens an empty one. */
  async closePage(): Promise<void> {
    await this.current.close()
    this.current = await this.context.newPage()
    this.listen()
  }

  async leave(): Promise<void> {
    await this.context.close()
  }

  /** Goes to an address of the local cloud. */
  async visit(address: string): Promise<void> {
    await this.current.goto(this.cloud.origin + address)
  }

  /** Takes on somebody's WeChat at the simulator's page, found by her name. */
  async become(name: string): Promise<void> {
    await this.visit('/wechat')
    await this.fill('按姓名、身份、单位找', name)
    await this.page.getByRole('list', { name: '人员' }).getByRole('button').filter({ hasText: name }).click()
    await this.sees(`现在是：${name}`)
  }

  /** Somebody whom nobody knew before. */
  async becomeNewcomer(): Promise<void> {
    await this.visit('/wechat')
    await this.page.getByRole('button', { name: '新来一位群众' }).click()
    await this.sees(/现在是：新来的群众/)
  }

  /** A button by its whole name. */
  button(name: Words, within: Page | Locator = this.page): Locator {
    return within.getByRole('button', { name, exact: true })
  }

  async press(name: Words, within: Page | Locator = this.page): Promise<void> {
    await this.button(name, within).click()
  }

  /** Presses a row: a button with these words somewhere on it. */
  async pressRow(words: Words, within: Page | Locator = this.page): Promise<void> {
    await this.row(words, within).click()
  }

  row(words: Words, within: Page | Locator = this.page): Locator {
    return within.getByRole('button').filter({ hasText: words, visible: true })
  }

  /** Looks until nothing is on its way any more: what arrives would push aside what she means to press. */
  async looks(): Promise<void> {
    await this.page.getByRole('status', { name: '正在加载' }).filter({ visible: true }).first().waitFor({ state: 'detached' })
  }

  /** Turns to a tab, and waits until it is the one in front. */
  async turnTo(name: RegExp): Promise<void> {
    await this.looks()
    const tab = this.page.getByRole('tab', { name }).filter({ visible: true })
    await tab.click()
    await this.page.getByRole('tab', { name, selected: true }).filter({ visible: true }).waitFor()
  }

  async choose(name: Words, within: Page | Locator = this.page): Promise<void> {
    await within.getByRole('radio', { name, exact: true }).click()
  }

  async fill(label: string, value: string, within: Page | Locator = this.page): Promise<void> {
    await this.box(label, within).fill(value)
  }

  /** The field of that label. */
  box(label: string, within: Page | Locator = this.page): Locator {
    const named = { name: label, exact: true }
    return within.getByRole('textbox', named).or(within.getByRole('searchbox', named))
  }

  /** The sheet of that title. */
  sheet(title: string): Locator {
    return this.page.getByRole('dialog', { name: title, exact: true })
  }

  /** Waits until each of these is written somewhere in sight. */
  async sees(...words: Words[]): Promise<void> {
    for (const one of words) await this.page.getByText(one).filter({ visible: true }).first().waitFor()
  }

  /** Waits until none of these is in sight any more. */
  async seesNoMore(...words: Words[]): Promise<void> {
    for (const one of words) await this.page.getByText(one).filter({ visible: true }).first().waitFor({ state: 'detached' })
  }

  /** Presses 刷新 until the button is there: what makes it come is done elsewhere, in its own time. */
  async refreshesUntil(button: string): Promise<void> {
    const there = this.button(button)
    for (let press = 0; press < 20 && !(await there.isVisible()); press += 1) {
      const answered = this.page.waitForResponse((answer) => answer.url().includes('/api/'))
      await this.press('刷新')
      await answered
      await this.looks()
      await there.waitFor({ timeout: 1000 }).catch(() => undefined)
    }
    await there.waitFor()
  }

  /** Waits until the screen of that title is in front, and the one before has gone. */
  async isAt(title: Words): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: title, exact: true }).filter({ visible: true }).waitFor()
    await this.page.waitForFunction(() => Array.from(document.querySelectorAll('h1')).filter((one) => one.checkVisibility()).length === 1)
  }

  /** Adds a photo by the browser's own dialog, and waits until it has arrived. */
  async addPhoto(photo: Buffer, within: Page | Locator = this.page): Promise<void> {
    const asked = this.page.waitForEvent('filechooser')
    await this.press('加照片', within)
    await (await asked).setFiles({ name: '现场.png', mimeType: 'image/png', buffer: photo })
    await this.button('看第1张照片', within).waitFor()
    await this.seesNoMore('正在上传')
  }

  /** Keeps a picture of the screen where SCREENSHOTS names a folder. */
  async shoot(name: string): Promise<void> {
    await this.looks()
    await this.shootAsItIs(name)
  }

  /** The same where something is still on its way, or has gone wrong. */
  async shootAsItIs(name: string): Promise<void> {
    const folder = process.env.SCREENSHOTS
    if (!folder) return
    mkdirSync(folder, { recursive: true })
    await this.page.screenshot({ path: path.join(folder, `${this.size}-${name}.png`), animations: 'disabled' })
  }

  private listen(): void {
    const { page, troubles } = this
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(`console: ${message.text()} (${page.url()})`)
    })
    page.on('pageerror', (error) => troubles.push(`error: ${error.message} (${page.url()})`))
    page.on('response', (answer) => {
      if (answer.status() >= 400) troubles.push(`${answer.status()} ${answer.request().method()} ${answer.url()}`)
    })
    page.on('requestfailed', (request) => {
      const why = request.failure()?.errorText ?? ''
      // Whoever leaves a page gives up what was still on its way.
      if (why !== 'net::ERR_ABORTED') troubles.push(`${why} ${request.method()} ${request.url()}`)
    })
  }
}
