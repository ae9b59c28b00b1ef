import { useCallback, useMemo, useRef, useState } from 'react'
import type { LocalFile } from '@/platform/local-file'
import { uploadTo } from '@/platform/media'
import { randomId } from '@/platform/random'
import { call } from './call'
import { useSeat } from './seat'

/** A photo or recording that belongs to what is being written. */
export interface ShelfItem {
  readonly key: string
  readonly kind: 'photo' | 'sound'
  readonly preview: string
  readonly seconds?: number
  readonly state: 'sending' | 'sent' | 'failed'
  /** Known once it was sent. */
  readonly mediaId?: string
  /** Why it was not sent, in words. */
  readonly problem?: string
}

/** Photos and recordings being sent while the person goes on writing. */
export interface Shelf {
  readonly items: readonly ShelfItem[]
  readonly add: (files: readonly LocalFile[]) => void
  readonly remove: (key: string) => void
  readonly retry: (key: string) => void
  /** Nothing is on its way and nothing failed. */
  readonly settled: boolean
  readonly mediaIds: readonly string[]
  readonly clear: () => void
}

const noAnswer = '没有传上去，点一下重试'

/**
 * Keeps photos and recordings and sends each at once: ticket, upload, arrival.
 * @param first items of a kept draft; only those that had arrived can be taken up again
 */
export function useShelf(first: readonly ShelfItem[] = []): Shelf {
  const seat = useSeat()
  const [items, setItems] = useState(() => first.filter((item) => item.state === 'sent'))
  const files = useRef(new Map<string, LocalFile>())
  const count = useRef(0)

  const change = useCallback((key: string, news: Partial<ShelfItem>) => {
    setItems((all) => all.map((item) => (item.key === key ? { ...item, ...news } : item)))
  }, [])

  const send = useCallback(
    async (key: string, file: LocalFile) => {
      const sent = await sendFile(file, seat)
      change(
        key,
        'mediaId' in sent ? { state: 'sent', mediaId: sent.mediaId } : { state: 'failed', problem: sent.problem },
      )
    },
    [change, seat],
  )

  const add = useCallback(
    (added: readonly LocalFile[]) => {
      const keyed = added.map((file) => ({ key: `item-${Date.now()}-${(count.current += 1)}`, file }))
      for (const { key, file } of keyed) files.current.set(key, file)
      setItems((all) => [...all, ...keyed.map(({ key, file }) => waiting(key, file))])
      for (const { key, file } of keyed) void send(key, file)
    },
    [send],
  )

  const retry = useCallback(
    (key: string) => {
      const file = files.current.get(key)
      if (file === undefined) return
      change(key, { state: 'sending', problem: undefined })
      void send(key, file)
    },
    [change, send],
  )

  const remove = useCallback((key: string) => {
    files.current.delete(key)
    setItems((all) => all.filter((item) => item.key !== key))
  }, [])

  const clear = useCallback(() => setItems([]), [])

  return useMemo(
    () => ({
      items,
      add,
      remove,
      retry,
      clear,
      settled: items.every((item) => item.state === 'sent'),
      mediaIds: items.flatMap((item) => (item.mediaId === undefined ? [] : [item.mediaId])),
    }),
    [items, add, remove, retry, clear],
  )
}

function waiting(key: string, file: LocalFile): ShelfItem {
  const { kind, preview, seconds } = file
  return { key, kind, preview, state: 'sending', ...(seconds === undefined ? {} : { seconds }) }
}

async function sendFile(file: LocalFile, seat: string | undefined): Promise<{ mediaId: string } | { problem: string }> {
  const from = seat === undefined ? {} : { seat }
  const { kind, mime, bytes, seconds } = file
  const asked = { kind, mime, bytes, ...(seconds === undefined ? {} : { seconds }) }
  const ticket = await call('media.ticket', asked, { ...from, requestId: await randomId() })
  if (!ticket.ok) return { problem: ticket.refusal.code === 'OFFLINE' ? noAnswer : ticket.refusal.text }
  try {
    await uploadTo(ticket.value, file)
  } catch {
    return { problem: noAnswer }
  }
  const { mediaId } = ticket.value
  const arrived = await call('media.arrive', { mediaId }, { ...from, requestId: await randomId() })
  return arrived.ok ? { mediaId } : { problem: arrived.refusal.code === 'OFFLINE' ? noAnswer : arrived.refusal.text }
}
