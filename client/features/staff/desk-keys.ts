import { isSheetOpen } from '@/platform/elements'
import { isIn, isTyping, useKeyDown } from '@/platform/keyboard'

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
  useKeyDown((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || isSheetOpen()) return
    const does = doing(event, keys)
    if (does === undefined) return
    event.preventDefault()
    does()
  }, on)
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
      return isIn(event, 'button, a') && !isIn(event, '.case-row') ? undefined : keys.enter
    default:
      return undefined
  }
}
