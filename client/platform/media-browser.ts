import type { LocalFile } from './local-file'

const longestSide = 1600
const previewSide = 320

/** The browser's way to choose photos: a file input, then a smaller JPEG of each. */
export async function choosePhotosInBrowser(most: number): Promise<LocalFile[]> {
  const files = await askForFiles()
  return Promise.all(files.slice(0, most).map(smaller))
}

function askForFiles(): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = 'image/*'
    input.multiple = true
    input.style.display = 'none'
    const done = () => {
      input.remove()
      resolve(Array.from(input.files ?? []))
    }
    input.addEventListener('change', done)
    input.addEventListener('cancel', done)
    document.body.append(input)
    input.click()
  })
}

async function smaller(file: File): Promise<LocalFile> {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const blob = await drawn(picture, longestSide)
    const preview = await asDataUrl(await drawn(picture, previewSide))
    picture.close()
    return { kind: 'photo', mime: 'image/jpeg', bytes: blob.size, preview, blob }
  } catch {
    // A picture that this browser cannot draw is sent as it is; the server decides.
    return { kind: 'photo', mime: file.type, bytes: file.size, preview: URL.createObjectURL(file), blob: file }
  }
}

function drawn(picture: ImageBitmap, side: number): Promise<Blob> {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('nothing drawn'))), 'image/jpeg', 0.82),
  )
}

/** The bytes as a data URL, which survives a reload where a blob URL does not. */
export function asDataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(new Error('unreadable'))
    reader.readAsDataURL(blob)
  })
}
