import { View } from '@tarojs/components'

export function Case() {
  return <View>意见详情</View>
}
