import { View } from '@tarojs/components'

export function StaffQueue() {
  return <View>意见受理</View>
}
