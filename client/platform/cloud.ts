import Taro from '@tarojs/taro'

/** Connects the mini-program to its cloud environment; a browser talks to its own origin and needs nothing. */
export function startCloud(): void {
  if (IN_WECHAT) {
    Taro.cloud.init(CLOUD_ENV === '' ? {} : { env: CLOUD_ENV })
  }
}

/**
 * Sends an envelope to a room and answers what came back, unread. Throws when nothing came back at all.
 * @param room the function's name, the part of an action before the dot
 */
export async function sendTo(room: string, envelope: object): Promise<unknown> {
  if (IN_WECHAT) {
    // Taro leaves the callback and the promise form under one type.
    const answer = (await Taro.cloud.callFunction({ name: room, data: envelope })) as { result: unknown }
    return answer.result
  } else {
    const answer = await fetch(`/api/${room}`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(envelope),
    })
    return (await answer.json()) as unknown
  }
}
