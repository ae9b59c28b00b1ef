import { View } from '@tarojs/components'

export function DeputySlip() {
  return <View>回执</View>
}
