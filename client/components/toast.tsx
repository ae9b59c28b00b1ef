import { View } from '@tarojs/components'
import { useSyncExternalStore } from 'react'
import { said } from './said'

let shown = ''
let timer: ReturnType<typeof setTimeout> | undefined
const watchers = new Set<() => void>()

function show(text: string): void {
  shown = text
  for (const watcher of Array.from(watchers)) watcher()
}

/** Says a short thing that needs no answer, for about three seconds. Never the only place of an error. */
export function toast(text: string): void {
  clearTimeout(timer)
  show(text)
  timer = setTimeout(() => show(''), 3200)
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

const current = () => shown

/** Where toasts appear; every Screen has one. */
export function ToastPlace() {
  const text = useSyncExternalStore(watch, current, current)
  return (
    <View className={`toast${text === '' ? '' : ' toast--on'}`} {...said({ role: 'status', live: true })}>
      {text === '' ? null : <View className="toast__text">{text}</View>}
    </View>
  )
}
