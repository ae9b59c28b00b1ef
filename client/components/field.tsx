import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { Icon } from './icon'
import { said } from './said'

export interface FieldProps {
  label: string
  /** Not everything has to be filled in: say so. */
  optional?: boolean
  /** Why it is asked, or how to fill it in. */
  hint?: string
  /** What is wrong and what to do. */
  error?: string
}

/** A question with its label, hint and error around whatever answers it. */
export function Field({ label, optional, hint, error, children }: PropsWithChildren<FieldProps>) {
  return (
    <View className="field">
      <View className="field__label">
        {label}
        {optional ? <View className="field__optional">可不填</View> : null}
      </View>
      {hint ? <View className="field__hint">{hint}</View> : null}
      {children}
      {error ? (
        <View className="field__error" {...said({ role: 'alert' })}>
          <Icon name="alert" size="small" />
          <View className="grow">{error}</View>
        </View>
      ) : null}
    </View>
  )
}
