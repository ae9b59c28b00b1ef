import { mkdtempSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { CloudBase } from '@cloudbase/node-sdk'
import { LOCAL_ENVIRONMENT, pointSdkHere } from '../../local/environment'
import type { Functions } from '../../local/functions'
import { listen, makeDoor } from '../../local/http'
import { LocalStorage } from '../../local/services/storage'
import { WeChatRecord } from '../../local/services/wechat-record'

/** The local services on a free port, with the real node-sdk pointed at them. */
export interface Stand {
  readonly origin: string
  readonly directory: string
  readonly storage: LocalStorage
  readonly wechat: WeChatRecord
  readonly sdk: CloudBase
  /** What time the services think it is. */
  time: Date
  close(): Promise<void>
}

export async function openStand(given: { functions?: Functions; app?: string } = {}): Promise<Stand> {
  const directory = mkdtempSync(path.join(tmpdir(), 'express-lane-stand-'))
  const stand = { time: new Date('2026-03-02T02:00:00Z'), origin: '' }
  const storage = new LocalStorage({
    directory: path.join(directory, 'files'),
    key: 'a key of this test',
    origin: () => stand.origin,
    environment: LOCAL_ENVIRONMENT,
    now: () => stand.time,
  })
  const wechat = new WeChatRecord()
  const functions = given.functions ?? new Map()
  const door = makeDoor({
    app: given.app ?? path.join(directory, 'app'),
    functions,
    rooms: new Set(['opinion']),
    admin: {
      storage,
      wechat: { record: wechat, now: () => stand.time, scanAddress: (scene) => `${stand.origin}/s/${scene}` },
      invoke: (name, data) => functions.get(name)?.(data, {}),
      secretId: 'secret-of-this-test',
    },
    storage,
    origins: () => [stand.origin],
    hosts: new Set(['127.0.0.1']),
  })
  const port = await listen(door, 0, '127.0.0.1')
  stand.origin = `http://127.0.0.1:${port}`
  pointSdkHere(stand.origin, 'secret-of-this-test')
  const { init } = await import('@cloudbase/node-sdk')
  const sdk = init({ env: LOCAL_ENVIRONMENT })
  const close = async () => {
    await closeServer(door)
    rmSync(directory, { recursive: true, force: true })
  }
  return Object.assign(stand, { directory, storage, wechat, sdk, close })
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
