/**
 * A small AbortController for WeChat, which has none. react-query makes one for each fetch; nothing here aborts a
 * request in flight, so listeners and the flag are all that is needed.
 */
class Signal {
  aborted = false
  reason: unknown = undefined
  onabort: (() => void) | null = null
  private readonly listeners = new Set<() => void>()

  addEventListener(_type: 'abort', listener: () => void) {
    this.listeners.add(listener)
  }

  removeEventListener(_type: 'abort', listener: () => void) {
    this.listeners.delete(listener)
  }

  throwIfAborted() {
    if (this.aborted) throw this.reason
  }

  fire(reason: unknown) {
    if (this.aborted) return
    this.aborted = true
    this.reason = reason
    this.onabort?.()
    for (const listener of Array.from(this.listeners)) listener()
  }
}

export class AbortController {
  readonly signal = new Signal()

  abort(reason: unknown = new Error('aborted')) {
    this.signal.fire(reason)
  }
}
