import { Textarea, View } from '@tarojs/components'
import { classes } from './classes'
import { said } from './said'

export interface TextAreaProps {
  value: string
  onChange: (value: string) => void
  /** What it is called; the Field's label. */
  label: string
  placeholder?: string
  /** The most characters, counted as people see them. More can be typed, is said in red, and refused when sent. */
  most: number
  wrong?: boolean
  /** For a remark of a line or two. */
  low?: boolean
  id?: string
}

/** How many characters a person sees, not UTF-16 units: the same count as the contract's. */
export function charactersIn(text: string): number {
  return Array.from(text.trim()).length
}

/** Several lines of text with a count. Nothing is cut off: whoever pastes too much sees by how much. */
export function TextArea({ value, onChange, label, placeholder, most, wrong, low, id }: TextAreaProps) {
  const count = charactersIn(value)
  const over = count > most
  const className = classes('text-box', 'text-box--area', low && 'text-box--low', (wrong || over) && 'text-box--wrong')
  const counter = (
    <View className={classes('text-area__count', over && 'text-area__count--over')}>
      {over ? `多了${count - most}个字，最多${most}字` : `${count}/${most} 字`}
    </View>
  )
  if (IN_WECHAT) {
    return (
      <View className="text-area">
        <Textarea
          id={id}
          className={className}
          value={value}
          placeholder={placeholder}
          placeholderClass="text-box__placeholder"
          maxlength={-1}
          autoHeight
          disableDefaultPadding
          showConfirmBar={false}
          cursorSpacing={24}
          onInput={(event) => onChange(event.detail.value)}
          {...said({ label })}
        />
        {counter}
      </View>
    )
  } else {
    return (
      <View className="text-area">
        <textarea
          id={id}
          className={className}
          value={value}
          placeholder={placeholder}
          rows={low ? 3 : 7}
          onChange={(event) => onChange(event.target.value)}
          {...said({ label })}
        />
        {counter}
      </View>
    )
  }
}
