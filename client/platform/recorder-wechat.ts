import Taro from '@tarojs/taro'
import { sizeOf } from './media'
import { longestRecording, type RecorderEvents, type SoundRecorder } from './recording'

// WeChat has one recorder for the whole app and no way to take listeners off: they are set once and look here.
let current: RecorderEvents | undefined
let listening = false

function listen(): void {
  if (listening) return
  listening = true
  const recorder = Taro.getRecorderManager()
  recorder.onStart(() => current?.started())
  recorder.onStop(({ tempFilePath, duration }) => {
    const events = current
    if (events === undefined) return
    sizeOf(tempFilePath)
      .then((bytes) =>
        events.done({
          kind: 'sound',
          mime: 'audio/mpeg',
          bytes,
          preview: tempFilePath,
          path: tempFilePath,
          seconds: Math.min(longestRecording, Math.max(1, Math.round(duration / 1000))),
        }),
      )
      .catch(() => events.stopped('failed'))
  })
  recorder.onError(({ errMsg }) => current?.stopped(/auth|deny|authorize/.test(errMsg) ? 'denied' : 'failed'))
}

export function recorderInWeChat(events: RecorderEvents): SoundRecorder {
  const recorder = Taro.getRecorderManager()
  return {
    start() {
      listen()
      current = events
      recorder.start({
        duration: longestRecording * 1000,
        format: 'mp3',
        sampleRate: 16_000,
        numberOfChannels: 1,
        encodeBitRate: 48_000,
      })
    },
    stop: () => recorder.stop(),
    dispose() {
      if (current !== events) return
      current = undefined
      recorder.stop()
    },
  }
}
