import Taro from '@tarojs/taro'
import type { LocalFile } from './local-file'
import { choosePhotosInBrowser } from './media-browser'

/** Where the server wants a file to go. */
export interface UploadTicket {
  readonly cloudPath: string
  readonly upload: { readonly url: string; readonly headers: Readonly<Record<string, string>> }
}

/** Lets the person choose or take photos, made smaller for sending. Empty when she gave up. */
export function choosePhotos(most: number): Promise<LocalFile[]> {
  // Not an async function: compiled to one, it would keep the branch that is not taken in the bundle.
  if (IN_WECHAT) {
    return choosePhotosInWeChat(most)
  } else {
    return choosePhotosInBrowser(most)
  }
}

async function choosePhotosInWeChat(most: number): Promise<LocalFile[]> {
  try {
    return await Promise.all((await chosenInWeChat(most)).map(smallerInWeChat))
  } catch {
    return []
  }
}

function chosenInWeChat(count: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    // With callbacks: Taro passes this one on as it is, and only newer base libraries promise by themselves.
    const given = Taro.chooseMedia({
      count,
      mediaType: ['image'],
      sizeType: ['compressed'],
      success: ({ tempFiles }) => resolve(tempFiles.map((file) => file.tempFilePath)),
      fail: () => reject(new Error('nothing chosen')),
    }) as Promise<unknown> | undefined // undefined where it does not promise
    given?.catch(() => undefined)
  })
}

async function smallerInWeChat(original: string): Promise<LocalFile> {
  const path = await Taro.compressImage({ src: original, quality: 80 })
    .then((done) => done.tempFilePath)
    .catch(() => original)
  return { kind: 'photo', mime: mimeOf(path), bytes: await sizeOf(path), preview: path, path }
}

/** The size of a file in WeChat, in bytes. */
export function sizeOf(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    Taro.getFileSystemManager().getFileInfo({
      filePath: path,
      success: ({ size }) => resolve(size),
      fail: reject,
    })
  })
}

function mimeOf(path: string): string {
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase()
  return { png: 'image/png', webp: 'image/webp', gif: 'image/gif', heic: 'image/heic' }[ending] ?? 'image/jpeg'
}

/** Sends the bytes to storage. Throws when they did not get there. */
export async function uploadTo(ticket: UploadTicket, file: LocalFile): Promise<void> {
  if (IN_WECHAT) {
    if (file.path === undefined) throw new Error('no path')
    await Taro.cloud.uploadFile({ cloudPath: ticket.cloudPath, filePath: file.path })
  } else {
    if (file.blob === undefined) throw new Error('no bytes')
    const put = await fetch(ticket.upload.url, { method: 'PUT', headers: ticket.upload.headers, body: file.blob })
    if (!put.ok) throw new Error(`upload answered ${put.status}`)
  }
}

/** Shows photos large, beginning with one. */
export function lookAt(urls: readonly string[], first: string): void {
  void Taro.previewImage({ urls: [...urls], current: first })
}
