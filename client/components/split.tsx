import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { classes } from './classes'

export interface SplitProps {
  list: ReactNode
  /** The chosen one; absent while nothing is chosen. */
  detail: ReactNode | undefined
  /** What stands on the right meanwhile, at a desk. */
  placeholder: ReactNode
}

/** At a desk (from 1024 px) the list stands left and the chosen one right; on a phone only one of them shows. */
export function Split({ list, detail, placeholder }: SplitProps) {
  return (
    <View className={classes('split', detail !== undefined && 'split--chosen')}>
      <View className="split__list">{list}</View>
      <View className="split__detail">{detail ?? <View className="split__placeholder">{placeholder}</View>}</View>
    </View>
  )
}
