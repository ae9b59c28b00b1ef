/** A photo or recording on this phone, before or while it is sent. */
export interface LocalFile {
  readonly kind: 'photo' | 'sound'
  readonly mime: string
  readonly bytes: number
  /** What to show or play here. */
  readonly preview: string
  readonly seconds?: number
  /** WeChat: the file's path. */
  readonly path?: string
  /** Browser: the bytes. */
  readonly blob?: Blob
}
