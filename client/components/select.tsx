import { Picker, View } from '@tarojs/components'
import { classes } from './classes'
import { said } from './said'

export interface SelectProps<K extends string> {
  /** What is chosen; read out by a screen reader. */
  label: string
  options: readonly { readonly key: K; readonly text: string }[]
  value: K | undefined
  onChange: (key: K | undefined) => void
  /** The word for "no choice made": 全部家站. */
  none: string
}

/** One out of many in a single line: the platform's own list, which a keyboard can search. */
export function Select<K extends string>({ label, options, value, onChange, none }: SelectProps<K>) {
  const className = classes('text-box', 'select', value !== undefined && 'select--chosen')
  if (IN_WECHAT) {
    const at = options.findIndex((one) => one.key === value)
    return (
      <Picker
        mode="selector"
        range={[none, ...options.map((one) => one.text)]}
        value={at + 1}
        onChange={(event) => onChange(options[Number(event.detail.value) - 1]?.key)}
      >
        <View className={className} {...said({ role: 'button', label })}>
          {options[at]?.text ?? none}
        </View>
      </Picker>
    )
  } else {
    return (
      <select
        className={className}
        value={value ?? ''}
        onChange={(event) => onChange(options.find((one) => one.key === event.target.value)?.key)}
        {...said({ label })}
      >
        <option value="">{none}</option>
        {options.map((one) => (
          <option key={one.key} value={one.key}>
            {one.text}
          </option>
        ))}
      </select>
    )
  }
}
