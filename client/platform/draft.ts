import { useCallback, useRef, useState } from 'react'
import { drop, keep, kept } from './storage'

export interface Draft<T> {
  readonly value: T
  /** Changes some of it, and keeps it on the phone at once. */
  readonly change: (some: Partial<T>) => void
  /** Forgets it, here and on the phone. */
  readonly clear: () => void
  /** It was found on the phone when the screen opened. */
  readonly found: boolean
}

/** What is being written, kept on this phone at every change: the app may be killed at any moment. */
export function useDraft<T extends object>(key: string, blank: T): Draft<T> {
  const first = useRef<T | undefined>(undefined)
  const found = useRef(false)
  if (first.current === undefined) {
    const before = kept<Partial<T>>(`draft.${key}`)
    found.current = before !== undefined
    // An older version may have kept fewer fields.
    first.current = { ...blank, ...before }
  }
  const [value, setValue] = useState(first.current)
  const latest = useRef(value)

  const change = useCallback(
    (some: Partial<T>) => {
      latest.current = { ...latest.current, ...some }
      keep(`draft.${key}`, latest.current)
      setValue(latest.current)
    },
    [key],
  )
  const clear = useCallback(() => {
    drop(`draft.${key}`)
    latest.current = blank
    setValue(blank)
    // `blank` is a constant of the caller.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key])

  return { value, change, clear, found: found.current }
}
