import { CannotStart } from '../../local/words'

/** A backup or restore that cannot be done: said in Chinese, nothing was changed. */
export class BackupRefused extends CannotStart {}

/** Bytes as people say them. */
export function sayBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} 字节`
  const [size, unit] = bytes < 1024 ** 2 ? [bytes / 1024, 'KB'] : bytes < 1024 ** 3 ? [bytes / 1024 ** 2, 'MB'] : [bytes / 1024 ** 3, 'GB']
  return `${size.toFixed(1)} ${unit}`
}
