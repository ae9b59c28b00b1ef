import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import type { Refusal } from '@/api/call'
import { Button } from '@/components/button'
import { RefusalNote } from '@/components/error-pane'
import { Icon } from '@/components/icon'
import { Sheet } from '@/components/sheet'

export interface MoveSheetProps {
  title: string
  /** The word on the button. */
  press: string
  /** The case no longer allows it: somebody else moved it meanwhile. */
  shut: boolean
  busy: boolean
  /** Why it was not done. */
  refusal: Pick<Refusal, 'text'> | undefined
  onPress: () => void
  onRefresh: () => void
  onClose: () => void
}

/** The frame of a unit's form. When the case moved on, it says so, keeps what was typed, and offers to look again. */
export function MoveSheet({
  title,
  press,
  shut,
  busy,
  refusal,
  onPress,
  onRefresh,
  onClose,
  children,
}: PropsWithChildren<MoveSheetProps>) {
  return (
    <Sheet
      open
      title={title}
      onClose={onClose}
      foot={
        <>
          <RefusalNote refusal={refusal} onRefresh={onRefresh} />
          <Button kind="primary" text={press} busy={busy} disabled={shut} onTap={onPress} />
        </>
      }
    >
      <View className="stack">
        {shut ? (
          <View className="notice-line">
            <Icon name="alert" size="small" />
            <View className="grow">这件事有了变化，现在不能“{press}”。您写的还留着，关上看看最新情况。</View>
          </View>
        ) : null}
        {children}
      </View>
    </Sheet>
  )
}
