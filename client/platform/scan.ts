import Taro from '@tarojs/taro'

/** Whether this build can open the camera to scan; a browser asks for the code to be typed instead. */
export const canScan = IN_WECHAT

/** Scans a code and answers what is in it, or undefined when the person gave up. */
async function scanned(): Promise<string | undefined> {
  try {
    const seen = await Taro.scanCode({ scanType: ['qrCode', 'wxCode'] as unknown as ('qrCode' | 'barCode')[] }) // Taro's type misses wxCode
    // A mini-program code answers `path`, which Taro's type leaves out.
    return (seen as { path?: string }).path ?? seen.result
  } catch {
    return undefined
  }
}

/** Scans a station's poster; undefined when the person gave up or it was something else. */
export async function scanStation(): Promise<string | undefined> {
  const seen = await scanned()
  return seen === undefined ? undefined : stationCodeIn(seen)
}

/** Scans the code of a web page that wants to sign in; undefined when the person gave up or it was something else. */
export async function scanSignIn(): Promise<string | undefined> {
  const seen = await scanned()
  return seen === undefined ? undefined : /(?:^|[?&]code=)(\d{8})(?:$|[&#])/.exec(seen.trim())?.[1]
}

/** The station code in what was scanned or typed; undefined when there is none. */
export function stationCodeIn(seen: string): string | undefined {
  const named = /[?&](?:scene|code)=([^&#]+)/.exec(seen)
  const code = named?.[1] === undefined ? seen.trim() : decodeURIComponent(named[1])
  return /^[\w.\-]{1,32}$/.test(code) ? code : undefined
}
