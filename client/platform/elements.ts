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

/** Brings an element to the middle of the box that scrolls sideways around it. In a browser. */
export function scrollAcross(boxId: string, id: string): void {
  if (IN_WECHAT) return
  const box = document.getElementById(boxId)?.getBoundingClientRect()
  const one = document.getElementById(id)?.getBoundingClientRect()
  if (box === undefined || one === undefined) return
  const by = one.left + one.width / 2 - (box.left + box.width / 2)
  document.getElementById(boxId)?.scrollBy({ left: by })
}

/**
 * Brings the keyboard into an element that lies over the page, unless something in it has it already.
 * @returns gives it back to whatever had it before, where that is still on the page
 */
export function borrowFocus(id: string): () => void {
  if (IN_WECHAT) return nothing
  const before = document.activeElement
  const element = document.getElementById(id)
  if (element === null || element.contains(before)) return nothing
  element.tabIndex = -1
  element.focus({ preventScroll: true })
  return () => {
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
  }
}

function nothing(): void {
  // There was nothing to bring anywhere.
}

const reachedByTab = 'a[href], button, input, select, textarea, audio[controls], [tabindex]:not([tabindex="-1"])'

/** Keeps the Tab key going round within an element. */
export function keepTabWithin(id: string, event: KeyboardEvent): void {
  const element = document.getElementById(id)
  if (element === null) return
  const stops = Array.from(element.querySelectorAll<HTMLElement>(reachedByTab)).filter(
    (one) => !one.matches(':disabled') && one.getClientRects().length > 0,
  )
  const first = stops[0]
  const last = stops[stops.length - 1]
  const now = document.activeElement
  const inside = now !== null && now !== element && element.contains(now)
  const leaving = !inside || now === (event.shiftKey ? first : last)
  if (!leaving) return
  event.preventDefault()
  ;((event.shiftKey ? last : first) ?? element).focus()
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
