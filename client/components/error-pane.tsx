import { View } from '@tarojs/components'
import type { Refusal } from '@/api/call'
import { Button } from './button'
import { Icon } from './icon'
import { said } from './said'

/** Why nothing can be shown, and the button to try again. */
export function ErrorPane({ refusal, onRetry }: { refusal: Pick<Refusal, 'text'>; onRetry?: () => void }) {
  return (
    <View className="pane" {...said({ role: 'alert' })}>
      <View className="pane__mark pane__mark--bad">
        <Icon name="alert" size="large" />
      </View>
      <View className="pane__text">{refusal.text}</View>
      {onRetry ? <Button inline text="再试一次" icon="refresh" onTap={onRetry} /> : null}
    </View>
  )
}

/** Why what was pressed was not done; stands next to the button. */
export function RefusalNote({ refusal }: { refusal: Pick<Refusal, 'text'> | undefined }) {
  if (refusal === undefined) return null
  return (
    <View className="refusal-note" {...said({ role: 'alert' })}>
      <Icon name="alert" size="small" />
      <View className="grow">{refusal.text}</View>
    </View>
  )
}
