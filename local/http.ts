import { existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import path from 'node:path'
import type { Functions } from './functions'
import { setSecurityHeaders } from './headers'
import { answerAdmin, type AdminOptions } from './services/admin'
import { readAll, TooLarge } from './services/size-limit'
import type { LocalStorage } from './services/storage'
import { StaticFiles } from './static-files'
import { CannotStart, codeOf } from './words'

/** What the one HTTP server of the local cloud leads to. */
export interface DoorOptions {
  /** The built H5 app. */
  readonly app: string
  readonly functions: Functions
  /** The rooms that have a way over HTTP; the timer's function has none. */
  readonly rooms: ReadonlySet<string>
  readonly admin: AdminOptions
  readonly storage: LocalStorage
  /** Origins of the storage's links. */
  readonly origins: () => readonly string[]
  /** Host names that are answered to; others are refused, so that no foreign name can be pointed here (DNS rebinding). */
  readonly hosts: ReadonlySet<string>
  /** The simulator; answers what is under /wechat. */
  readonly simulator?: (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>
  /** Hears of each call with a cookie before it is answered. */
  readonly heard?: (request: IncomingMessage) => void
}

/** The longest text body: as wx.cloud.callFunction takes. */
const LARGEST_CALL = 100 * 1024
/** CloudBase's limit on a function's answer. */
const LARGEST_ANSWER = 6 * 1024 * 1024

/** Makes the server; it does not listen yet. */
export function makeDoor(options: DoorOptions): Server {
  const files = new StaticFiles(path.resolve(options.app))
  const server = createServer((request, response) => {
    route(options, files, request, response).catch((trouble: unknown) => {
      console.error(trouble)
      if (!response.headersSent) plain(response, 500, '服务出错了，请看终端里的记录。')
      else response.destroy()
    })
  })
  // Node closes a connection that was idle for 5 s; a caller that uses it at that very moment would be cut off.
  server.keepAliveTimeout = 120_000
  return server
}

/** Listens. Refuses (CannotStart) a port that is taken. @returns the port, which is found where 0 was asked */
export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (trouble) => {
      if (codeOf(trouble) === 'EADDRINUSE') reject(new CannotStart(takenWords(port)))
      else if (codeOf(trouble) === 'EACCES') reject(new CannotStart(`没有权限使用端口 ${port}，请用 --port 换一个大于 1024 的。`))
      else reject(trouble)
    })
    server.listen(port, host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}

const takenWords = (port: number) =>
  `端口 ${port} 已被别的程序占用。请换一个：npm start -- --port ${port + 1}；或者先停止占用它的程序。`

async function route(options: DoorOptions, files: StaticFiles, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '/', 'http://local')
  if (url.pathname === '/admin') return answerAdmin(options.admin, request, response)
  if (!isOurHost(options, request)) return plain(response, 421, '这个地址不归本程序管。')
  const page = url.pathname === '/' ? path.join(options.app, 'index.html') : ''
  setSecurityHeaders(response, options.origins(), page && existsSync(page) ? readFileSync(page, 'utf8') : '')
  if (await options.storage.handle(request, response, url)) return
  if (url.pathname.startsWith('/api/')) return call(options, request, response, url)
  if (options.simulator && /^\/wechat(\/|$)/.test(url.pathname)) return options.simulator(request, response, url)
  if (request.method !== 'GET' && request.method !== 'HEAD') return plain(response, 405, '不支持这种请求。')
  const scanned = /^\/s\/([0-9A-Za-z_.~-]{1,32})$/.exec(url.pathname)?.[1]
  if (scanned) {
    response.writeHead(302, { location: `/#/pages/station/index?code=${encodeURIComponent(scanned)}` }).end()
    return
  }
  if (await files.handle(request, response, url.pathname)) return
  plain(response, 404, url.pathname === '/' ? '网页还没有构建，请运行 npm start（不要加 --no-build）。' : '没有这个页面。')
}

function isOurHost(options: DoorOptions, request: IncomingMessage): boolean {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '')
  return options.hosts.has(host)
}

/** The HTTP access service: a request becomes an event, the function's answer a response. */
async function call(options: DoorOptions, request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const room = url.pathname.slice('/api/'.length)
  const run = options.rooms.has(room) ? options.functions.get(room) : undefined
  if (!run) return json(response, 404, { code: 'FUNCTION_NOT_FOUND', message: 'function not found' })
  if (request.method !== 'POST') return json(response, 405, { code: 'INVALID_METHOD', message: 'POST only' })
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    return json(response, 415, { code: 'INVALID_CONTENT_TYPE', message: 'application/json only' })
  }
  options.heard?.(request)
  let body: string
  try {
    body = (await readAll(request, LARGEST_CALL)).toString('utf8')
  } catch (trouble) {
    if (!(trouble instanceof TooLarge)) throw trouble
    response.setHeader('connection', 'close')
    return json(response, 413, { code: 'EXCEED_MAX_PAYLOAD_SIZE', message: 'body larger than 100 KB' })
  }
  const event = {
    path: url.pathname,
    httpMethod: request.method,
    headers: request.headers,
    queryStringParameters: Object.fromEntries(url.searchParams),
    body,
    isBase64Encoded: false,
    requestContext: { sourceIp: request.socket.remoteAddress ?? '', path: url.pathname, httpMethod: request.method },
  }
  respond(response, await run(event, {}))
}

interface HttpAnswer {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly isBase64Encoded: boolean
}

function respond(response: ServerResponse, answer: unknown): void {
  if (!isHttpAnswer(answer)) return json(response, 200, answer)
  const body = Buffer.from(answer.body, answer.isBase64Encoded ? 'base64' : 'utf8')
  if (body.length > LARGEST_ANSWER) return json(response, 502, { code: 'RESPONSE_TOO_LARGE', message: 'more than 6 MB' })
  response.writeHead(answer.statusCode, { ...answer.headers, 'content-length': body.length }).end(body)
}

function isHttpAnswer(answer: unknown): answer is HttpAnswer {
  return typeof answer === 'object' && answer !== null && 'statusCode' in answer && 'body' in answer
}

/** Answers with JSON. */
export function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}

/** Answers with a sentence. */
export function plain(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }).end(`${words}\n`)
}
