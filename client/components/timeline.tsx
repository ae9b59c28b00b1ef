import { View } from '@tarojs/components'
import { MediaRow, type ShownMedia } from './media-row'
import { Moment } from './moment'
import { said } from './said'

export interface TimelineEntry {
  readonly at: string
  readonly event: string
  /** Who, as the reader may know it. */
  readonly who: string
  /** What happened, as a sentence. */
  readonly sentence: string
  readonly remark?: string
  readonly media: readonly ShownMedia[]
}

/** What happened, the latest first: who, when, a sentence, what was said with it, photos. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  // They come the earliest first; what happened in one moment keeps its order, turned round with the rest.
  const latestFirst = [...entries].reverse().sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
  return (
    <View className="timeline" {...said({ role: 'list', label: '办理经过' })}>
      {latestFirst.map((entry, at) => (
        <View key={`${entry.at}${entry.event}${at}`} className="timeline__entry" {...said({ role: 'listitem' })}>
          <View className={`timeline__dot${at === 0 ? ' timeline__dot--latest' : ''}`} />
          <View className="timeline__body">
            <View className="timeline__sentence">{entry.sentence}</View>
            <View className="timeline__who">
              {entry.who} · <Moment at={entry.at} />
            </View>
            {entry.remark ? <View className="timeline__remark said">{entry.remark}</View> : null}
            <MediaRow media={entry.media} />
          </View>
        </View>
      ))}
    </View>
  )
}
