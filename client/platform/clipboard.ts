import Taro from '@tarojs/taro'

/** Copies a text. Answers whether it worked; WeChat shows its own word of success. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await Taro.setClipboardData({ data: text })
    return true
  } catch {
    return false
  }
}
