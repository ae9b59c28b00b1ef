import { View } from '@tarojs/components'

export function Me() {
  return <View>我的</View>
}
