import { createServer, type Server } from 'node:http'
import { PlatformTrouble } from '../../local/services/trouble'
import { WeChatRecord } from '../../local/services/wechat-record'
import { makeSimulator, type SimulatorOptions } from '../../local/simulator/simulator'

const trouble = new PlatformTrouble()
let server: Server
let origin: string

beforeAll(async () => {
  const clock = { now: () => new Date('2026-03-02T02:00:00Z'), offset: () => 0 }
  // Neither the state nor the switch asks for anything else.
  const simulator = makeSimulator({ trouble, clock, wechat: new WeChatRecord() } as unknown as SimulatorOptions)
  server = createServer((request, response) => void simulator(request, response, new URL(request.url ?? '/', 'http://local')))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
})
afterAll(() => void server.close())

interface Service {
  name: string
  label: string
  kinds: { kind: string; label: string }[]
  trouble?: { kind: string; seconds: number }
}
const shown = async () => ((await (await fetch(`${origin}/wechat/state`)).json()) as { services: Service[] }).services
const ask = async (body: object, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  (await fetch(`${origin}/wechat/trouble`, { method: 'POST', headers, body: JSON.stringify(body) })).status

test('the page begins a trouble, shows it while it lasts, and ends it', async () => {
  expect((await shown()).map((one) => [one.label, one.trouble])).toEqual([['微信接口', undefined], ['云存储', undefined]])
  expect(await ask({ service: 'wechat', kind: 'late', seconds: 45 })).toBe(200)
  expect((await shown())[0]?.trouble).toEqual({ kind: 'late', seconds: 45 })
  expect(trouble.of('wechat')).toEqual({ kind: 'late', seconds: 45 })
  expect(trouble.of('storage')).toBeUndefined()
  expect(await ask({ service: 'wechat' })).toBe(200)
  expect(trouble.of('wechat')).toBeUndefined()
})

test('what no service can have is refused, and so is another site', async () => {
  expect(await ask({ service: 'wechat', kind: 'losesLinks' })).toBe(400)
  expect(await ask({ service: 'database', kind: 'down' })).toBe(400)
  expect(await ask({ service: 'storage', kind: 'constructor' })).toBe(400)
  expect(await ask({ service: 'storage', kind: 'down' }, { 'content-type': 'text/plain' })).toBe(403)
  expect(await ask({ service: 'storage', kind: 'down' }, { 'content-type': 'application/json', origin: 'http://evil.example' })).toBe(403)
  expect(() => trouble.set('wechat', 'refusesUploads')).toThrow(RangeError)
  expect((await shown()).every((one) => one.trouble === undefined)).toBe(true)
})
