import Taro from '@tarojs/taro'

/** Opens the phone with a number; nothing happens where there is none, or when she gave up. */
export function dial(phone: string): void {
  void Taro.makePhoneCall({ phoneNumber: phone }).catch(() => undefined)
}
