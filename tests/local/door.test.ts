import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as send } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Main } from '../../cloudfunctions/kit/serve'
import { listen } from '../../local/http'
import { CannotStart } from '../../local/words'
import { createServer as createHttpServer } from 'node:http'
import { openStand, type Stand } from './stand'

let stand: Stand
let app: string
const events: { event: unknown; context: unknown }[] = []
const inline = 'window.began = 1'

beforeAll(async () => {
  app = mkdtempSync(path.join(tmpdir(), 'express-lane-app-'))
  mkdirSync(path.join(app, 'js'))
  writeFileSync(path.join(app, 'index.html'), `<!doctype html><script>${inline}</script><script src="/js/app.js"></script>`)
  writeFileSync(path.join(app, 'js/app.1a2b3c4d.js'), 'const words = 1;'.repeat(500))
  writeFileSync(path.join(app, '.secret'), 'no')
  const echo: Main = async (event, context) => {
    events.push({ event, context })
    const headers = { 'content-type': 'application/json; charset=utf-8' }
    return { statusCode: 200, headers, body: JSON.stringify({ ok: true, value: '收到' }), isBase64Encoded: false }
  }
  stand = await openStand({ app, functions: new Map([['opinion', echo], ['clockwork', echo]]) })
})
afterAll(async () => {
  await stand.close()
  rmSync(app, { recursive: true })
})
beforeEach(() => void (events.length = 0))

/** A raw request: fetch would tidy the path and the host. */
function raw(target: string, headers: Record<string, string> = {}): Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }> {
  const { hostname, port } = new URL(stand.origin)
  return new Promise((resolve, reject) => {
    const asked = send({ hostname, port, path: target, headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }))
    })
    asked.on('error', reject)
    asked.end()
  })
}

const post = (room: string, body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  fetch(`${stand.origin}/api/${room}`, { method: 'POST', body, headers })

describe('a call', () => {
  test('becomes the event of the HTTP access service, and the answer a response', async () => {
    const answer = await post('opinion', '{"action":"opinion.mine"}', { 'content-type': 'application/json', cookie: 'xl_session=t' })
    expect(await answer.json()).toEqual({ ok: true, value: '收到' })
    expect(events[0]?.event).toMatchObject({
      path: '/api/opinion',
      httpMethod: 'POST',
      body: '{"action":"opinion.mine"}',
      isBase64Encoded: false,
      headers: { cookie: 'xl_session=t' },
      requestContext: { sourceIp: '127.0.0.1' },
    })
    expect(events[0]?.context).toEqual({})
  })

  test.each([
    ['a form of another site', () => post('opinion', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }), 415],
    ['a body over 100 KB', () => post('opinion', JSON.stringify({ text: 'a'.repeat(100 * 1024) })), 413],
    ['a GET', () => fetch(`${stand.origin}/api/opinion`), 405],
    ['a room there is not', () => post('nothing', '{}'), 404],
    ['the timer function, which has no way over HTTP', () => post('clockwork', '{}'), 404],
    ['a room by a crooked name', () => post('..%2fopinion', '{}'), 404],
  ])('%s is refused before the function', async (_what, call, status) => {
    expect((await call()).status).toBe(status)
    expect(events).toEqual([])
  })

  test('of another function goes through the real node-sdk, as nobody', async () => {
    const { result } = await stand.sdk.callFunction({ name: 'opinion', data: { action: 'opinion.mine' } })
    expect(result).toMatchObject({ statusCode: 200 })
    expect(events[0]).toEqual({ event: { action: 'opinion.mine' }, context: {} })
    await expect(stand.sdk.callFunction({ name: 'nothing', data: {} })).rejects.toMatchObject({ code: 'FUNCTION_NOT_FOUND' })
  })
})

describe('a page', () => {
  test('carries the security headers, and its inline script by hash only', async () => {
    const { headers } = await fetch(`${stand.origin}/`)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain(`script-src 'self' 'sha256-${createHash('sha256').update(inline).digest('base64')}';`)
    expect(policy).toContain("frame-ancestors 'self'")
    expect(policy).toContain("object-src 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('cache-control')).toBe('no-cache')
  })

  test('is packed where the browser can unpack it, kept where its name says its content, and asked again by tag', async () => {
    const packed = await raw('/js/app.1a2b3c4d.js', { 'accept-encoding': 'gzip' })
    expect(packed.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(packed.body).toString()).toBe('const words = 1;'.repeat(500))
    expect(packed.headers['cache-control']).toContain('immutable')
    expect((await raw('/js/app.1a2b3c4d.js')).headers['content-encoding']).toBeUndefined()
    const again = await raw('/js/app.1a2b3c4d.js', { 'if-none-match': String(packed.headers.etag) })
    expect([again.status, again.body.length]).toEqual([304, 0])
  })

  test.each(['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/.secret', '/js', '/js/', '/%00', '/nothing'])(
    '%s is not given',
    async (target) => {
      expect((await raw(target)).status).toBe(404)
    },
  )

  test('a scanned station leads to its page; nothing else can be redirected to', async () => {
    const scanned = await raw('/s/YX001')
    expect([scanned.status, scanned.headers.location]).toEqual([302, '/#/pages/station/index?code=YX001'])
    for (const crooked of ['/s/', `/s/${'a'.repeat(33)}`, '/s/a%0d%0ab', '/s//evil.example']) {
      expect((await raw(crooked)).status).toBe(404)
    }
  })

  test('a foreign host name is refused, so that no name can be pointed here', async () => {
    expect((await raw('/', { host: 'evil.example' })).status).toBe(421)
  })
})

test('the endpoint of node-sdk answers nobody without the secret of this process', async () => {
  const body = JSON.stringify({ action: 'wx.api', apiName: 'subscribeMessage.send' })
  expect((await fetch(`${stand.origin}/admin`, { method: 'POST', body })).status).toBe(403)
  const authorization = 'TC3-HMAC-SHA256 Credential=guessed/2026-03-02/tcb/tc3_request'
  expect((await fetch(`${stand.origin}/admin`, { method: 'POST', body, headers: { authorization } })).status).toBe(403)
})

test('a port that is taken is told, with the option to use', async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const address = taken.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const asked = listen(createHttpServer(), port, '127.0.0.1')
  await expect(asked).rejects.toThrow(CannotStart)
  await expect(asked).rejects.toThrow(`端口 ${port} 已被别的程序占用。请换一个：npm start -- --port ${port + 1}`)
  await new Promise((resolve) => taken.close(resolve))
})
