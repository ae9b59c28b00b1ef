import { Pool } from 'pg'
import { migrate } from '../../cloudfunctions/db/migrate'
import { pgTypes } from '../../cloudfunctions/db/pg-types'
import { contextOf } from '../../local/functions'
import { rooms } from '../../shared/contract/registry'
import { openCounty, type County } from '../functions/county'
import { openLite } from '../postgres/lite-environment'

/** The cloud that the mini-program's calls reach: the real functions over a small county on PGlite in memory. */
export interface Cloud {
  readonly county: County
  /** What the platform does with `wx.cloud.callFunction`: it states the caller's openid and passes the rest on. */
  call(openid: string, room: string, data: unknown): Promise<unknown>
  /** What the platform does with `wx.cloud.uploadFile`. Throws where the storage refuses. */
  upload(cloudPath: string, bytes: Uint8Array): Promise<void>
  close(): Promise<void>
}

interface Upload {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

/** Opens the cloud with an empty, migrated database and a settled county. */
export async function openCloud(): Promise<Cloud> {
  const lite = await openLite()
  const pool = new Pool({ ...lite.config, idleTimeoutMillis: 0, types: pgTypes })
  await migrate(pool)
  const county = await openCounty(pool)
  // WeChat fetches its own leave to upload; here the one that the functions were given serves.
  const leaves = new Map<string, Upload>()
  return {
    county,
    async call(openid, room, data) {
      if (!isRoom(room)) throw new Error(`cloud.callFunction:fail -501000 no function ${room}`)
      county.services.wechat.see(openid, county.now())
      const answer = await county.raw(room, data, contextOf(openid))
      noteLeave(leaves, answer)
      return answer
    },
    async upload(cloudPath, bytes) {
      const leave = leaves.get(cloudPath)
      if (!leave) throw new Error(`cloud.uploadFile:fail no leave for ${cloudPath}`)
      const put = await fetch(leave.url, { method: 'PUT', headers: leave.headers, body: Buffer.from(bytes) })
      if (!put.ok) throw new Error(`cloud.uploadFile:fail ${put.status}`)
    },
    async close() {
      await county.close()
      await pool.end()
      await lite.close()
    },
  }
}

const isRoom = (room: string): room is keyof typeof rooms => Object.hasOwn(rooms, room)

function noteLeave(leaves: Map<string, Upload>, answer: unknown): void {
  // The answer of media.ticket, whose shape the contract checked.
  const { value } = answer as { value?: { cloudPath?: string; upload?: Upload } }
  if (value?.cloudPath !== undefined && value.upload) leaves.set(value.cloudPath, value.upload)
}
