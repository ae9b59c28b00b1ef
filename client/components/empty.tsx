import { View } from '@tarojs/components'
import { Button } from './button'
import { Icon, type IconName } from './icon'

export interface EmptyProps {
  title: string
  /** What to do next. */
  text?: string
  icon?: IconName
  action?: { text: string; onTap: () => void }
}

/** Where there is nothing yet: says so, and what to do next. */
export function Empty({ title, text, icon = 'list', action }: EmptyProps) {
  return (
    <View className="pane">
      <View className="pane__mark">
        <Icon name={icon} size="large" />
      </View>
      <View className="pane__title">{title}</View>
      {text ? <View className="pane__text">{text}</View> : null}
      {action ? <Button inline text={action.text} onTap={action.onTap} /> : null}
    </View>
  )
}
