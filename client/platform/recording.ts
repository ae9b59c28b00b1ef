import type { LocalFile } from './local-file'

/** The longest recording, in seconds. */
export const longestRecording = 60

/** What a recorder reports. `denied` is a refusal of the microphone; `failed` anything else. */
export interface RecorderEvents {
  readonly started: () => void
  readonly done: (sound: LocalFile) => void
  readonly stopped: (why: 'denied' | 'failed') => void
}

/** Records sound; it stops by itself after `longestRecording` seconds. */
export interface SoundRecorder {
  readonly start: () => void
  readonly stop: () => void
  /** Stops and throws away; reports nothing. */
  readonly dispose: () => void
}
