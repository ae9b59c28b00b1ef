import { useEffect, useState } from 'react'
import { inWeChat } from './where'

const atDesk = '(min-width: 1024px)'

/** Whether the window is wide enough to show a list and a case side by side; in WeChat never. */
export function useAtDesk(): boolean {
  const [wide, setWide] = useState(() => !inWeChat && window.matchMedia(atDesk).matches)
  useEffect(() => {
    if (inWeChat) return undefined
    const query = window.matchMedia(atDesk)
    const hear = () => setWide(query.matches)
    query.addEventListener('change', hear)
    return () => query.removeEventListener('change', hear)
  }, [])
  return wide
}
