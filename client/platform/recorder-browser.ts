import { asDataUrl } from './media-browser'
import { longestRecording, type RecorderEvents, type SoundRecorder } from './recording'

// Safari records mp4, the others webm or ogg.
const formats = ['audio/mp4', 'audio/webm;codecs=opus', 'audio/webm', 'audio/ogg;codecs=opus']

/** Undefined where the browser cannot record: MediaRecorder and the microphone need https or localhost. */
export function recorderInBrowser(events: RecorderEvents): SoundRecorder | undefined {
  // In a page without https, mediaDevices is absent although its type says it never is.
  const devices = navigator.mediaDevices as MediaDevices | undefined
  const mimeType =
    typeof MediaRecorder === 'undefined' ? undefined : formats.find((one) => MediaRecorder.isTypeSupported(one))
  if (devices === undefined || mimeType === undefined) return undefined

  let recording: MediaRecorder | undefined
  let limit: ReturnType<typeof setTimeout> | undefined
  let wanted = true

  const record = (microphone: MediaStream) => {
    const parts: Blob[] = []
    const began = Date.now()
    recording = new MediaRecorder(microphone, { mimeType, audioBitsPerSecond: 32_000 })
    recording.ondataavailable = ({ data }) => parts.push(data)
    recording.onerror = () => events.stopped('failed')
    recording.onstop = () => {
      clearTimeout(limit)
      microphone.getTracks().forEach((track) => track.stop())
      if (wanted) void hand(new Blob(parts, { type: mimeType.split(';')[0] }), began, events)
    }
    recording.start()
    limit = setTimeout(() => recording?.stop(), longestRecording * 1000)
    events.started()
  }

  return {
    start() {
      wanted = true
      devices
        .getUserMedia({ audio: true })
        .then(record)
        .catch((problem: unknown) =>
          events.stopped(problem instanceof DOMException && problem.name === 'NotAllowedError' ? 'denied' : 'failed'),
        )
    },
    stop: () => recording?.state === 'recording' && recording.stop(),
    dispose() {
      wanted = false
      if (recording?.state === 'recording') recording.stop()
    },
  }
}

async function hand(blob: Blob, began: number, events: RecorderEvents): Promise<void> {
  const seconds = Math.min(longestRecording, Math.max(1, Math.round((Date.now() - began) / 1000)))
  events.done({ kind: 'sound', mime: blob.type, bytes: blob.size, preview: await asDataUrl(blob), seconds, blob })
}
