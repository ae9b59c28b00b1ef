import Taro from '@tarojs/taro'

/** Whether this build can send messages to WeChat; a browser has the inbox only. */
export const canSubscribe = IN_WECHAT

/**
 * Asks to be sent one message of each template (at most three). Must be called directly in a tap.
 * @returns the template ids that were agreed to; none in a browser
 */
export async function askToNotify(templateIds: readonly string[]): Promise<string[]> {
  if (IN_WECHAT) {
    const asked = templateIds.slice(0, 3)
    try {
      // Taro's type asks for Alipay's entityIds too; WeChat ignores them.
      const answer = await Taro.requestSubscribeMessage({ tmplIds: asked, entityIds: [] })
      // The answer carries one extra key for each template id, which Taro's type does not name.
      const said = answer as unknown as Record<string, string>
      return asked.filter((id) => said[id] === 'accept')
    } catch {
      return []
    }
  } else {
    return []
  }
}
