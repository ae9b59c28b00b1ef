import { createHmac, timingSafeEqual } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { mimeOf } from './mime'
import { sizeLimit, TooLarge } from './size-limit'
import type { PlatformTrouble, TroubleKind } from './trouble'

/** What the object storage of the local cloud stands on. */
export interface StorageOptions {
  /** Where the files are. */
  readonly directory: string
  /** The key of the signatures. */
  readonly key: string
  /** The origin that links name, e.g. 'http://127.0.0.1:8100'. */
  readonly origin: () => string
  readonly environment: string
  /** Real time: links expire by it, however the simulated clock stands. */
  readonly now: () => Date
  /** How the storage misbehaves at the moment. */
  readonly trouble?: PlatformTrouble
}

export interface DownloadRequest {
  readonly fileid: string
  /** Seconds. */
  readonly max_age?: number
}

const ROUTE = '/files/'
const UPLOAD_SECONDS = 900
const MAX_BYTES = 20 * 1024 * 1024
const DEFAULT_AGE = 7200
const LONGEST_AGE = 86_400

/** CloudBase's object storage on disk: uploads and downloads by signed, expiring authorisation, nothing else. */
export class LocalStorage {
  constructor(private readonly options: StorageOptions) {}

  /** `storage.getUploadMetadata`: leave to PUT one file. */
  uploadMetadata(cloudPath: unknown) {
    const at = checkedPath(cloudPath)
    if (at === undefined) return { code: 'STORAGE_INVALID_PATH', message: 'path is invalid' }
    const expires = this.seconds() + UPLOAD_SECONDS
    const fileId = this.fileId(at)
    return {
      data: {
        url: this.options.origin() + ROUTE + encodePath(at),
        token: 'local',
        authorization: `q-sign-algorithm=sha256&q-expires=${expires}&q-signature=${this.sign('put', at, expires)}`,
        fileId,
        cosFileId: this.cosFileId(at),
      },
    }
  }

  /** `storage.batchGetDownloadUrl`: signed links that expire. */
  async downloadUrls(files: readonly DownloadRequest[]) {
    const list = await Promise.all(
      files.map(async ({ fileid, max_age }) => {
        const at = this.pathOf(fileid)
        if (at === undefined) return { fileID: fileid, tempFileURL: '', code: 'STORAGE_INVALID_FILEID' }
        if (this.has('losesLinks')) return { fileID: fileid, tempFileURL: '', code: 'SYS_ERR' }
        const known = await stat(this.onDisk(at)).catch(() => undefined)
        if (!known?.isFile()) return { fileID: fileid, tempFileURL: '', code: 'STORAGE_FILE_NONEXIST' }
        const expires = this.seconds() + Math.min(Math.max(1, max_age ?? DEFAULT_AGE), LONGEST_AGE)
        // As the real one: not percent-encoded, since node-sdk and browsers encode it themselves.
        const link = `${this.options.origin()}${ROUTE}${at}?sign=${this.sign('get', at, expires)}&t=${expires}`
        return { fileID: fileid, tempFileURL: link, maxAge: max_age, code: 'SUCCESS' }
      }),
    )
    return { data: { download_list: list } }
  }

  /** `storage.batchDeleteFile`. */
  async deleteFiles(fileIds: readonly string[]) {
    const list = await Promise.all(
      fileIds.map(async (fileID) => {
        const at = this.pathOf(fileID)
        if (at === undefined) return { fileID, code: 'STORAGE_INVALID_FILEID' }
        const gone = await rm(this.onDisk(at)).then(
          () => true,
          () => false,
        )
        return { fileID, code: gone ? 'SUCCESS' : 'STORAGE_FILE_NONEXIST' }
      }),
    )
    return { data: { delete_list: list } }
  }

