import { View } from '@tarojs/components'

export function DeputyNote() {
  return <View>代记意见</View>
}
