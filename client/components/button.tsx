import { View } from '@tarojs/components'
import { classes } from './classes'
import { Icon, type IconName } from './icon'
import { Tap } from './tap'

export interface ButtonProps {
  text: string
  onTap: () => void
  /** `primary` is cinnabar: only the one main action of a screen. */
  kind?: 'primary' | 'secondary' | 'quiet' | 'danger'
  /** Under way: shows it and takes no further press. */
  busy?: boolean
  disabled?: boolean
  icon?: IconName
  /** As wide as its text, for rows of buttons. */
  inline?: boolean
  id?: string
  /** What it is called, where the text alone is not enough (回复第2条). */
  label?: string
}

/** A button with a word on it, at least 48 px high. */
export function Button({ text, onTap, kind = 'secondary', busy, disabled, icon, inline, id, label }: ButtonProps) {
  const off = (disabled ?? false) || (busy ?? false)
  return (
    <Tap
      id={id}
      className={classes(
        'button',
        `button--${kind}`,
        inline && 'button--inline',
        busy && 'button--busy',
        disabled && 'button--off',
      )}
      onTap={onTap}
      disabled={off}
      label={label}
    >
      {busy ? <View className="button__busy" /> : icon ? <Icon name={icon} size="small" /> : null}
      <View className="button__text">{busy ? `${text}…` : text}</View>
    </Tap>
  )
}
