import { Picker, View } from '@tarojs/components'
import { sayDay } from '@shared/domain/say-date'
import { isChinaDate } from '@shared/domain/china-time'
import { classes } from './classes'
import { said } from './said'

export interface DayInputProps {
  /** YYYY-MM-DD, or empty. */
  value: string
  onChange: (day: string) => void
  label: string
  /** Earliest and latest day that can be chosen. */
  from?: string
  to?: string
  wrong?: boolean
}

/** A calendar day: the platform's own picker. */
export function DayInput({ value, onChange, label, from, to, wrong }: DayInputProps) {
  const className = classes('text-box', wrong && 'text-box--wrong')
  if (IN_WECHAT) {
    return (
      <Picker mode="date" value={value} start={from} end={to} onChange={(event) => onChange(event.detail.value)}>
        <View className={className} {...said({ role: 'button', label })}>
          {isChinaDate(value) ? sayDay(value) : <View className="text-box__placeholder">请选择日期</View>}
        </View>
      </Picker>
    )
  } else {
    return (
      <input
        className={className}
        type="date"
        value={value}
        min={from}
        max={to}
        onChange={(event) => onChange(event.target.value)}
        {...said({ label })}
      />
    )
  }
}
