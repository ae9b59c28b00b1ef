import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { classes } from './classes'
import { said } from './said'

export interface TapProps {
  /** For styles and for finding it. */
  className?: string
  id?: string
  onTap: () => void
  /** What it is called, where its own text does not say. */
  label?: string
  disabled?: boolean
  /** `radio` where it is one of several to choose from. */
  role?: 'button' | 'radio' | 'checkbox' | 'tab' | 'link'
  /** Whether it is the chosen one. */
  checked?: boolean
}

/** Anything that answers a tap: a real button in a browser, so that a keyboard and a screen reader can press it too. */
export function Tap({
  className,
  id,
  onTap,
  label,
  disabled,
  role = 'button',
  checked,
  children,
}: PropsWithChildren<TapProps>) {
  if (IN_WECHAT) {
    return (
      <View
        id={id}
        className={classes('tap', className)}
        hoverClass={disabled ? 'none' : 'tap--down'}
        hoverStayTime={60}
        onClick={() => disabled || onTap()}
        {...said({ role, label, checked })}
      >
        {children}
      </View>
    )
  } else {
    return (
      <button
        type="button"
        id={id}
        className={classes('tap', 'tap--native', className)}
        disabled={disabled}
        onClick={onTap}
        {...said({ role: role === 'button' ? undefined : role, label, checked })}
      >
        {children}
      </button>
    )
  }
}
