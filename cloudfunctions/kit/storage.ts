import { patience, sdk } from './sdk'

/** Files through node-sdk's storage. Paths are our own; nothing a person typed gets into one. */

/** How long a link to a photo or recording works. */
const LINK_SECONDS = 3600

/** The storage gave no answer, or none that makes sense. Nothing is known of what it did. */
export class StorageDown extends Error {
  override readonly name = 'StorageDown'
}

export interface UploadTicket {
  readonly fileId: string
  readonly url: string
  /** The headers of the PUT. */
  readonly headers: Readonly<Record<string, string>>
}

/** Leave to upload one file at a path. Throws StorageDown. */
export async function uploadTicket(cloudPath: string): Promise<UploadTicket> {
  const answer: unknown = await asked(async () => (await sdk()).getUploadMetadata({ cloudPath }))
  const data = partOf(answer, 'data')
  const text = (key: string) => {
    const value = partOf(data, key)
    if (typeof value !== 'string' || value === '') throw new StorageDown(`no ${key}`)
    return value
  }
  const headers = {
    authorization: text('authorization'),
    'x-cos-security-token': text('token'),
    'x-cos-meta-fileid': text('cosFileId'),
    key: encodeURIComponent(cloudPath),
  }
  return { fileId: text('fileId'), url: text('url'), headers }
}

/** The bytes of a file, or undefined where it has not arrived. Throws StorageDown. */
export async function readFile(fileId: string): Promise<Buffer | undefined> {
  const answer: unknown = await asked(async () => (await sdk()).getTempFileURL({ fileList: [{ fileID: fileId, maxAge: LINK_SECONDS }] }))
  const list = partOf(answer, 'fileList')
  const file: unknown = Array.isArray(list) ? list[0] : undefined
  const link = partOf(file, 'tempFileURL')
  if (isMissing(partOf(file, 'code'))) return undefined
  if (typeof link !== 'string' || link === '') throw new StorageDown('no link')
  // node-sdk's own download waits for ever and takes an error page for the file.
  return asked(async () => {
    const got = await fetch(encodeURI(link), { signal: AbortSignal.timeout(patience()) })
    if (got.status === 404) return undefined
    // None of our files is a page or a text: this is a gateway's excuse.
    if (!got.ok || /^(text|application)\/(html|plain|json|xml)/.test(got.headers.get('content-type') ?? '')) throw new StorageDown(`GET ${got.status}`)
    return Buffer.from(await got.arrayBuffer())
  })
}

const isMissing = (code: unknown) => /NOT_EXIST|NONEXIST|NOT_FOUND|FILE_NOT/i.test(String(code))

/** Writes a file at a path of ours and answers its id. Throws StorageDown. */
export async function writeFile(cloudPath: string, bytes: Uint8Array): Promise<string> {
  const { url, headers, fileId } = await uploadTicket(cloudPath)
  return asked(async () => {
    const signal = AbortSignal.timeout(patience())
    const put = await fetch(url, { method: 'PUT', body: Buffer.from(bytes), headers: { ...headers, signature: headers.authorization ?? '' }, signal })
    // A file that was taken is answered with nothing; anything else, whatever its status, is no word of the storage's.
    if (!put.ok || (await put.text()) !== '') throw new StorageDown(`PUT ${put.status}`)
    return fileId
  })
}

/** Signed links by file id. A file whose link could not be made is left out: the text of a case never waits for a photo. */
export async function temporaryLinks(fileIds: readonly string[]): Promise<Map<string, string>> {
  const links = new Map<string, string>()
  // The service takes at most 50 files a call.
  for (let from = 0; from < fileIds.length; from += 50) {
    const fileList = fileIds.slice(from, from + 50).map((fileID) => ({ fileID, maxAge: LINK_SECONDS }))
    try {
      const answer = await (await sdk()).getTempFileURL({ fileList })
      for (const file of answer.fileList) if (file.tempFileURL) links.set(file.fileID, file.tempFileURL)
    } catch {
      // Storage is down: the view is shown without pictures, and the rest is not waited for.
      break
    }
  }
  return links
}

/** Deletes files; what is gone already is fine. Throws StorageDown where one may still be there. */
export async function deleteFiles(fileIds: readonly string[]): Promise<void> {
  for (let from = 0; from < fileIds.length; from += 50) {
    const part = fileIds.slice(from, from + 50)
    const answer: unknown = await asked(async () => (await sdk()).deleteFile({ fileList: part }))
    const list = partOf(answer, 'fileList')
    // An id of another environment names nothing here.
    const isGone = (one: unknown) => /^SUCCESS$|INVALID_FILEID/.test(String(partOf(one, 'code'))) || isMissing(partOf(one, 'code'))
    if (!Array.isArray(list) || list.length !== part.length || !list.every(isGone)) throw new StorageDown('not deleted')
  }
}

/** Whatever goes wrong in a call to the storage is StorageDown; its words can hold paths and stay inside. */
async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (trouble) {
    throw trouble instanceof StorageDown ? trouble : new StorageDown(trouble instanceof Error ? trouble.name : 'unknown')
  }
}

function partOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return (value as Record<string, unknown>)[key] // an object; what is there is checked by the caller
}
