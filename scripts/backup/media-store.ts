import { existsSync } from 'node:fs'
import { mkdir, readFile as readDisk, writeFile as writeDisk } from 'node:fs/promises'
import path from 'node:path'
import { readFile, writeFile } from '../../cloudfunctions/kit/storage'
import { BackupRefused } from './words'

/** A photo or recording by the two names that the database has for it. */
export interface MediaFile {
  readonly cloudPath: string
  readonly fileId: string
}

/** Where photos and recordings are. */
export interface MediaStore {
  /** The bytes; undefined where there is no such file. */
  read(file: MediaFile): Promise<Buffer | undefined>
  /** Writes a file. @returns its id there, which another environment forms in its own way; undefined: as it was */
  write(cloudPath: string, bytes: Buffer): Promise<string | undefined>
}

/** The files of a local cloud, by the directory that holds them. */
export function localMedia(directory: string): MediaStore {
  const files = path.resolve(directory)
  const onDisk = (cloudPath: string) => {
    const at = path.join(files, ...cloudPath.split('/'))
    if (!at.startsWith(files + path.sep)) throw new BackupRefused(`照片的路径不对：${cloudPath}`)
    return at
  }
  return {
    read: async ({ cloudPath }) => (existsSync(onDisk(cloudPath)) ? readDisk(onDisk(cloudPath)) : undefined),
    write: async (cloudPath, bytes) => {
      await mkdir(path.dirname(onDisk(cloudPath)), { recursive: true })
      await writeDisk(onDisk(cloudPath), bytes)
      return undefined
    },
  }
}

/** The cloud's storage, through node-sdk, where the environment names one (TCB_ENV and its credentials). */
export const cloudMedia: MediaStore = {
  read: ({ fileId }) => readFile(fileId),
  write: (cloudPath, bytes) => writeFile(cloudPath, bytes),
}
