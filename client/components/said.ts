/** What a screen reader is told about an element. */
export interface Said {
  role?: string
  label?: string
  /** A part that announces its changes by itself. */
  live?: boolean
  checked?: boolean
  hidden?: boolean
  /** Nothing outside it counts while it is there. */
  modal?: boolean
}

/** What a screen reader is told, in the platform's own attribute names. */
export function said(what: Said) {
  if (IN_WECHAT) {
    return {
      ...(what.role === undefined ? {} : { ariaRole: what.role }),
      ...(what.label === undefined ? {} : { ariaLabel: what.label }),
      ...(what.checked === undefined ? {} : { ariaChecked: what.checked }),
      ...(what.hidden === undefined ? {} : { ariaHidden: what.hidden }),
    }
  } else {
    return {
      ...(what.role === undefined ? {} : { role: what.role }),
      ...(what.label === undefined ? {} : { 'aria-label': what.label }),
      ...(what.live === undefined ? {} : { 'aria-live': 'polite' as const }),
      // A tab is selected, a choice is checked.
      ...(what.checked === undefined ? {} : { [what.role === 'tab' ? 'aria-selected' : 'aria-checked']: what.checked }),
      ...(what.hidden === undefined ? {} : { 'aria-hidden': what.hidden }),
      ...(what.modal === undefined ? {} : { 'aria-modal': what.modal }),
    }
  }
}
