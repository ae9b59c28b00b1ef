import { View } from '@tarojs/components'
import { categoryName } from './category-input'
import { Icon } from './icon'
import { MediaRow, type ShownMedia } from './media-row'

export interface SpokenProps {
  text: string
  media: readonly ShownMedia[]
  place?: string
  category?: string
}

/** What was said: words, photos, sound, place, category. */
export function Spoken({ text, media, place, category }: SpokenProps) {
  return (
    <View className="stack">
      {text === '' ? <View className="soft">没有写文字，请听录音。</View> : <View className="said">{text}</View>}
      <MediaRow media={media} />
      {place ? (
        <View className="row small soft">
          <Icon name="pin" size="small" />
          <View className="grow">{place}</View>
        </View>
      ) : null}
      {category ? <View className="small soft">类别：{categoryName(category)}</View> : null}
    </View>
  )
}
