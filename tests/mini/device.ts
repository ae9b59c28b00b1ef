import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'

/** Where the built mini-program is. */
export const built = path.resolve(__dirname, '../../dist/weapp')

/** What answers `wx.cloud`: the test itself, or the real functions. */
export interface CloudDoor {
  call(room: string, data: unknown): Promise<unknown>
  upload?(cloudPath: string, bytes: Uint8Array): Promise<void>
}

/** What the phone's `wx` works on; a test looks into it and changes it. */
export interface Device {
  /** What the phone keeps, as WeChat keeps it: one text a key. */
  readonly stored: Map<string, unknown>
  /** The pages that lie on each other, the lowest first. */
  readonly pages: string[]
  /** Photos that the person chooses next, by their path on the phone. */
  readonly photos: Map<string, Uint8Array>
  /** What the app wrote into its own folder, by path. */
  readonly written: Map<string, Uint8Array>
  /** The documents that WeChat showed, and the files that went to a chat. */
  readonly shown: string[]
  /** The phone takes no more files. */
  full: boolean
  /** Every template that she was asked about; she agrees to all of them. */
  readonly asked: string[]
  clipboard: string
  offline: boolean
  /** A touch is being handled: WeChat asks for consents only then. */
  touching: boolean
}

type Said = { success?: (done: object) => void; fail?: (why: object) => void; complete?: (done: object) => void }

