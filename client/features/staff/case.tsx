import { View } from '@tarojs/components'

export function StaffCase() {
  return <View>意见详情</View>
}
