import { View } from '@tarojs/components'

export function Sent() {
  return <View>已收到您的意见</View>
}
