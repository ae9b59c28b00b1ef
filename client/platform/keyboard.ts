import { useEffect, useRef } from 'react'

/** Hears the keys of a browser's keyboard while `on`; in WeChat there is none to hear. */
export function useKeyDown(hear: (event: KeyboardEvent) => void, on: boolean): void {
  const latest = useRef(hear)
  latest.current = hear
  useEffect(() => {
    if (IN_WECHAT || !on) return undefined
    const listen = (event: KeyboardEvent) => latest.current(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [on])
}

/** Whether the keyboard is busy with a field, so that a letter is a letter. */
export function isTyping(event: KeyboardEvent): boolean {
  return event.isComposing || isIn(event, 'input, textarea, select, [contenteditable]')
}

/** Whether a key was pressed on an element within one that fits a selector. */
export function isIn(event: KeyboardEvent, selector: string): boolean {
  return event.target instanceof HTMLElement && event.target.closest(selector) !== null
}
