import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { useCall, usePages, useRefreshAll, type ItemOf } from '@/api/hooks'
import type { Output } from '@/api/call'
import { Button } from '@/components/button'
import { CaseRow } from '@/components/case-row'
import { categoryName } from '@/components/category-input'
import { Choice, Switch } from '@/components/choice'
import { Empty, type EmptyProps } from '@/components/empty'
import { LinkRow } from '@/components/link-row'
import { List } from '@/components/list'
import { Loaded } from '@/components/loaded'
import { Moment } from '@/components/moment'
import { Screen } from '@/components/screen'
import { SeatScreen } from '@/components/seat-screen'
import { Split } from '@/components/split'
import { useAtDesk } from '@/platform/desk'
import { go } from '@/platform/navigate'
import { useReturned } from '@/platform/screen-events'
import { DeputyCaseOf } from './case'
import { deputyMark } from './deputy-mark'

type Station = Output<'station.mine'>['items'][number]

const noneOfMine: EmptyProps = {
  icon: 'pen',
  title: '您还没有代记过意见',
  text: '下次有人拉着您说事，点“代记意见”，一分钟就能记下。',
}
const noneYet: EmptyProps = {
  icon: 'list',
  title: '家站还没有收到意见',
  text: '群众扫家站的二维码留言，或由您代记，都会出现在这里。',
}

/** The deputy's desk: her stations, what people said there, and the button to note one down. */
export function DeputyHome() {
  return (
    <SeatScreen role="deputy" title="代表工作台">
      {(_seat, seatLine) => <Desk seatLine={seatLine} />}
    </SeatScreen>
  )
}

function Desk({ seatLine }: { seatLine: ReactNode }) {
  const stations = useCall('station.mine', {})
  const [stationId, setStationId] = useState<string | undefined>(undefined)
  const [mineOnly, setMineOnly] = useState(false)
  const opinions = usePages('opinion.atMyStations', {
    limit: 20,
    ...(stationId === undefined ? {} : { stationId }),
    ...(mineOnly ? { takenDownByMe: true } : {}),
  })
  const [chosen, setChosen] = useState<string | undefined>(undefined)
  const atDesk = useAtDesk()
  const refresh = useRefreshAll()
  useReturned(() => void refresh())

  const shown = atDesk ? (chosen ?? opinions.items[0]?.opinionId) : undefined
  const open = (opinionId: string) => (atDesk ? setChosen(opinionId) : go('deputyCase', { id: opinionId }))
  return (
    <Screen
      wide
      title="代表工作台"
      onRefresh={refresh}
      foot={<Button kind="primary" icon="pen" text="代记意见" onTap={() => go('deputyNote', { station: stationId })} />}
    >
      {seatLine}
      <Split
        list={
          <View className="stack stack--loose">
            <Loaded of={stations}>
              {({ items }) => (
                <>
                  <MyStations stations={items} />
                  <Filter
                    stations={items}
                    stationId={stationId}
                    onStation={setStationId}
                    mineOnly={mineOnly}
                    onMineOnly={setMineOnly}
                  />
                </>
              )}
            </Loaded>
            <List
              pages={opinions}
              label="家站的意见"
              keyOf={(line) => line.opinionId}
              empty={mineOnly ? noneOfMine : noneYet}
              row={(line) => (
                <Row line={line} chosen={line.opinionId === shown} onTap={() => open(line.opinionId)} />
              )}
            />
          </View>
        }
        detail={shown === undefined ? undefined : <DeputyCaseOf key={shown} opinionId={shown} />}
        placeholder={<Empty icon="list" title="意见的详情会显示在这里" />}
      />
    </Screen>
  )
}

function MyStations({ stations }: { stations: readonly Station[] }) {
  if (stations.length === 0) {
    return <Empty icon="pin" title="您还没有编入家站" text="请联系本级人大工作人员，把您编入一个代表家站。" />
  }
  return (
    <View className="stack stack--tight">
      <View className="head">我的家站</View>
      {stations.map(({ stationId, code, name, address }) => (
        <LinkRow key={stationId} icon="pin" title={name} text={address} onTap={() => go('station', { code })} />
      ))}
      <LinkRow icon="tick" title="电子票决检查" text="看这部手机能不能投票，核对封好的票" onTap={() => go('pollReady')} />
    </View>
  )
}

interface FilterProps {
  stations: readonly Station[]
  stationId: string | undefined
  onStation: (stationId: string | undefined) => void
  mineOnly: boolean
  onMineOnly: (on: boolean) => void
}

function Filter({ stations, stationId, onStation, mineOnly, onMineOnly }: FilterProps) {
  const all = 'all'
  return (
    <View className="stack stack--tight">
      <View className="head">群众意见</View>
      {stations.length > 1 ? (
        <Choice
          as="chips"
          label="哪个家站"
          value={stationId ?? all}
          options={[
            { key: all, text: '全部家站' },
            ...stations.map((station) => ({ key: station.stationId, text: station.name })),
          ]}
          onChange={(key) => onStation(key === all ? undefined : key)}
        />
      ) : null}
      <Switch text="只看我代记的" on={mineOnly} onChange={onMineOnly} />
    </View>
  )
}

interface RowProps {
  line: ItemOf<'opinion.atMyStations'>
  chosen: boolean
  onTap: () => void
}

function Row({ line, chosen, onTap }: RowProps) {
  return (
    <CaseRow
      headline={line.headline}
      sentence={line.sentence}
      mark={line.waitsForMe ? { word: '等您补充', tone: 'care' } : deputyMark(line)}
      about={
        <>
          {line.stationName} · <Moment at={line.submittedAt} />
          {line.category === undefined ? '' : ` · ${categoryName(line.category)}`}
        </>
      }
      chosen={chosen}
      onTap={onTap}
    />
  )
}
