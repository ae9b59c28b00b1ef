import { useEffect, useRef } from 'react'

/** Brings an element into sight, and the keyboard to it where asked. In a browser; WeChat has no keyboard to bring. */
export function reach(id: string, how: 'see' | 'focus'): void {
  if (IN_WECHAT) return
  const element = document.getElementById(id)
  if (how === 'focus') element?.focus()
  element?.scrollIntoView({ block: 'nearest' })
}

/** Brings the keyboard to the first element that fits a selector. */
export function focusFirst(selector: string): void {
  if (!IN_WECHAT) document.querySelector<HTMLElement>(selector)?.focus()
}

/** Whether a sheet lies over the screen. */
export function isSheetOpen(): boolean {
  return !IN_WECHAT && document.querySelector('[role="dialog"]') !== null
}

/** Where a sheet hangs in a browser: above everything, whatever is sticky around its place. */
export function topOfPage(): HTMLElement {
  return document.body
}

// So many pixels before its end a box asks for more.
const near = 400

/** Runs when a box that scrolls by itself comes near its end; where the page scrolls, see useNearEnd. */
export function useBoxEnd(id: string, more: () => void, on: boolean): void {
  const latest = useRef(more)
  latest.current = more
  useEffect(() => {
    const box = IN_WECHAT || !on ? null : document.getElementById(id)
    if (box === null) return undefined
    const hear = () => {
      if (box.scrollHeight - box.scrollTop - box.clientHeight < near) latest.current()
    }
    box.addEventListener('scroll', hear, { passive: true })
    return () => box.removeEventListener('scroll', hear)
  }, [id, on])
}
