import { View } from '@tarojs/components'

export function DeputyHome() {
  return <View>代表工作台</View>
}
