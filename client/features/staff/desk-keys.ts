import { useEffect, useRef } from 'react'
import { inWeChat } from '@/platform/where'

export interface DeskKeys {
  /** One line down or up. */
  readonly step: (by: 1 | -1) => void
  /** On to the case's main button. */
  readonly enter: () => void
  readonly search: () => void
}

/**
 * The desk's keys in a browser: J K or the arrows through the list, Enter on to the case, / to the search. They rest
 * while something is typed or a sheet is open.
 */
export function useDeskKeys(keys: DeskKeys, on: boolean): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    if (inWeChat || !on) return undefined
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || atRest(event.target)) return
      const does = doing(event, latest.current)
      if (does === undefined) return
      event.preventDefault()
      does()
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [on])
}

function doing(event: KeyboardEvent, keys: DeskKeys): (() => void) | undefined {
  switch (event.key) {
    case 'j':
    case 'J':
    case 'ArrowDown':
      return () => keys.step(1)
    case 'k':
    case 'K':
    case 'ArrowUp':
      return () => keys.step(-1)
    case '/':
      return keys.search
    case 'Enter':
      // A button in focus answers Enter itself; a line of the list is open already.
      return isButton(event.target) && !isRow(event.target) ? undefined : keys.enter
    default:
      return undefined
  }
}

function atRest(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"]') !== null) return true
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')
}

function isButton(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('button, a') !== null
}

function isRow(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('.case-row') !== null
}

/** Brings an element of this screen into sight, and the keyboard to it where asked. Browser only. */
export function reach(id: string, how: 'see' | 'focus'): void {
  if (inWeChat) return
  const element = document.getElementById(id)
  if (how === 'focus') element?.focus()
  element?.scrollIntoView({ block: 'nearest' })
}
