import Taro from '@tarojs/taro'

const prefix = 'lane.'

/** Keeps a value on this phone until it is dropped; survives the app being killed. Plain JSON only. */
export function keep(key: string, value: unknown): void {
  try {
    Taro.setStorageSync(prefix + key, JSON.stringify(value))
  } catch {
    // A full storage must not stop somebody from writing: the text is still on the screen.
  }
}

/** What was kept under a key, or undefined. The caller says what it is and checks what matters. */
export function kept<T>(key: string): T | undefined {
  try {
    const text: unknown = Taro.getStorageSync(prefix + key)
    // Only `keep` writes under this prefix, and each key has one type.
    return typeof text === 'string' && text !== '' ? (JSON.parse(text) as T) : undefined
  } catch {
    return undefined
  }
}

/** Forgets a key. */
export function drop(key: string): void {
  Taro.removeStorageSync(prefix + key)
}
