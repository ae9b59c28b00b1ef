import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buildFunctions } from '../../scripts/build-functions'
import { handlingStates } from '../../shared/domain/handling'
import { opinionStates } from '../../shared/domain/opinion'

// A first start builds, migrates and plays sixty days of opinions.
jest.setTimeout(180_000)

const root = path.resolve(__dirname, '../..')
const base = mkdtempSync(path.join(tmpdir(), 'express-lane-start-'))
const data = path.join(base, 'data')

/** The smallest PNG: one white point. */
const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAWk1v8QAAAABJRU5ErkJggg==',
  'base64',
)

interface Running {
  readonly origin: string
  readonly said: () => string
  stop(): Promise<number | null>
}

/** `npm start` as a person starts it; resolves when it has told its address or ended. */
function start(...options: string[]): Promise<Running> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'local/start.ts', '--no-build', '--port', '0', '--data', data, ...options], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '', DATABASE_URL: '' },
  })
  let said = ''
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return new Promise((resolve) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      const origin = /(http:\/\/127\.0\.0\.1:\d+)\/wechat/.exec(said)?.[1]
      if (origin && said.includes('Ctrl+C')) resolve({ origin, said: () => said, stop: () => stop(child, ended) })
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    void ended.then((code) => resolve({ origin: '', said: () => said, stop: () => Promise.resolve(code) }))
  })
}

function stop(child: ChildProcess, ended: Promise<number | null>): Promise<number | null> {
  child.kill('SIGINT')
  return ended
}

interface Person {
  openid: string
  name: string
  role: string
  about: string
}

/** A browser at the simulator: its cookies, and calls as its pages make them. */
class Browser {
  private cookies = new Map<string, string>()
  constructor(private readonly origin: string) {}

  async get<T>(target: string): Promise<T> {
    const answer = await fetch(this.origin + target, { headers: { cookie: this.cookie() } })
    return (await answer.json()) as T // the test's own server; what is used of it is checked by expect
  }

  async post(target: string, body: object, headers: Record<string, string> = {}): Promise<{ status: number; body: Record<string, unknown> }> {
    const answer = await fetch(this.origin + target, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', cookie: this.cookie(), ...headers },
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      this.cookies.set(name, value)
    }
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> } // as above
  }

  async call<T>(action: string, input: object, seat?: string): Promise<T> {
    const envelope = { action, input, requestId: crypto.randomUUID(), ...(seat ? { seat } : {}) }
    const { body } = await this.post(`/api/${action.split('.')[0] ?? ''}`, envelope)
    if (body.ok !== true) throw new Error(`${action}: ${JSON.stringify(body)}`)
    return body.value as T // serve checked it against the contract
  }

  private cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }
}

let running: Running
let browser: Browser
let people: Person[]
let stations: { code: string }[]

beforeAll(async () => {
  await buildFunctions({ quiet: true })
  running = await start()
  browser = new Browser(running.origin)
  ;({ people, stations } = await browser.get<{ people: Person[]; stations: { code: string }[] }>('/wechat/people'))
})
afterAll(async () => {
  await running.stop()
  rmSync(base, { recursive: true, force: true })
})

const of = (role: string, where: string) => people.filter((one) => one.role === role && one.about.includes(where))
const become = async (person: Person | undefined) => {
  expect((await browser.post('/wechat/become', { openid: person?.openid })).status).toBe(200)
  const me = await browser.call<{ seats: { seatId: string }[] }>('people.me', {})
  return me.seats[0]?.seatId
}

test('the first start makes one county with its people, a city above it and a county beside it', () => {
  expect(running.said()).toContain('第一次启动')
  expect(stations.filter((one) => one.code.startsWith('YX'))).toHaveLength(20)
  expect(of('deputy', '云溪县')).toHaveLength(60)
  expect(of('staff', '云溪县')).toHaveLength(4)
  expect(of('staff', '临湖县').length).toBeGreaterThan(0)
  expect(of('staff', '清河市').length).toBeGreaterThan(0)
  const units = new Set(people.filter((one) => one.role === 'handler').map((one) => one.about.split(' · ')[0]))
  expect(units.size).toBeGreaterThanOrEqual(12)
  expect(new Set(people.map((one) => one.name)).size).toBe(people.length)
})

test('opinions stand in every state, and each congress sees its own alone', async () => {
  const tabs = ['new', 'toAssign', 'inHand', 'returned', 'toRelease', 'waiting', 'released', 'ended']
  const seen = async (where: string) => {
    const seat = await become(of('staff', where)[0])
    const pages = []
    for (const tab of tabs) {
      const page = await browser.call<{ items: { state: string; handlingState?: string; trackingNumber: string }[] }>('opinion.queue', { tab, limit: 50 }, seat)
      pages.push(...page.items)
    }
    return pages
  }
  const county = await seen('云溪县')
  const neighbour = await seen('临湖县')
  // An opinion comes to a state and leaves it; `accepted` is rested in, `ended` (a handling passed on) shows its successor.
  expect(new Set(county.map((one) => one.state))).toEqual(new Set(Object.keys(opinionStates)))
  const handling = new Set(county.flatMap((one) => (one.handlingState ? [one.handlingState] : [])))
  const resting = Object.keys(handlingStates).filter((state) => state !== 'ended' && state !== 'closed')
  expect([...handling]).toEqual(expect.arrayContaining(resting))
  expect(neighbour.length).toBeGreaterThan(0)
  const numbers = new Set(county.map((one) => one.trackingNumber))
  expect(neighbour.filter((one) => numbers.has(one.trackingNumber))).toEqual([])
})

