import { copyText } from './clipboard'
import { download, downloadBase64 } from './save-file-browser'
import { openInWeChat, sendToChat, writeBase64 } from './save-file-wechat'

/** A file as an answer of the server holds it. */
export interface CameFile {
  readonly fileName: string
  readonly mime: string
  readonly base64: string
}

/** What became of a file: downloaded by the browser; or written in WeChat, and shown where WeChat can show it. */
export type Saved = { readonly as: 'downloaded' } | { readonly as: 'opened' | 'written'; readonly path: string }

/**
 * Hands a text to its owner: a browser saves it as a file; WeChat, which may not, copies it.
 * @returns what was done, or undefined when it failed
 */
export function handOver(name: string, text: string): Promise<'saved' | 'copied' | undefined> {
  // Not an async function: compiled to one, it would keep the branch that is not taken in the bundle.
  if (IN_WECHAT) {
    return copyText(text).then((worked) => (worked ? 'copied' : undefined))
  } else {
    download(name, new Blob([text], { type: 'text/plain;charset=utf-8' }))
    return Promise.resolve('saved')
  }
}

/** Saves a table, and in WeChat opens it where it is one that WeChat can show. Undefined when the phone did not take it. */
export function saveTable(file: CameFile): Promise<Saved | undefined> {
  // Not an async function either.
  if (IN_WECHAT) {
    return saveInWeChat(file)
  } else {
    downloadBase64(file.fileName, file.mime, file.base64)
    return Promise.resolve({ as: 'downloaded' })
  }
}

async function saveInWeChat({ fileName, base64 }: CameFile): Promise<Saved | undefined> {
  try {
    const path = await writeBase64(fileName, base64)
    const opened = fileName.endsWith('.xlsx') && (await openInWeChat(path))
    return { as: opened ? 'opened' : 'written', path }
  } catch {
    return undefined
  }
}

/** Sends a written file to a chat; in WeChat only, directly in a tap. Answers whether it went. */
export function sendFile(path: string, name: string): Promise<boolean> {
  return IN_WECHAT ? sendToChat(path, name) : Promise.resolve(false)
}
