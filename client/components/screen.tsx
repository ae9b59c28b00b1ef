import { View } from '@tarojs/components'
import type { PropsWithChildren, ReactNode } from 'react'
import { goBack } from '@/platform/navigate'
import { usePull, useTitle } from '@/platform/screen-events'
import { classes } from './classes'
import { Icon } from './icon'
import { Tap } from './tap'
import { ToastPlace } from './toast'

export interface ScreenProps {
  /** In WeChat's own bar, in a browser in ours. */
  title: string
  /** For work at a desk: up to 1280 px instead of one column of 640. */
  wide?: boolean
  /** Right of the title, in a browser; in WeChat its own capsule is there, so nothing needed may stand here only. */
  bar?: ReactNode
  /** Stays at the bottom within reach of a thumb: the one main button. */
  foot?: ReactNode
  /** Without the way back: the first screen of a room. */
  root?: boolean
  /** Pull down, or press 刷新 in a browser. The page's config must enable pulling. */
  onRefresh?: () => Promise<unknown>
}

/** The frame of every screen: title, ground, column, safe areas, the foot with the main button, toasts. */
export function Screen({ title, wide, bar, foot, root, onRefresh, children }: PropsWithChildren<ScreenProps>) {
  useTitle(title)
  usePull(onRefresh ?? nothing)
  return (
    <View className={classes('screen', wide && 'screen--wide')}>
      {IN_WECHAT ? null : <TitleBar title={title} bar={bar} root={root} onRefresh={onRefresh} />}
      <View className="screen__body">{children}</View>
      {foot ? (
        <View className="screen__foot">
          <View className="screen__foot-inner">{foot}</View>
        </View>
      ) : null}
      <ToastPlace />
    </View>
  )
}

function TitleBar({ title, bar, root, onRefresh }: Pick<ScreenProps, 'title' | 'bar' | 'root' | 'onRefresh'>) {
  return (
    <View className="title-bar">
      <View className="title-bar__inner">
        {root ? (
          <View className="title-bar__lead" />
        ) : (
          <Tap className="title-bar__tap" label="返回" onTap={goBack}>
            <Icon name="back" />
          </Tap>
        )}
        <h1 className="title-bar__title">{title}</h1>
        {bar}
        {onRefresh ? (
          <Tap className="title-bar__tap" label="刷新" onTap={() => void onRefresh()}>
            <Icon name="refresh" />
          </Tap>
        ) : null}
      </View>
    </View>
  )
}

async function nothing(): Promise<void> {
  // A page without anything to ask again has nothing to do when it is pulled.
}
