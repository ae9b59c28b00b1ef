import { inWeChat } from './where'

/** Where a phone goes to let this web page in. */
export function approveAddress(code: string): string {
  return `${window.location.origin}/#/packages/account/approve/index?code=${code}`
}

/** A QR code as a picture's address. For a browser; in WeChat nothing has to be scanned from itself. */
export async function qrPicture(text: string): Promise<string | undefined> {
  if (inWeChat) {
    return undefined
  } else {
    const { toString } = await import('qrcode')
    const svg = await toString(text, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })
    return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`
  }
}
