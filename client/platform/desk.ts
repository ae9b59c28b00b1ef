import { useEffect, useState } from 'react'

const atDesk = '(min-width: 1024px)'

/** Whether the window is wide enough to show a list and a case side by side; in WeChat never. */
export function useAtDesk(): boolean {
  const [wide, setWide] = useState(() => !IN_WECHAT && window.matchMedia(atDesk).matches)
  useEffect(() => {
    if (IN_WECHAT) return undefined
    const query = window.matchMedia(atDesk)
    const hear = () => setWide(query.matches)
    query.addEventListener('change', hear)
    return () => query.removeEventListener('change', hear)
  }, [])
  return wide
}
