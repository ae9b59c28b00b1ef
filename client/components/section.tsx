import { View } from '@tarojs/components'
import type { PropsWithChildren, ReactNode } from 'react'
import { said } from './said'

/** A titled part of a screen, on a card. */
export function Section({ title, note, children }: PropsWithChildren<{ title?: string; note?: ReactNode }>) {
  return (
    <View className="section card" {...(title === undefined ? {} : said({ role: 'region', label: title }))}>
      {title ? (
        <View className="row row--between">
          <View className="section__title">{title}</View>
          {note ? <View className="small soft">{note}</View> : null}
        </View>
      ) : null}
      {children}
    </View>
  )
}
