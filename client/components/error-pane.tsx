import { View } from '@tarojs/components'
import type { Refusal } from '@/api/call'
import { go } from '@/platform/navigate'
import { Button } from './button'
import { Icon } from './icon'
import { said } from './said'

type Why = Pick<Refusal, 'text'> & { readonly code?: string }

/** Why nothing can be shown, and the button to try again. */
export function ErrorPane({ refusal, onRetry }: { refusal: Why; onRetry?: () => void }) {
  return (
    <View className="pane" {...said({ role: 'alert' })}>
      <View className="pane__mark pane__mark--bad">
        <Icon name="alert" size="large" />
      </View>
      <View className="pane__text">{refusal.text}</View>
      {onRetry ? <Button inline text="再试一次" icon="refresh" onTap={onRetry} /> : null}
      <ToSignIn refusal={refusal} />
    </View>
  )
}

export interface RefusalNoteProps {
  refusal: Why | undefined
  /** Asks the case again; offered where it moved on meanwhile. What was typed must stay. */
  onRefresh?: () => void
}

// The case is not what the person saw when she pressed.
const outOfDate = ['MOVED_ON', 'NOT_OPEN']

/** Why what was pressed was not done; stands next to the button. */
export function RefusalNote({ refusal, onRefresh }: RefusalNoteProps) {
  if (refusal === undefined) return null
  const stale = refusal.code !== undefined && outOfDate.includes(refusal.code)
  return (
    <View className="refusal-note" {...said({ role: 'alert' })}>
      <Icon name="alert" size="small" />
      <View className="grow stack stack--tight">
        <View>{refusal.text}</View>
        <ToSignIn refusal={refusal} />
        {stale && onRefresh ? <Button inline text="刷新" icon="refresh" onTap={onRefresh} /> : null}
      </View>
    </View>
  )
}

/** In a browser a person can sign in; in WeChat she always is. */
function ToSignIn({ refusal }: { refusal: Why }) {
  if (IN_WECHAT || refusal.code !== 'SIGN_IN_REQUIRED') return null
  return <Button inline text="去登录" onTap={() => go('signIn')} />
}
