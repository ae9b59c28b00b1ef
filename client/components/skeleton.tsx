import { View } from '@tarojs/components'
import { said } from './said'

/** Grey lines where text is coming. */
export function Skeleton({ lines = 3, cards = 1 }: { lines?: number; cards?: number }) {
  return (
    <View className="stack" {...said({ role: 'status', label: '正在加载' })}>
      {Array.from({ length: cards }, (_, card) => (
        <View key={card} className="card stack stack--tight">
          {Array.from({ length: lines }, (_, line) => (
            <View
              key={line}
              className={`skeleton skeleton--${line === 0 ? 'head' : line === lines - 1 ? 'short' : 'line'}`}
            />
          ))}
        </View>
      ))}
    </View>
  )
}
