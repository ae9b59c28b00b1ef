// How long the bytes stay at hand: some browsers begin to read them only after the click has ended.
const keptFor = 60_000

/** Downloads a file. */
export function download(name: string, blob: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), keptFor)
}

/** Downloads a file that came as base64. */
export function downloadBase64(name: string, mime: string, base64: string): void {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  download(name, new Blob([bytes], { type: mime }))
}
