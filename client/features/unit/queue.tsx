import { View } from '@tarojs/components'

export function UnitQueue() {
  return <View>承办事项</View>
}
