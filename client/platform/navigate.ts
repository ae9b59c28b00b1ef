import Taro, { useRouter } from '@tarojs/taro'

/** Every screen there is; the compiler knows a path that does not exist. */
export const screens = {
  home: '/pages/home/index',
  station: '/pages/station/index',
  speak: '/pages/speak/index',
  sent: '/pages/sent/index',
  follow: '/pages/follow/index',
  case: '/pages/case/index',
  me: '/pages/me/index',
  inbox: '/pages/inbox/index',
  account: '/packages/account/mine/index',
  signIn: '/packages/account/sign-in/index',
  approve: '/packages/account/approve/index',
  deputyHome: '/packages/deputy/home/index',
  deputyNote: '/packages/deputy/note/index',
  deputySlip: '/packages/deputy/slip/index',
  deputyCase: '/packages/deputy/case/index',
  staffQueue: '/packages/staff/queue/index',
  staffCase: '/packages/staff/case/index',
  unitQueue: '/packages/unit/queue/index',
  unitCase: '/packages/unit/case/index',
  pollReady: '/packages/poll/ready/index',
} as const
export type ScreenName = keyof typeof screens

type Params = Readonly<Record<string, string | number | undefined>>

function address(screen: ScreenName, params: Params): string {
  const query = Object.entries(params)
    .filter((pair): pair is [string, string | number] => pair[1] !== undefined && pair[1] !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return screens[screen] + (query.length > 0 ? `?${query.join('&')}` : '')
}

/** Opens a screen on top of this one. WeChat allows ten; past that the top one is replaced. */
export function go(screen: ScreenName, params: Params = {}): void {
  const url = address(screen, params)
  if (Taro.getCurrentPages().length >= 9) void Taro.redirectTo({ url })
  else void Taro.navigateTo({ url })
}

/** Opens a screen in place of this one, so that "back" does not return here. */
export function replaceBy(screen: ScreenName, params: Params = {}): void {
  void Taro.redirectTo({ url: address(screen, params) })
}

/** Forgets the way here and starts again from a screen. */
export function startFrom(screen: ScreenName, params: Params = {}): void {
  void Taro.reLaunch({ url: address(screen, params) })
}

/** Writes what is chosen into this screen's address without leaving it: a reload or a sent link comes back to it. */
export function noteInAddress(screen: ScreenName, params: Params): void {
  // The router's own entry stays as it is; only the address changes. WeChat has no address to see.
  if (!IN_WECHAT) window.history.replaceState(window.history.state, '', `#${address(screen, params)}`)
}

/** One screen back, or home when this one was opened directly. */
export function goBack(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack()
  else startFrom('home')
}

/** The parameters this screen was opened with, decoded; absent ones are undefined. */
export function useParams(): Readonly<Record<string, string | undefined>> {
  const { params } = useRouter()
  const decoded: Record<string, string | undefined> = {}
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined && value !== '') decoded[name] = safeDecode(value)
  }
  return decoded
}

// Parameters arrive encoded in WeChat and decoded in a browser; a stray % must not break the screen.
function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
