import { View } from '@tarojs/components'
import { useState } from 'react'
import { usePages, type ItemOf, type Pages } from '@/api/hooks'
import { useMe } from '@/api/me'
import { Button } from '@/components/button'
import { LinkRow } from '@/components/link-row'
import { List } from '@/components/list'
import { Screen } from '@/components/screen'
import { useSettled } from '@/components/settled'
import { TextInput } from '@/components/text-input'
import { toast } from '@/components/toast'
import { go } from '@/platform/navigate'
import { pickPlace } from '@/platform/location'
import { canScan, scanStation } from '@/platform/scan'
import { useReturned } from '@/platform/screen-events'
import { lastStation } from './last-station'
import './resident.scss'

type Near = { lat: number; lng: number }

/** The first screen of somebody who did not come by a station's code: find the station, or follow what was said. */
export function Home() {
  const [typed, setTyped] = useState('')
  const [near, setNear] = useState<Near | undefined>(undefined)
  const words = useSettled(typed.trim())
  const stations = usePages('station.find', {
    ...(words === '' ? {} : { words }),
    ...(near === undefined ? {} : { near }),
  })
  const me = useMe()
  const refresh = () => Promise.all([stations.refresh(), me.refresh()])
  const unread = me.value?.unread ?? 0
  useReturned(() => void me.refresh())

  return (
    <Screen root title="直通车" onRefresh={refresh}>
      <View className="stack stack--loose">
        <View className="stack stack--tight">
          <View className="title">有话对人大代表说</View>
          <View className="soft">先找到您身边的代表家站，写下或说出您的意见。每一件都有编号、有期限、有回音。</View>
        </View>
        <FindByCode />
        <LastVisited />
        <View className="stack stack--tight">
          <LinkRow icon="search" title="办得怎么样了" text="凭编号或回执查询" onTap={() => go('follow')} />
          <LinkRow
            icon="person"
            title="我的意见和消息"
            note={unread > 0 ? `${unread} 条未读` : undefined}
            onTap={() => go('me')}
          />
        </View>
        <FindByName stations={stations} typed={typed} onType={setTyped} near={near} onNear={setNear} />
      </View>
    </Screen>
  )
}

interface FindByNameProps {
  stations: Pages<ItemOf<'station.find'>>
  typed: string
  onType: (typed: string) => void
  near: Near | undefined
  onNear: (near: Near | undefined) => void
}

function FindByName({ stations, typed, onType, near, onNear }: FindByNameProps) {
  return (
    <View className="stack">
      <View className="head">找代表家站</View>
      <TextInput
        kind="search"
        label="按名称或地点找家站"
        value={typed}
        placeholder="家站名称、街道或村"
        most={40}
        onChange={onType}
      />
      <NearMe near={near} onChange={onNear} />
      <List
        pages={stations}
        label="代表家站"
        keyOf={(station) => station.stationId}
        empty={{ icon: 'pin', title: '没有找到', text: '换个说法再找，比如只写街道名或村名。' }}
        row={(station) => (
          <LinkRow
            icon="pin"
            title={station.name}
            text={station.address}
            note={station.metres === undefined ? undefined : sayMetres(station.metres)}
            onTap={() => go('station', { code: station.code })}
          />
        )}
      />
    </View>
  )
}

function FindByCode() {
  if (!canScan) return null
  const scan = async () => {
    const code = await scanStation()
    if (code === undefined) toast('没有扫到家站的二维码，请对准海报再扫一次')
    else go('station', { code })
  }
  return <Button kind="primary" icon="scan" text="扫家站海报上的二维码" onTap={() => void scan()} />
}

function LastVisited() {
  const station = lastStation()
  if (station === undefined) return null
  return (
    <LinkRow icon="clock" title={station.name} text="上次来过" onTap={() => go('station', { code: station.code })} />
  )
}

function NearMe({ near, onChange }: { near: Near | undefined; onChange: (near: Near | undefined) => void }) {
  const locate = async () => {
    const spot = await pickPlace()
    if (spot === undefined) toast('没有取到位置，可以按名称找')
    else onChange({ lat: spot.lat, lng: spot.lng })
  }
  return near === undefined ? (
    <Button inline icon="pin" text="找离我近的" onTap={() => void locate()} />
  ) : (
    <Button inline icon="close" text="正按远近排列，点一下取消" onTap={() => onChange(undefined)} />
  )
}

function sayMetres(metres: number): string {
  return metres < 1000 ? `${metres} 米` : `${(metres / 1000).toFixed(1)} 公里`
}
