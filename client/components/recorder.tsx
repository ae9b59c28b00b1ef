import { View } from '@tarojs/components'
import { useEffect, useRef, useState } from 'react'
import type { Shelf } from '@/api/media-shelf'
import { openRecorder } from '@/platform/recorder'
import { longestRecording, type SoundRecorder } from '@/platform/recording'
import { Icon } from './icon'
import { Player } from './player'
import { said } from './said'
import { Tap } from './tap'

type State = 'idle' | 'asking' | 'recording' | 'denied' | 'failed'

const words: Readonly<Record<State, string>> = {
  idle: `点一下开始录音，最长 ${longestRecording} 秒`,
  asking: '正在打开话筒…',
  recording: '正在录音，点一下停止',
  denied: '话筒没有打开。请在系统设置里允许使用话筒，或者用文字写。',
  failed: '没有录成，点一下再试；也可以用文字写。',
}

/** One recording of up to a minute: tap to start, tap to stop, play it, delete it and record again. */
export function Recorder({ shelf }: { shelf: Shelf }) {
  const sound = shelf.items.find((item) => item.kind === 'sound')
  const recording = useRecording(shelf)
  if (sound !== undefined) {
    return (
      <View className="stack stack--tight">
        <View className="row">
          <View className="grow">
            <Player url={sound.preview} seconds={sound.seconds} />
          </View>
          <Tap className="recorder__remove" label="删掉录音" onTap={() => shelf.remove(sound.key)}>
            <Icon name="bin" />
          </Tap>
        </View>
        {sound.state === 'sending' ? <View className="small soft">正在上传录音</View> : null}
        {sound.state === 'failed' ? (
          <Tap className="recorder__retry" onTap={() => shelf.retry(sound.key)}>
            {sound.problem ?? '录音没有传上去，点一下重试'}
          </Tap>
        ) : null}
      </View>
    )
  }
  if (!recording.available) {
    return <View className="small soft">这个浏览器不能录音，请用文字写；在微信里打开可以录音。</View>
  }
  const on = recording.state === 'recording'
  return (
    <Tap
      className={`recorder${on ? ' recorder--on' : ''}`}
      onTap={recording.press}
      disabled={recording.state === 'asking'}
    >
      <Icon name={on ? 'stop' : 'mic'} />
      <View className="grow" {...said({ live: true })}>
        {words[recording.state]}
      </View>
      {on ? <View className="recorder__seconds">{`${recording.seconds} 秒`}</View> : null}
    </Tap>
  )
}

function useRecording(shelf: Shelf) {
  const [state, setState] = useState<State>('idle')
  const [available, setAvailable] = useState(true)
  const [seconds, setSeconds] = useState(0)
  const recorder = useRef<SoundRecorder | undefined>(undefined)
  const add = useRef(shelf.add)
  add.current = shelf.add

  useEffect(() => {
    recorder.current = openRecorder({
      started: () => setState('recording'),
      stopped: setState,
      done(file) {
        setState('idle')
        add.current([file])
      },
    })
    setAvailable(recorder.current !== undefined)
    return () => recorder.current?.dispose()
  }, [])

  useEffect(() => {
    if (state !== 'recording') return undefined
    setSeconds(0)
    const tick = setInterval(() => setSeconds((before) => Math.min(longestRecording, before + 1)), 1000)
    return () => clearInterval(tick)
  }, [state])

  const press = () => {
    if (state === 'recording') {
      recorder.current?.stop()
    } else {
      setState('asking')
      recorder.current?.start()
    }
  }
  return { state, available, seconds, press }
}
