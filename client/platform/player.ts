import Taro from '@tarojs/taro'

export interface SoundPlayer {
  readonly play: () => void
  readonly stop: () => void
  readonly dispose: () => void
}

/** Plays one sound. `ended` also comes after a stop; `failed` when the link has expired or the format is unknown. */
export function openPlayer(url: string, events: { ended: () => void; failed: () => void }): SoundPlayer {
  const audio = Taro.createInnerAudioContext()
  audio.src = url
  audio.onEnded(events.ended)
  audio.onStop(events.ended)
  audio.onError(events.failed)
  return {
    play: () => void audio.play(),
    stop: () => audio.stop(),
    dispose: () => audio.destroy(),
  }
}
