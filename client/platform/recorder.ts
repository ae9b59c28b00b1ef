import { recorderInBrowser } from './recorder-browser'
import { recorderInWeChat } from './recorder-wechat'
import type { RecorderEvents, SoundRecorder } from './recording'

/** A recorder of this platform, or undefined where there is none (an old browser, a page without https). */
export function openRecorder(events: RecorderEvents): SoundRecorder | undefined {
  if (IN_WECHAT) {
    return recorderInWeChat(events)
  } else {
    return recorderInBrowser(events)
  }
}
