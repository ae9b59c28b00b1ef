import Taro from '@tarojs/taro'

/** Random bytes of the platform: wx.getRandomValues in WeChat, crypto in a browser. */
export async function randomBytes(length: number): Promise<Uint8Array> {
  if (IN_WECHAT) {
    return new Promise((resolve, reject) => {
      // With callbacks: Taro passes this one on as it is, and only newer base libraries promise by themselves.
      const given = Taro.getRandomValues({
        length,
        // Taro types the answer as ArrayBuffer; base libraries differ in whether they hand over a view of one.
        success: ({ randomValues }) => resolve(new Uint8Array(randomValues as ArrayBuffer)),
        fail: () => reject(new Error('no random bytes')),
      }) as Promise<unknown> | undefined // undefined where it does not promise
      given?.catch(() => undefined)
    })
  } else {
    return crypto.getRandomValues(new Uint8Array(length))
  }
}

/** A fresh UUID (version 4), for requestIds. */
export async function randomId(): Promise<string> {
  const bytes = await randomBytes(16)
  const hex = Array.from(bytes, (byte, at) => {
    const marked = at === 6 ? (byte & 0x0f) | 0x40 : at === 8 ? (byte & 0x3f) | 0x80 : byte
    return marked.toString(16).padStart(2, '0')
  }).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
