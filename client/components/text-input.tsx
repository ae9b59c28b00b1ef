import { Input } from '@tarojs/components'
import { classes } from './classes'
import { said } from './said'

export interface TextInputProps {
  value: string
  onChange: (value: string) => void
  /** What it is called; the Field's label. */
  label: string
  placeholder?: string
  /** Which keyboard: words, digits, a phone number, a search. */
  kind?: 'text' | 'digits' | 'phone' | 'search'
  wrong?: boolean
  /** UTF-16 units; a guard against a slip of the hand, not the rule. */
  most?: number
  id?: string
  /** The return key of the keyboard. */
  onEnter?: () => void
}

const weappTypes = { text: 'text', digits: 'number', phone: 'number', search: 'text' } as const
const inputModes = { text: 'text', digits: 'numeric', phone: 'tel', search: 'search' } as const

/** One line of text. A native input in a browser, for its keyboard, composition and autofill. */
export function TextInput({
  value,
  onChange,
  label,
  placeholder,
  kind = 'text',
  wrong,
  most = 200,
  id,
  onEnter,
}: TextInputProps) {
  const className = classes('text-box', 'text-box--line', wrong && 'text-box--wrong')
  if (IN_WECHAT) {
    return (
      <Input
        id={id}
        className={className}
        value={value}
        type={weappTypes[kind]}
        placeholder={placeholder}
        placeholderClass="text-box__placeholder"
        maxlength={most}
        confirmType={kind === 'search' ? 'search' : 'done'}
        onInput={(event) => onChange(event.detail.value)}
        onConfirm={onEnter}
        {...said({ label })}
      />
    )
  } else {
    return (
      <input
        id={id}
        className={className}
        value={value}
        type={kind === 'phone' ? 'tel' : kind === 'search' ? 'search' : 'text'}
        inputMode={inputModes[kind]}
        placeholder={placeholder}
        maxLength={most}
        autoComplete={kind === 'phone' ? 'tel' : 'off'}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          // While a Chinese word is being composed, Enter chooses it and means nothing else. With Ctrl it sends a whole form.
          const alone = !event.nativeEvent.isComposing && !event.ctrlKey && !event.metaKey
          if (event.key === 'Enter' && alone) onEnter?.()
        }}
        {...said({ label })}
      />
    )
  }
}
