import { View } from '@tarojs/components'
import { Icon, type IconName } from './icon'
import { Tap } from './tap'

export interface LinkRowProps {
  title: string
  text?: string
  icon?: IconName
  /** A short word at the right: 3 条未读. */
  note?: string
  onTap: () => void
}

/** A row that leads somewhere. */
export function LinkRow({ title, text, icon, note, onTap }: LinkRowProps) {
  return (
    <Tap className="link-row" onTap={onTap}>
      {icon ? <Icon name={icon} /> : null}
      <View className="grow">
        <View className="link-row__title">{title}</View>
        {text ? <View className="small soft">{text}</View> : null}
      </View>
      {note ? <View className="link-row__note">{note}</View> : null}
      <View className="link-row__arrow">
        <Icon name="next" size="small" />
      </View>
    </Tap>
  )
}
