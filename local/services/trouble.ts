import type { IncomingMessage, ServerResponse } from 'node:http'

/** The two parties outside the product that can be told to misbehave. */
export const services = { wechat: '微信接口', storage: '云存储' } as const
export type ServiceName = keyof typeof services

/** The ways to misbehave. */
export const troubleKinds = {
  down: '连不上',
  slow: '要等一会儿才办',
  garbage: '答非所问',
  late: '办了，但答得太晚',
  twice: '一次请求办两次',
  refusesUploads: '不收上传',
  losesLinks: '给不出链接',
} as const
export type TroubleKind = keyof typeof troubleKinds

const onlyStorage: ReadonlySet<TroubleKind> = new Set(['refusesUploads', 'losesLinks'])

/** The ways that make sense for a service. */
export function kindsOf(service: ServiceName): TroubleKind[] {
  // Object.keys is typed string[]; the record's own type says which keys there are.
  return (Object.keys(troubleKinds) as TroubleKind[]).filter((kind) => service === 'storage' || !onlyStorage.has(kind))
}

export interface Trouble {
  readonly kind: TroubleKind
  /** How long `slow` waits before it does what was asked, and `late` before it says that it did. */
  readonly seconds: number
}

/** What a gateway says in the place of an answer: a page, an empty object, a success without content, half an answer. */
const nonsense: readonly { readonly type: string; readonly body: string }[] = [
  { type: 'text/html', body: '<html><body><h1>502 Bad Gateway</h1></body></html>' },
  { type: 'application/json', body: '{}' },
  { type: 'application/json', body: '{"requestId":"x","data":{"responseData":"{}"}}' },
  { type: 'application/json', body: '{"requestId":"x","data":{"respon' },
]

/** What a service does with one request. */
export interface Doing {
  /** Does it and answers. */
  readonly act: () => Promise<void>
  /** Does it without answering, where it can be done twice. */
  readonly again?: () => Promise<unknown>
}

/** Platform trouble on demand (平台故障演练): WeChat or the storage down, slow, answering nonsense, late or twice. */
export class PlatformTrouble {
  private readonly troubles = new Map<ServiceName, Trouble>()
  private said = 0

  /** Begins a trouble, or ends what there is. Refuses (RangeError) one that the service cannot have. */
  set(service: ServiceName, kind: TroubleKind | undefined, seconds = 30): void {
    if (kind === undefined) this.troubles.delete(service)
    else if (!kindsOf(service).includes(kind)) throw new RangeError(`${services[service]}没有“${troubleKinds[kind]}”这种故障`)
    else this.troubles.set(service, { kind, seconds })
  }

  of(service: ServiceName): Trouble | undefined {
    return this.troubles.get(service)
  }

  /** Does a request as the trouble of the moment has it. */
  async meet(service: ServiceName, request: IncomingMessage, response: ServerResponse, { act, again }: Doing): Promise<void> {
    const trouble = this.of(service)
    switch (trouble?.kind) {
      case 'down':
        request.socket.destroy()
        return
      case 'garbage': {
        const { type, body } = nonsense[this.said++ % nonsense.length] ?? { type: 'text/plain', body: '' }
        response.writeHead(200, { 'content-type': type }).end(body)
        return
      }
      case 'slow':
        await pause(trouble.seconds, response)
        // Who has gone is not served; node-sdk leaves without hanging up and is.
        return response.destroyed ? undefined : act()
      case 'late':
        holdBack(response, trouble.seconds)
        return act()
      case 'twice':
        await again?.()
        return act()
      default:
        return act()
    }
  }
}

/** Waits, at most until the caller hangs up. */
function pause(seconds: number, response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    // A wait does not keep the process from ending.
    const timer = setTimeout(resolve, seconds * 1000).unref()
    response.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}

/** What is answered leaves only after a while. */
function holdBack(response: ServerResponse, seconds: number): void {
  const end = response.end.bind(response)
  const held = (...given: Parameters<typeof end>) => {
    void pause(seconds, response).then(() => end(...given))
    return response
  }
  // `end` has several signatures; whatever was given is handed on as it is.
  response.end = held as typeof response.end
}
