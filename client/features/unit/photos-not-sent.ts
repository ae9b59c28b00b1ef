import type { Shelf } from '@/api/media-shelf'

/** Why the photos of a form are not ready to go, in words; undefined where they are. */
export function photosNotSent(shelf: Shelf): string | undefined {
  if (shelf.items.some((item) => item.state === 'failed')) return '有照片没有传上去，请点它重试，或删掉后再提交。'
  return shelf.settled ? undefined : '照片正在上传，请稍等几秒再提交。'
}
