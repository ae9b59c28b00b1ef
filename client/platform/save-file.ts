import { copyText } from './clipboard'

/**
 * Hands a text to its owner: a browser saves it as a file; WeChat, which may not, copies it.
 * @returns what was done, or undefined when it failed
 */
export async function handOver(name: string, text: string): Promise<'saved' | 'copied' | undefined> {
  if (IN_WECHAT) {
    return (await copyText(text)) ? 'copied' : undefined
  } else {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
    link.download = name
    link.click()
    URL.revokeObjectURL(link.href)
    return 'saved'
  }
}
