import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Pages } from '@/api/hooks'
import { useNearEnd } from '@/platform/screen-events'
import { Button } from './button'
import { Empty, type EmptyProps } from './empty'
import { ErrorPane, RefusalNote } from './error-pane'
import { said } from './said'
import { Skeleton } from './skeleton'

export interface ListProps<T> {
  /** From usePages. Give `pages.refresh` to the Screen's onRefresh for pulling down. */
  pages: Pages<T>
  row: (item: T) => ReactNode
  keyOf: (item: T) => string
  empty: EmptyProps
  /** What is listed; read out by a screen reader. */
  label: string
}

/** A list that arrives in pages: loading, empty, failed with retry, more near the end, and a line at the very end. */
export function List<T>({ pages, row, keyOf, empty, label }: ListProps<T>) {
  useNearEnd(pages.loadMore)
  if (pages.state === 'loading') return <Skeleton cards={4} />
  if (pages.state === 'failed') {
    return <ErrorPane refusal={pages.refusal ?? { text: '没有取到内容。' }} onRetry={() => void pages.refresh()} />
  }
  if (pages.items.length === 0) return <Empty {...empty} />
  return (
    <View className="list" {...said({ role: 'list', label })}>
      {pages.items.map((item) => (
        <View key={keyOf(item)} {...said({ role: 'listitem' })}>
          {row(item)}
        </View>
      ))}
      <ListEnd pages={pages} />
    </View>
  )
}

function ListEnd<T>({ pages }: { pages: Pages<T> }) {
  if (!pages.more) return <View className="list__end">没有更多了</View>
  return (
    <View className="stack stack--tight">
      <RefusalNote refusal={pages.moreRefusal} />
      <Button
        kind="quiet"
        text={pages.moreRefusal ? '再试一次' : '看更多'}
        busy={pages.loadingMore}
        onTap={pages.loadMore}
      />
    </View>
  )
}
