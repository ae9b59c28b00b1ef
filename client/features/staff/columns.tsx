import { View } from '@tarojs/components'
import type { ReactNode } from 'react'

/** Two halves of a form, side by side at a desk so that all of it is seen at once, below each other on a phone. */
export function Columns({ first, second }: { first: ReactNode; second: ReactNode }) {
  return (
    <View className="columns">
      <View className="columns__one">{first}</View>
      <View className="columns__one">{second}</View>
    </View>
  )
}
