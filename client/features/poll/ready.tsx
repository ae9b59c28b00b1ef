import { View } from '@tarojs/components'
import { Icon } from '@/components/icon'
import { Screen } from '@/components/screen'
import { Section } from '@/components/section'
import { votingSupport } from '@shared/ballot/support'
import { OpenedBallot } from './opened-ballot'

/** Before a poll: can this phone vote electronically? And on a second phone: what does an opened ballot really hold? */
export function PollReady() {
  const { able, words } = votingSupport()
  return (
    <Screen title="电子票决检查">
      <View className="stack">
        <Section title="这部手机能不能投票">
          <View className="row">
            <Icon name={able ? 'tick' : 'alert'} />
            <View className="grow">{words}</View>
          </View>
          <View className="soft">电子票与纸质票同样有效，任选一种，不能两种都投。</View>
        </Section>
        {able ? <OpenedBallot /> : null}
      </View>
    </Screen>
  )
}
