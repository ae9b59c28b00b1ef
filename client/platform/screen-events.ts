import Taro, { useDidShow, usePullDownRefresh, useReachBottom } from '@tarojs/taro'
import { useEffect, useRef } from 'react'

/** Runs when the reader pulls the page down; the spinner goes away when the work is done, well or not. */
export function usePull(refresh: () => Promise<unknown>): void {
  usePullDownRefresh(() => {
    void refresh()
      .catch(() => undefined)
      .then(() => Taro.stopPullDownRefresh())
  })
}

/** Runs when the reader comes near the end of the page. */
export function useNearEnd(more: () => void): void {
  useReachBottom(more)
}

/** Runs each time the screen is shown again after another one covered it, not the first time. */
export function useReturned(back: () => void): void {
  const first = useRef(true)
  useDidShow(() => {
    if (first.current) first.current = false
    else back()
  })
}

/** Sets the title in the native bar, and the browser tab's. */
export function useTitle(title: string): void {
  useEffect(() => {
    void Taro.setNavigationBarTitle({ title })
  }, [title])
}

/** Brings the first field that was refused into sight, once it is drawn. */
export function showFirstProblem(): void {
  Taro.nextTick(() => {
    void Taro.pageScrollTo({ selector: '.field__error', offsetTop: -160, duration: 200 }).catch(() => undefined)
  })
}

/** Runs once what was just changed is drawn. Answers how to call it off. */
export function onceDrawn(work: () => void): () => void {
  let wanted = true
  Taro.nextTick(() => {
    if (wanted) work()
  })
  return () => {
    wanted = false
  }
}
