import { View } from '@tarojs/components'
import { classes } from './classes'
import { Icon } from './icon'
import { said } from './said'
import { Tap } from './tap'

export interface Option<K extends string> {
  readonly key: K
  readonly text: string
  /** A line of explanation below the word. */
  readonly hint?: string
}

export interface ChoiceProps<K extends string> {
  options: readonly Option<K>[]
  /** The chosen key, or undefined while nothing is chosen. */
  value: K | undefined
  onChange: (key: K) => void
  /** What is chosen; read out by a screen reader. */
  label: string
  /** `rows` for sentences, `chips` for short words. */
  as?: 'rows' | 'chips'
}

/** One out of several. The chosen one has a tick and a heavier border, not only a colour. */
export function Choice<K extends string>({ options, value, onChange, label, as = 'rows' }: ChoiceProps<K>) {
  return (
    <View className={`choice choice--${as}`} {...said({ role: 'radiogroup', label })}>
      {options.map((option) => {
        const chosen = option.key === value
        return (
          <Tap
            key={option.key}
            role="radio"
            checked={chosen}
            className={classes('choice__one', chosen && 'choice__one--chosen')}
            onTap={() => onChange(option.key)}
          >
            {as === 'rows' ? <View className={classes('choice__mark', chosen && 'choice__mark--on')} /> : null}
            <View className="grow">
              <View className="choice__text">{option.text}</View>
              {option.hint ? <View className="choice__hint">{option.hint}</View> : null}
            </View>
            {as === 'chips' && chosen ? <Icon name="tick" size="small" /> : null}
          </Tap>
        )
      })}
    </View>
  )
}

/** Yes or no, as one big row: 匿名. */
export function Switch({
  text,
  hint,
  on,
  onChange,
}: {
  text: string
  hint?: string
  on: boolean
  onChange: (on: boolean) => void
}) {
  return (
    <Tap
      role="checkbox"
      checked={on}
      className={classes('choice__one', on && 'choice__one--chosen')}
      onTap={() => onChange(!on)}
      label={text}
    >
      <View className={classes('choice__box', on && 'choice__box--on')}>
        {on ? <Icon name="tick" size="small" /> : null}
      </View>
      <View className="grow">
        <View className="choice__text">{text}</View>
        {hint ? <View className="choice__hint">{hint}</View> : null}
      </View>
    </Tap>
  )
}