test('a newcomer scans, speaks with a photo, allows a message, is answered, and her WeChat rings once', async () => {
  expect((await browser.post('/wechat/newcomer', {})).status).toBe(200)
  const { me } = await browser.get<{ me: { openid: string } }>('/wechat/state')
  const mediaId = await sendPhoto()
  const said = { stationCode: 'YX001', text: '育才街的井盖松了，车一压就响。', mediaIds: [mediaId], anonymous: false }
  const { opinionId } = await browser.call<{ opinionId: string }>('opinion.submit', said)
  expect((await browser.post('/wechat/consent', { bell: 'replied', times: 1 })).status).toBe(200)
  // Moving the clock runs the timer function at once; WeChat answers for the photo a moment later.
  expect((await browser.post('/wechat/clock', { hours: 1 })).status).toBe(200)

  const seat = await become(of('staff', '云溪县')[0])
  const open = () => browser.call<{ version: number; state: string; check: string; media: { url: string }[] }>('opinion.viewAsStaff', { opinionId }, seat)
  let file = await open()
  for (let tries = 0; file.state === 'checking' && tries < 200; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    file = await open()
  }
  expect(file).toMatchObject({ state: 'toReview', check: 'passed' })
  const shown = await fetch(file.media[0]?.url ?? '')
  expect(shown.headers.get('content-type')).toBe('image/png')
  expect(Buffer.from(await shown.arrayBuffer()).equals(PHOTO)).toBe(true)
  await browser.call('opinion.answerNow', { opinionId, version: file.version, text: '已派人加固。', mediaIds: [] }, seat)
  await browser.post('/wechat/clock', { hours: 1 })

  await browser.post('/wechat/become', { openid: me.openid })
  const state = await browser.get<{ bells: { title: string }[]; templates: { bell: string; left: number }[] }>('/wechat/state')
  expect(state.bells.map((bell) => bell.title)).toEqual(['意见答复通知'])
  expect(state.templates.find((one) => one.bell === 'replied')?.left).toBe(0)
})

/** As the page does it: a ticket, the bytes straight to storage, then the arrival. */
async function sendPhoto(): Promise<string> {
  const wanted = { kind: 'photo', mime: 'image/png', bytes: PHOTO.length }
  const ticket = await browser.call<{ mediaId: string; upload: { url: string; headers: Record<string, string> } }>('media.ticket', wanted)
  const { url, headers } = ticket.upload
  expect((await fetch(url, { method: 'PUT', body: PHOTO, headers })).status).toBe(200)
  await browser.call('media.arrive', { mediaId: ticket.mediaId })
  return ticket.mediaId
}

test('the clock goes forward only, and says why it will not go back', async () => {
  const { body, status } = await browser.post('/wechat/clock', { date: '2020-01-01' })
  expect(status).toBe(400)
  expect(body.text).toContain('时钟只能向前拨')
})

test('another site cannot work the simulator, and an unknown person cannot be become', async () => {
  const stranger = { origin: 'https://evil.example' }
  expect((await browser.post('/wechat/clock', { hours: 1 }, stranger)).status).toBe(403)
  expect((await browser.post('/wechat/clock', { hours: 1 }, { 'content-type': 'text/plain' })).status).toBe(403)
  expect((await browser.post('/wechat/become', { openid: 'nobody' })).status).toBe(404)
})

test('the simulator page and a poster are there; a poster of no station is not', async () => {
  const page = await fetch(`${running.origin}/wechat`)
  expect(await page.text()).toContain('微信模拟器')
  expect((await fetch(`${running.origin}/wechat/page.js`)).headers.get('content-type')).toContain('javascript')
  const poster = await fetch(`${running.origin}/wechat/poster/YX001`)
  expect(await poster.text()).toContain('城关街道代表之家')
  expect((await fetch(`${running.origin}/wechat/poster/NONE`)).status).toBe(404)
})

test('a second start on the same data is refused in words; after a stop it goes on where it was', async () => {
  const second = await start()
  expect(second.origin).toBe('')
  expect(second.said()).toContain('正被另一个直通车进程使用')
  expect(await second.stop()).toBe(1)

  const before = await browser.get<{ now: string }>('/wechat/state')
  expect(await running.stop()).toBe(0)
  expect(running.said()).toContain('数据都已保存')
  running = await start()
  expect(running.said()).not.toContain('第一次启动')
  browser = new Browser(running.origin)
  const after = await browser.get<{ now: string }>('/wechat/state')
  expect(after.now >= before.now).toBe(true)
  expect((await browser.get<{ people: Person[] }>('/wechat/people')).people.length).toBe(people.length + 1)
})

test('a first start that was cut off says so, and what to do', async () => {
  await running.stop()
  writeFileSync(path.join(data, 'seeding'), '')
  const broken = await start()
  expect(broken.origin).toBe('')
  expect(broken.said()).toContain('--reset')
  expect(await broken.stop()).toBe(1)
})

test('a wrong option is told with the usage', async () => {
  const wrong = await start('--prot', '1')
  expect(wrong.said()).toContain('--port')
  expect(await wrong.stop()).toBe(1)
})
