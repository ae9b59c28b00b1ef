import { View } from '@tarojs/components'

export function Station() {
  return <View>代表家站</View>
}
