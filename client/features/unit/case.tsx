import { View } from '@tarojs/components'

export function UnitCase() {
  return <View>承办详情</View>
}
