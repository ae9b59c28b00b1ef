import { View } from '@tarojs/components'

export function Home() {
  return <View>直通车</View>
}
