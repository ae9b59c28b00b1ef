import { View } from '@tarojs/components'

export function Inbox() {
  return <View>消息</View>
}