  /** Answers PUT and GET under /files/. @returns whether the address was one of ours */
  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
    if (!url.pathname.startsWith(ROUTE)) return false
    allowPages(request, response)
    const at = decodedPath(url.pathname.slice(ROUTE.length))
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end()
      return true
    }
    const act = async () => {
      if (at === undefined) refuse(response, 403, 'AccessDenied')
      else if (request.method === 'PUT') await this.receive(request, response, at)
      else if (request.method === 'GET' || request.method === 'HEAD') await this.give(request, response, at, url)
      else refuse(response, 405, 'MethodNotAllowed')
    }
    const { trouble } = this.options
    if (trouble) await trouble.meet('storage', request, response, { act })
    else await act()
    return true
  }

  private has(kind: TroubleKind): boolean {
    return this.options.trouble?.of('storage')?.kind === kind
  }

  private async receive(request: IncomingMessage, response: ServerResponse, at: string): Promise<void> {
    const leave = new URLSearchParams(request.headers.authorization ?? '')
    const trouble = this.refusal('put', at, Number(leave.get('q-expires')), leave.get('q-signature') ?? '')
    const other = request.headers['x-cos-meta-fileid'] !== this.cosFileId(at)
    if (trouble !== undefined || other) return refuse(response, 403, trouble ?? 'SignatureDoesNotMatch')
    if (this.has('refusesUploads')) return refuse(response, 503, 'ServiceUnavailable')
    const target = this.onDisk(at)
    const arriving = `${target}.${process.pid}.${this.options.now().getTime()}.part`
    await mkdir(path.dirname(target), { recursive: true })
    try {
      // A file appears whole or not at all.
      await pipeline(request, sizeLimit(MAX_BYTES), createWriteStream(arriving))
      await rename(arriving, target)
      response.writeHead(200, { 'content-length': 0 }).end()
    } catch (trouble) {
      await rm(arriving, { force: true })
      if (!(trouble instanceof TooLarge)) throw trouble
      refuse(response, 413, 'EntityTooLarge')
    }
  }

  private async give(request: IncomingMessage, response: ServerResponse, at: string, url: URL): Promise<void> {
    const trouble = this.refusal('get', at, Number(url.searchParams.get('t')), url.searchParams.get('sign') ?? '')
    if (trouble !== undefined) return refuse(response, 403, trouble)
    const known = await stat(this.onDisk(at)).catch(() => undefined)
    if (!known?.isFile()) return refuse(response, 404, 'NoSuchKey')
    const type = mimeOf(at)
    const headers: Record<string, string | number> = {
      'content-type': type ?? 'application/octet-stream',
      'cache-control': 'private, max-age=600',
      'accept-ranges': 'bytes',
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    }
    // Anything that is no picture or sound is only ever saved, never shown.
    if (type === undefined) headers['content-disposition'] = 'attachment'
    const part = rangeOf(request.headers.range, known.size)
    if (part === 'unsatisfiable') {
      response.writeHead(416, { ...headers, 'content-range': `bytes */${known.size}` }).end()
      return
    }
    const { from, to } = part ?? { from: 0, to: known.size - 1 }
    headers['content-length'] = known.size === 0 ? 0 : to - from + 1
    if (part) headers['content-range'] = `bytes ${from}-${to}/${known.size}`
    response.writeHead(part ? 206 : 200, headers)
    if (request.method === 'HEAD' || known.size === 0) response.end()
    else await pipeline(createReadStream(this.onDisk(at), { start: from, end: to }), response)
  }

  private refusal(method: 'put' | 'get', at: string, expires: number, signature: string): string | undefined {
    const given = Buffer.from(signature)
    const due = Buffer.from(this.sign(method, at, expires))
    if (given.length !== due.length || !timingSafeEqual(given, due)) return 'SignatureDoesNotMatch'
    return expires < this.seconds() ? 'RequestHasExpired' : undefined
  }

  private sign(method: 'put' | 'get', at: string, expires: number): string {
    return createHmac('sha256', this.options.key).update(`${method}\n${at}\n${expires}`).digest('hex')
  }

  private seconds(): number {
    return Math.floor(this.options.now().getTime() / 1000)
  }

  private fileId(at: string): string {
    const { environment } = this.options
    return `cloud://${environment}.local-${environment}/${at}`
  }

  /** Travels in a header, so no Chinese stands in it. */
  private cosFileId(at: string): string {
    return Buffer.from(this.fileId(at)).toString('base64')
  }

  private pathOf(fileId: unknown): string | undefined {
    const prefix = this.fileId('')
    if (typeof fileId !== 'string' || !fileId.startsWith(prefix)) return undefined
    return checkedPath(fileId.slice(prefix.length))
  }

  private onDisk(at: string): string {
    return path.join(this.options.directory, ...at.split('/'))
  }
}

/** A path of ours: plain segments, nothing that climbs, hides or could be read in two ways. */
function checkedPath(given: unknown): string | undefined {
  if (typeof given !== 'string' || given.length === 0 || given.length > 500) return undefined
  const plain = (segment: string) => /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(segment) && !segment.endsWith('.part')
  return given.split('/').every(plain) ? given : undefined
}

function decodedPath(encoded: string): string | undefined {
  try {
    return checkedPath(decodeURIComponent(encoded))
  } catch {
    return undefined
  }
}

const encodePath = (at: string) => at.split('/').map(encodeURIComponent).join('/')

/** The real storage is another site than the page. Any page may ask, since the signature alone opens a file. */
function allowPages(request: IncomingMessage, response: ServerResponse): void {
  const origin = request.headers.origin
  if (origin === undefined) return
  response.setHeader('access-control-allow-origin', origin)
  response.setHeader('vary', 'origin')
  response.setHeader('access-control-allow-methods', 'GET, HEAD, PUT')
  response.setHeader(
    'access-control-allow-headers',
    'authorization, content-type, key, x-cos-meta-fileid, x-cos-security-token',
  )
  response.setHeader('access-control-max-age', '600')
}

/** A refusal as COS words it. */
function refuse(response: ServerResponse, status: number, code: string): void {
  const fields = `<Code>${code}</Code><Message>${code}</Message><RequestId>local</RequestId><TraceId>local</TraceId>`
  const body = `<?xml version='1.0' encoding='utf-8' ?><Error>${fields}</Error>`
  response.writeHead(status, { 'content-type': 'application/xml', 'x-content-type-options': 'nosniff', connection: 'close' })
  response.end(body)
}

function rangeOf(header: string | undefined, size: number): { from: number; to: number } | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return undefined
  const from = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1])
  const to = match[1] === '' || match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1)
  return from > to || from >= size ? 'unsatisfiable' : { from, to }
}
