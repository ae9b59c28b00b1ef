import Taro from '@tarojs/taro'

/** Scans a QR code that holds a text; undefined when the person gave up. */
export async function scanText(): Promise<string | undefined> {
  try {
    return (await Taro.scanCode({ scanType: ['qrCode'] })).result
  } catch {
    return undefined
  }
}
