import { View } from '@tarojs/components'
import { useEffect } from 'react'
import { useCall } from '@/api/hooks'
import type { Output } from '@/api/call'
import { Button } from '@/components/button'
import { Empty } from '@/components/empty'
import { Icon, type IconName } from '@/components/icon'
import { Loaded } from '@/components/loaded'
import { Screen } from '@/components/screen'
import { Section } from '@/components/section'
import { Tap } from '@/components/tap'
import { go, startFrom, useParams } from '@/platform/navigate'
import { dial } from '@/platform/phone'
import { rememberStation } from './last-station'
import './resident.scss'

type StationView = Output<'station.view'>

/** A station: where a poster's code leads. `scene` comes from a mini-program code, `code` from a link. */
export function Station() {
  const params = useParams()
  const code = params.scene ?? params.code ?? ''
  const station = useCall('station.view', { code }, { when: code !== '' })
  useEffect(() => {
    if (station.value !== undefined) rememberStation(station.value)
  }, [station.value])

  if (code === '') {
    return (
      <Screen title="代表家站">
        <Empty
          icon="scan"
          title="还没有选家站"
          text="扫海报上的二维码，或按名称查找。"
          action={{ text: '去找家站', onTap: () => startFrom('home') }}
        />
      </Screen>
    )
  }
  return (
    <Screen
      title="代表家站"
      onRefresh={station.refresh}
      foot={
        station.value ? (
          <View className="two-buttons">
            <Button kind="secondary" text="办得怎么样了" onTap={() => go('follow')} />
            <Button kind="primary" text="我有话说" onTap={() => go('speak', { code })} />
          </View>
        ) : undefined
      }
    >
      <Loaded of={station}>{(value) => <StationSheet station={value} />}</Loaded>
    </Screen>
  )
}

function StationSheet({ station }: { station: StationView }) {
  return (
    <View className="stack stack--loose">
      <View className="stack stack--tight">
        <View className="soft">{station.congressName}</View>
        <View className="title">{station.name}</View>
      </View>
      <View className="stack stack--tight">
        <Fact icon="pin" text={station.address} />
        <Fact icon="clock" text={station.hours} />
        {station.phone ? <CallStation phone={station.phone} /> : null}
      </View>
      <NextReception next={station.nextReception} />
      <Section title="家站的代表" note={`${station.deputies.length} 位`}>
        {station.deputies.map((deputy) => (
          <View key={`${deputy.name}${deputy.title}`} className="deputy">
            <View className="deputy__seal">{deputy.name.slice(0, 1)}</View>
            <View className="grow">
              <View className="strong">{deputy.name}</View>
              <View className="small soft">{deputy.title}</View>
              {deputy.intro ? <View className="small soft">{deputy.intro}</View> : null}
            </View>
          </View>
        ))}
      </Section>
    </View>
  )
}

function NextReception({ next }: { next: StationView['nextReception'] }) {
  if (next === undefined) return null
  return (
    <Section title="下次接待日">
      <View className="row">
        <Icon name="calendar" />
        <View className="grow">
          <View className="strong">{next.words}</View>
          {next.deputies.length > 0 ? <View className="small soft">接待代表：{next.deputies.join('、')}</View> : null}
        </View>
      </View>
    </Section>
  )
}

function Fact({ icon, text }: { icon: IconName; text: string }) {
  return (
    <View className="fact">
      <Icon name={icon} size="small" />
      <View className="grow">{text}</View>
    </View>
  )
}

function CallStation({ phone }: { phone: string }) {
  return (
    <Tap className="call-station" label={`打电话 ${phone}`} onTap={() => dial(phone)}>
      <Icon name="phone" size="small" />
      <View>{phone}</View>
    </Tap>
  )
}
