import { View } from '@tarojs/components'
import { useEffect, useRef, useState } from 'react'
import { openPlayer, type SoundPlayer } from '@/platform/player'
import { Icon } from './icon'
import { Tap } from './tap'

/** Plays a recording: one wide button with its length. */
export function Player({ url, seconds }: { url: string; seconds?: number }) {
  const player = useRef<SoundPlayer | undefined>(undefined)
  const [state, setState] = useState<'still' | 'playing' | 'failed'>('still')

  useEffect(() => {
    setState('still')
    return () => {
      player.current?.dispose()
      player.current = undefined
    }
  }, [url])

  const press = () => {
    if (state === 'playing') {
      player.current?.stop()
      setState('still')
      return
    }
    player.current ??= openPlayer(url, { ended: () => setState('still'), failed: () => setState('failed') })
    setState('playing')
    player.current.play()
  }

  const length = seconds === undefined ? '' : ` ${Math.round(seconds)} 秒`
  const word = state === 'playing' ? '正在播放，点一下停' : state === 'failed' ? '放不出来，点一下再试' : '听录音'
  return (
    <Tap className="player" onTap={press}>
      <View className="player__mark">
        <Icon name={state === 'playing' ? 'stop' : 'play'} size="small" />
      </View>
      <View className="grow">{`${word}${length}`}</View>
    </Tap>
  )
}
