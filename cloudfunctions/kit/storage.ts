import { sdk } from './sdk'

/** Files through node-sdk's storage. Paths are our own; nothing a person typed gets into one. */

/** How long a link to a photo or recording works. */
const LINK_SECONDS = 3600

export interface UploadTicket {
  readonly fileId: string
  readonly url: string
  /** The headers of the PUT. */
  readonly headers: Readonly<Record<string, string>>
}

/** Leave to upload one file at a path. */
export async function uploadTicket(cloudPath: string): Promise<UploadTicket> {
  const { data } = await (await sdk()).getUploadMetadata({ cloudPath })
  const headers = {
    authorization: data.authorization,
    'x-cos-security-token': data.token,
    'x-cos-meta-fileid': data.cosFileId,
    key: encodeURIComponent(cloudPath),
  }
  return { fileId: data.fileId, url: data.url, headers }
}

/** The bytes of a file, or undefined where it has not arrived. */
export async function readFile(fileId: string): Promise<Buffer | undefined> {
  try {
    const file = await (await sdk()).downloadFile({ fileID: fileId })
    return file.fileContent ? Buffer.from(file.fileContent) : undefined
  } catch (trouble) {
    if (isMissing(trouble)) return undefined
    throw trouble
  }
}

const isMissing = (trouble: unknown) =>
  typeof trouble === 'object' &&
  trouble !== null &&
  'code' in trouble &&
  /NOT_EXIST|NONEXIST|NOT_FOUND|FILE_NOT/i.test(String(trouble.code))

/** Writes a file at a path of ours and answers its id. */
export async function writeFile(cloudPath: string, bytes: Uint8Array): Promise<string> {
  const { fileID } = await (await sdk()).uploadFile({ cloudPath, fileContent: Buffer.from(bytes) })
  return fileID
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
      // Storage is down: the view is shown without pictures.
    }
  }
  return links
}

/** Deletes files; what is gone already is fine. */
export async function deleteFiles(fileIds: readonly string[]): Promise<void> {
  for (let from = 0; from < fileIds.length; from += 50) {
    await (await sdk()).deleteFile({ fileList: fileIds.slice(from, from + 50) })
  }
}
