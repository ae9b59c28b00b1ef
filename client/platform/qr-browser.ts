import { toString } from 'qrcode'

/** The address of a page of this app. */
export function pageAddress(path: string): string {
  return `${window.location.origin}/#${path}`
}

/** A QR code as a picture's address. */
export async function drawQr(text: string): Promise<string | undefined> {
  const svg = await toString(text, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })
  return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`
}
