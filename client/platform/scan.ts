import Taro from '@tarojs/taro'
import { inWeChat } from './where'

/** Whether this build can open the camera to scan; a browser asks for the code to be typed instead. */
export const canScan = inWeChat

/**
 * Scans a code and answers the station code in it: the scene of a mini-program code, the `code` of a link, or the text
 * itself. Undefined when the person gave up.
 */
export async function scanStation(): Promise<string | undefined> {
  try {
    const seen = await Taro.scanCode({ scanType: ['qrCode', 'wxCode'] as unknown as ('qrCode' | 'barCode')[] }) // Taro's type misses wxCode
    // A mini-program code answers `path`, which Taro's type leaves out.
    return stationCodeIn((seen as { path?: string }).path ?? seen.result)
  } catch {
    return undefined
  }
}

/** The station code in what was scanned or typed; undefined when there is none. */
export function stationCodeIn(seen: string): string | undefined {
  const named = /[?&](?:scene|code)=([^&#]+)/.exec(seen)
  const code = named?.[1] === undefined ? seen.trim() : decodeURIComponent(named[1])
  return /^[\w.\-]{1,32}$/.test(code) ? code : undefined
}
