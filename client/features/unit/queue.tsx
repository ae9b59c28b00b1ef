import { View } from '@tarojs/components'
import { useEffect, useState, type ReactNode } from 'react'
import { useCall, usePages, useRefreshAll, type ItemOf } from '@/api/hooks'
import type { Input } from '@/api/call'
import { useNow } from '@/api/me'
import type { Seat } from '@/api/seat'
import { CaseRow } from '@/components/case-row'
import { Empty, type EmptyProps } from '@/components/empty'
import { Icon } from '@/components/icon'
import { List } from '@/components/list'
import { Moment } from '@/components/moment'
import { Screen } from '@/components/screen'
import { SeatScreen } from '@/components/seat-screen'
import { Split } from '@/components/split'
import { Tabs } from '@/components/tabs'
import { useAtDesk } from '@/platform/desk'
import { go } from '@/platform/navigate'
import { useReturned } from '@/platform/screen-events'
import { UnitCasePane } from './case'
import { dueMark, sayToUnit } from './unit-words'

type Tab = Input<'handling.queue'>['tab']
type Line = ItemOf<'handling.queue'>

const tabs: readonly { readonly key: Tab; readonly text: string }[] = [
  { key: 'toAcknowledge', text: '待签收' },
  { key: 'open', text: '办理中' },
  { key: 'replied', text: '已提交答复' },
  { key: 'ended', text: '已办结' },
]

const nothing: Readonly<Record<Tab, EmptyProps>> = {
  toAcknowledge: { icon: 'tick', title: '没有等签收的', text: '人大交办新的事项，会出现在这里，也会发消息给您。' },
  open: { icon: 'tick', title: '手上没有要办的', text: '签收以后的事项会放在这里，到期早的排在前面。' },
  replied: { icon: 'list', title: '没有等审核的', text: '提交的答复和提出的退回，等人大处理时放在这里。' },
  ended: { icon: 'list', title: '还没有办结的', text: '答复发给群众以后，事项会放到这里。' },
}

/** What was assigned to a unit: by tab, what is due first comes first. */
export function UnitQueue() {
  return (
    <SeatScreen role="handler" title="承办事项">
      {(seat, seatLine) => <Queue seat={seat} seatLine={seatLine} />}
    </SeatScreen>
  )
}

function Queue({ seat, seatLine }: { seat: Seat; seatLine: ReactNode }) {
  const counts = useCall('handling.queueCounts', {})
  const [picked, setPicked] = useState<Tab | undefined>(undefined)
  const tab = picked ?? firstTab(counts.value?.tabs)
  const matters = usePages('handling.queue', { tab: tab ?? 'open', limit: 20 }, { when: tab !== undefined })
  const atDesk = useAtDesk()
  const [chosen, setChosen] = useState<string | undefined>(undefined)
  const refresh = useRefreshAll()
  useReturned(() => void refresh())

  // Chosen once, the case stays at the side when a press moves it to another tab.
  const first = matters.items[0]?.handlingId
  useEffect(() => {
    if (atDesk) setChosen((before) => before ?? first)
  }, [atDesk, first, tab])

  const open = (handlingId: string) => (atDesk ? setChosen(handlingId) : go('unitCase', { id: handlingId }))
  const shown = atDesk ? chosen : undefined
  return (
    <Screen wide title={`承办事项 · ${seat.unitName ?? seat.congressName}`} onRefresh={refresh}>
      {seatLine}
      <Split
        list={
          <View className="stack">
            <Tabs
              label="办到哪一步"
              value={tab ?? 'open'}
              tabs={tabs.map((one) => ({ ...one, count: counts.value?.tabs[one.key] }))}
              onChange={(key) => {
                setPicked(key)
                if (key !== tab) setChosen(undefined)
              }}
            />
            {tab === 'toAcknowledge' || tab === 'open' ? <Overdue count={counts.value?.overdue ?? 0} /> : null}
            <List
              pages={matters}
              label="承办事项"
              keyOf={(line) => line.handlingId}
              empty={nothing[tab ?? 'open']}
              row={(line) => <Row line={line} chosen={line.handlingId === shown} onTap={() => open(line.handlingId)} />}
            />
          </View>
        }
        detail={shown === undefined ? undefined : <UnitCasePane key={shown} handlingId={shown} />}
        placeholder={<Empty icon="list" title="事项的详情会显示在这里" />}
      />
    </Screen>
  )
}

/** What waits to be taken first, then what is being handled. */
function firstTab(counts: Readonly<Record<Tab, number>> | undefined): Tab | undefined {
  if (counts === undefined) return undefined
  return counts.toAcknowledge > 0 ? 'toAcknowledge' : 'open'
}

function Overdue({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <View className="refusal-note">
      <Icon name="alert" size="small" />
      <View className="grow">{`本单位有 ${count} 件已经逾期，请先办。`}</View>
    </View>
  )
}

function Row({ line, chosen, onTap }: { line: Line; chosen: boolean; onTap: () => void }) {
  const now = useNow()
  return (
    <CaseRow
      headline={line.headline}
      sentence={sayToUnit(line, now)}
      mark={dueMark(line, now)}
      about={
        <>
          {line.stationName} · <Moment at={line.assignedAt} /> 交办
          {line.urged > 0 ? ` · 催办 ${line.urged} 次` : ''}
        </>
      }
      chosen={chosen}
      onTap={onTap}
    />
  )
}
