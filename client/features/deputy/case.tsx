import { View } from '@tarojs/components'

export function DeputyCase() {
  return <View>意见详情</View>
}
