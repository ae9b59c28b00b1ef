import { drawQr, pageAddress } from './qr-browser'

/** A picture's address of the QR code that leads a phone to let this web page in; in WeChat there is none to be scanned. */
export function signInPicture(code: string): Promise<string | undefined> {
  if (IN_WECHAT) {
    return Promise.resolve(undefined)
  } else {
    return drawQr(pageAddress(`/packages/account/approve/index?code=${code}`))
  }
}
