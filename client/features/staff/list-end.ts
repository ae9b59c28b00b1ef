import { useEffect, useRef } from 'react'
import { inWeChat } from '@/platform/where'

/** The element of the list that scrolls by itself at a desk. */
export const listId = 'desk-list'

// So many pixels before its end the next page is asked for.
const near = 400

/** At a desk the list scrolls in its own box: asks for more near that box's end. Elsewhere the page does. */
export function useListEnd(more: () => void, on: boolean): void {
  const latest = useRef(more)
  latest.current = more
  useEffect(() => {
    const box = inWeChat || !on ? null : document.getElementById(listId)
    if (box === null) return undefined
    const hear = () => {
      if (box.scrollHeight - box.scrollTop - box.clientHeight < near) latest.current()
    }
    box.addEventListener('scroll', hear, { passive: true })
    return () => box.removeEventListener('scroll', hear)
  }, [on])
}
