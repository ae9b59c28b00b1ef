import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { readAll } from './size-limit'
import type { DownloadRequest, LocalStorage } from './storage'
import type { PlatformTrouble } from './trouble'
import { answerWeChat, type WeChatOptions } from './wechat'

/** What answers the calls of node-sdk. */
export interface AdminOptions {
  readonly storage: LocalStorage
  readonly wechat: WeChatOptions
  /** Calls a cloud function as `functions.invokeFunction` does, without a person; undefined where there is none of the name. */
  readonly invoke: (name: string, data: unknown) => Promise<unknown> | undefined
  /** The secret id that calls must be signed with. */
  readonly secretId: string
  /** How WeChat and the storage misbehave at the moment. */
  readonly trouble?: PlatformTrouble
}

type Params = Readonly<Record<string, unknown>>

const LARGEST = 6 * 1024 * 1024

/**
 * CloudBase's one endpoint, POST /admin: a JSON body whose `action` names the operation. Failures are HTTP 200 with
 * `{code, message}`, as the real one answers. Only for this machine, and only with the secret id of this process.
 */
export async function answerAdmin(options: AdminOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST' || !isLocal(request) || !isSigned(request, options.secretId)) {
    send(response, 403, { code: 'SIGN_PARAM_INVALID', message: 'not allowed' })
    return
  }
  let params: Params
  try {
    const body: unknown = JSON.parse((await readAll(request, LARGEST)).toString('utf8'))
    params = typeof body === 'object' && body !== null ? { ...body } : {}
  } catch {
    send(response, 200, { code: 'INVALID_PARAM', message: 'body is not JSON or too large' })
    return
  }
  const again = () => answer(options, params)
  const act = async () => send(response, 200, { requestId: 'local', ...(await again()) })
  const action = String(params.action)
  const service = action.startsWith('wx.') ? 'wechat' : action.startsWith('storage.') ? 'storage' : undefined
  if (service && options.trouble) await options.trouble.meet(service, request, response, { act, again })
  else await act()
}

async function answer(options: AdminOptions, params: Params): Promise<object> {
  const { storage } = options
  switch (params.action) {
    case 'wx.api': {
      const requestData = fromJson(params.requestData)
      const input: Params = typeof requestData === 'object' && requestData !== null ? { ...requestData } : {}
      const answered = await answerWeChat(options.wechat, String(params.apiName), input)
      return { data: { responseData: JSON.stringify(answered) } }
    }
    case 'functions.invokeFunction': {
      const called = options.invoke(String(params.function_name), fromJson(params.request_data))
      if (!called) return { code: 'FUNCTION_NOT_FOUND', message: 'function not found' }
      return { data: { response_data: JSON.stringify(await called) } }
    }
    case 'storage.getUploadMetadata':
      return storage.uploadMetadata(params.path)
    case 'storage.batchGetDownloadUrl':
      return few(params.file_list, isDownloadRequest, (list) => storage.downloadUrls(list))
    case 'storage.batchDeleteFile':
      return few(params.fileid_list, isText, (list) => storage.deleteFiles(list))
    default:
      return { code: 'INVALID_PARAM', message: `unknown action ${String(params.action)}` }
  }
}

/** The service takes at most 50 files a call. */
async function few<T>(list: unknown, is: (one: unknown) => one is T, then: (list: T[]) => Promise<object>): Promise<object> {
  if (!Array.isArray(list) || list.length > 50 || !list.every(is)) {
    return { code: 'STORAGE_EXCEED_BATCH_LIMIT', message: 'want a list of at most 50 files' }
  }
  return then(list)
}

const isText = (one: unknown): one is string => typeof one === 'string'
const isDownloadRequest = (one: unknown): one is DownloadRequest =>
  typeof one === 'object' && one !== null && 'fileid' in one && typeof one.fileid === 'string'

function fromJson(text: unknown): unknown {
  return typeof text === 'string' && text !== '' ? (JSON.parse(text) as unknown) : undefined
}

/** Whether a request came over the loopback interface. */
export function isLocal(request: IncomingMessage): boolean {
  return /^(127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? '')
}

function isSigned(request: IncomingMessage, secretId: string): boolean {
  const given = /Credential=([^/,\s]+)/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const one = Buffer.from(given)
  const other = Buffer.from(secretId)
  return one.length === other.length && timingSafeEqual(one, other)
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}