// WeChat's documented limits.
const mostOfAKey = 1024 * 1024
const mostStored = 10 * 1024 * 1024
const mostPages = 10
const mostTemplates = 3
const longestCall = 100 * 1024
const mostRandomBytes = 1_048_576
const ownFolder = 'http://usr'
// What WeChat can show; a CSV is not among them.
const documents = ['doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'pdf']

/** A device in its first state. */
export function newDevice(): Device {
  return {
    stored: new Map(),
    pages: [],
    photos: new Map(),
    written: new Map(),
    shown: [],
    full: false,
    asked: [],
    clipboard: '',
    offline: false,
    touching: false,
  }
}

/** The `wx` of a phone. Where WeChat refuses, it refuses in WeChat's words. */
export function wxOf(device: Device, cloud: CloudDoor): Record<string, unknown> {
  return { ...system(device), ...storage(device), ...navigation(device), ...files(device), ...handing(device), cloud: cloudOf(device, cloud) }
}

function done(said: Said, value: object = {}): void {
  said.success?.(value)
  said.complete?.(value)
}

function failed(said: Said, errMsg: string, more: object = {}): void {
  const why = { errMsg, ...more }
  said.fail?.(why)
  said.complete?.(why)
}

function system(device: Device) {
  return {
    getSystemInfoSync: () => ({ windowWidth: 390, platform: 'ios', SDKVersion: '3.4.1' }),
    canIUse: () => true,
    setNavigationBarTitle: (said: Said) => done(said),
    setClipboardData(said: Said & { data: string }) {
      device.clipboard = said.data
      done(said)
    },
    getRandomValues(said: Said & { length: number }) {
      const { length } = said
      if (!Number.isInteger(length) || length < 1 || length > mostRandomBytes) return failed(said, 'getRandomValues:fail invalid length')
      done(said, { randomValues: Uint8Array.from(randomBytes(length)).buffer })
    },
    getRecorderManager: () => ({ onStart() {}, onStop() {}, onError() {}, start() {}, stop() {} }),
    requestSubscribeMessage(said: Said & { tmplIds: string[] }) {
      const { tmplIds } = said
      if (!device.touching) return failed(said, 'requestSubscribeMessage:fail can only be invoked by user TAP gesture.', { errCode: 20004 })
      if (tmplIds.length < 1 || tmplIds.length > mostTemplates) return failed(said, 'requestSubscribeMessage:fail invalid tmplIds', { errCode: 20003 })
      device.asked.push(...tmplIds)
      done(said, { errMsg: 'requestSubscribeMessage:ok', ...Object.fromEntries(tmplIds.map((id) => [id, 'accept'])) })
    },
  }
}

function storage({ stored }: Device) {
  const size = (value: unknown) => JSON.stringify(value).length
  return {
    getStorageSync: (key: string) => stored.get(key) ?? '',
    removeStorageSync: (key: string) => void stored.delete(key),
    setStorageSync(key: string, value: unknown) {
      if (typeof key !== 'string' || key === '') throw new Error('setStorageSync:fail parameter error')
      if (size(value) > mostOfAKey) throw new Error('setStorageSync:fail entry size limit reached')
      const others = [...stored].reduce((sum, [name, kept]) => sum + (name === key ? 0 : size(kept)), 0)
      if (others + size(value) > mostStored) throw new Error('setStorageSync:fail exceed storage max size 10Mb')
      stored.set(key, value)
    },
  }
}

function navigation(device: Device) {
  const { pages } = device
  const known = pagesOfApp()
  const turn = (name: string, change: (url: string) => void) => (said: Said & { url: string }) => {
    const page = (said.url.split('?')[0] ?? '').replace(/^\//, '')
    if (!known.includes(page)) return failed(said, `${name}:fail page "${page}" is not found`)
    if (name === 'navigateTo' && pages.length >= mostPages) return failed(said, `${name}:fail webview count limit exceed`)
    change(said.url)
    done(said)
  }
  return {
    navigateTo: turn('navigateTo', (url) => pages.push(url)),
    redirectTo: turn('redirectTo', (url) => pages.splice(-1, 1, url)),
    reLaunch: turn('reLaunch', (url) => pages.splice(0, pages.length, url)),
    navigateBack(said: Said & { delta?: number }) {
      pages.splice(Math.max(1, pages.length - (said.delta ?? 1)))
      done(said)
    },
  }
}

function files(device: Device) {
  return {
    chooseMedia(said: Said & { count: number }) {
      const chosen = [...device.photos].slice(0, said.count)
      if (chosen.length === 0) return failed(said, 'chooseMedia:fail cancel')
      done(said, { tempFiles: chosen.map(([tempFilePath, bytes]) => ({ tempFilePath, size: bytes.length, fileType: 'image' })) })
    },
    compressImage: (said: Said & { src: string }) => done(said, { tempFilePath: said.src }),
    getFileSystemManager: () => ({
      getFileInfo(said: Said & { filePath: string }) {
        const bytes = device.photos.get(said.filePath)
        if (bytes) done(said, { size: bytes.length })
        else failed(said, `getFileInfo:fail no such file "${said.filePath}"`)
      },
      ...ownFiles(device),
    }),
    env: { USER_DATA_PATH: ownFolder },
  }
}

/** What an app does in its own folder. */
function ownFiles(device: Device) {
  return {
    readdirSync: (folder: string) => [...device.written.keys()].map((one) => one.slice(folder.length + 1)),
    unlinkSync(one: string) {
      if (!device.written.delete(one)) throw new Error(`unlinkSync:fail no such file or directory "${one}"`)
    },
    writeFile(said: Said & { filePath: string; data: string; encoding: BufferEncoding }) {
      if (!said.filePath.startsWith(`${ownFolder}/`)) return failed(said, `writeFile:fail permission denied, open ${said.filePath}`)
      if (device.full) return failed(said, 'writeFile:fail the maximum size of the file storage limit is exceeded')
      device.written.set(said.filePath, Buffer.from(said.data, said.encoding))
      done(said)
    },
  }
}

/** What becomes of a file that the app wrote. */
function handing(device: Device) {
  return {
    openDocument(said: Said & { filePath: string; fileType?: string }) {
      const kind = said.fileType ?? said.filePath.split('.').at(-1) ?? ''
      if (!documents.includes(kind)) return failed(said, 'openDocument:fail filetype not supported')
      if (!device.written.has(said.filePath)) return failed(said, "openDocument:fail file doesn't exist")
      device.shown.push(`opened ${said.filePath}`)
      done(said)
    },
    shareFileMessage(said: Said & { filePath: string; fileName?: string }) {
      if (!device.touching) return failed(said, 'shareFileMessage:fail can only be invoked by user TAP gesture.')
      if (!device.written.has(said.filePath)) return failed(said, "shareFileMessage:fail file doesn't exist")
      device.shown.push(`sent ${said.fileName}`)
      done(said)
    },
  }
}

function cloudOf(device: Device, cloud: CloudDoor) {
  const reach = () => {
    if (device.offline) throw new Error('cloud.callFunction:fail Error: errCode: -404011 cloud function execution error | errMsg: request:fail')
  }
  return {
    init() {},
    async callFunction({ name, data }: { name: string; data: unknown }) {
      reach()
      const sent = JSON.stringify(data)
      if (Buffer.byteLength(sent) > longestCall) throw new Error('cloud.callFunction:fail data exceed max size')
      const answer = await cloud.call(name, JSON.parse(sent))
      // Only JSON comes over the network, and nothing where the connection broke meanwhile.
      reach()
      return { result: JSON.parse(JSON.stringify(answer)) as unknown }
    },
    async uploadFile({ cloudPath, filePath }: { cloudPath: string; filePath: string }) {
      reach()
      const bytes = device.photos.get(filePath)
      if (!bytes || !cloud.upload) throw new Error(`cloud.uploadFile:fail no such file ${filePath}`)
      await cloud.upload(cloudPath, bytes)
      return { fileID: cloudPath, statusCode: 204 }
    },
  }
}

function pagesOfApp(): string[] {
  // Written by the build; its shape is the mini-program's own.
  const app = JSON.parse(readFileSync(path.join(built, 'app.json'), 'utf8')) as {
    pages: string[]
    subPackages: { root: string; pages: string[] }[]
  }
  return [...app.pages, ...app.subPackages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`))]
}
