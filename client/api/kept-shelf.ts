import { useEffect, useMemo } from 'react'
import { drop, keep, kept } from '@/platform/storage'
import { useShelf, type Shelf, type ShelfItem } from './media-shelf'

/** A shelf whose photos and recording, once sent, are kept on the phone with their draft until they are cleared. */
export function useKeptShelf(key: string): Shelf {
  const shelf = useShelf(kept<ShelfItem[]>(key) ?? [])
  useEffect(() => {
    if (shelf.items.length > 0) keep(key, shelf.items)
    else drop(key)
  }, [shelf.items, key])
  return useMemo(
    () => ({
      ...shelf,
      clear() {
        shelf.clear()
        drop(key)
      },
    }),
    [shelf, key],
  )
}
