import { createServer, type Server } from 'node:http'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pointSdkHere, LOCAL_ENVIRONMENT } from '../../local/environment'
import { answerAdmin } from '../../local/services/admin'
import { LocalStorage } from '../../local/services/storage'
import { PlatformTrouble } from '../../local/services/trouble'
import { WeChatRecord } from '../../local/services/wechat-record'

/** The services that the real node-sdk calls, on a port of this machine. */
export interface Services {
  readonly wechat: WeChatRecord
  /** What WeChat would push to the product: answers of media checks, in the order they were asked for. */
  readonly pushes: Record<string, unknown>[]
  readonly origin: string
  /** How WeChat and the storage misbehave, as the simulator's page can tell them to. */
  readonly misbehave: PlatformTrouble
  /** While set, every call of the SDK fails like this: the platform is down. */
  trouble: 'none' | 'down' | 'garbage'
  close(): Promise<void>
}

/** Starts them and points node-sdk at them. `now` is the simulated clock. */
export async function startServices(now: () => Date): Promise<Services> {
  const directory = mkdtempSync(path.join(tmpdir(), 'services-'))
  const wechat = new WeChatRecord()
  const pushes: Record<string, unknown>[] = []
  const misbehave = new PlatformTrouble()
  let origin = ''
  const storage = new LocalStorage({
    directory,
    key: 'test-key-of-signatures',
    origin: () => origin,
    environment: LOCAL_ENVIRONMENT,
    now: () => new Date(),
    trouble: misbehave,
  })
  const secretId = 'test-secret-id'
  const options = {
    storage,
    wechat: {
      record: wechat,
      now,
      scanAddress: (scene: string) => `${origin}/s/${scene}`,
      push: (event: object) => pushes.push({ ...event }),
    },
    invoke: () => undefined,
    secretId,
    trouble: misbehave,
  }
  const services: Services = { wechat, pushes, misbehave, origin: '', trouble: 'none', close: async () => undefined }
  const server = createServer((request, response) => {
    if ((request.url ?? '').startsWith('/admin')) {
      if (services.trouble === 'down') return void request.socket.destroy()
      if (services.trouble === 'garbage') return void response.end('<html>502</html>')
      void answerAdmin(options, request, response)
      return
    }
    void storage.handle(request, response, new URL(request.url ?? '/', origin))
  })
  // Node closes a connection that was idle for 5 s; the SDK, using it at that very moment, would be cut off.
  server.keepAliveTimeout = 120_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the server listens on a port')
  origin = `http://127.0.0.1:${address.port}`
  pointSdkHere(origin, secretId)
  return Object.assign(services, { origin, close: () => stop(server, directory) })
}

function stop(server: Server, directory: string): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      rmSync(directory, { recursive: true, force: true })
      resolve()
    })
    server.closeAllConnections()
  })
}
