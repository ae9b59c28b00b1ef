import { View } from '@tarojs/components'

export function Follow() {
  return <View>办得怎么样了</View>
}
