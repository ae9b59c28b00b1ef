import { View } from '@tarojs/components'
import { usePages } from '@/api/hooks'
import { LinkRow } from '@/components/link-row'
import { deskTabNames, deskTabWords, type DeskTab } from './desk-tabs'

/** Where words found nothing in one tab: the tabs that have something for them. Whoever holds a number need not guess. */
export function Elsewhere({ tab, text, onTab }: { tab: DeskTab; text: string; onTab: (tab: DeskTab) => void }) {
  return (
    <View className="stack stack--tight">
      {deskTabNames
        .filter((name) => name !== tab)
        .map((name) => (
          <InTab key={name} tab={name} text={text} onTab={onTab} />
        ))}
    </View>
  )
}

function InTab({ tab, text, onTab }: { tab: DeskTab; text: string; onTab: (tab: DeskTab) => void }) {
  const found = usePages('opinion.queue', { tab, text, limit: 5 })
  const first = found.items[0]
  if (first === undefined) return null
  return (
    <LinkRow
      icon="search"
      title={`在“${deskTabWords[tab]}”里找到`}
      text={first.headline}
      note={found.more ? '5 件以上' : `${found.items.length} 件`}
      onTap={() => onTab(tab)}
    />
  )
}
