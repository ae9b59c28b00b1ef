import { View } from '@tarojs/components'

export function Speak() {
  return <View>我有话说</View>
}
