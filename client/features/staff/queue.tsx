import { View } from '@tarojs/components'
import { useEffect, useState, type ReactNode } from 'react'
import { useCall, usePages, useRefreshAll } from '@/api/hooks'
import { useSeat } from '@/api/seat'
import { Empty } from '@/components/empty'
import { List } from '@/components/list'
import { Screen } from '@/components/screen'
import { Split } from '@/components/split'
import { Tabs } from '@/components/tabs'
import { useAtDesk } from '@/platform/desk'
import { reach, useBoxEnd } from '@/platform/elements'
import { go, noteInAddress, useParams } from '@/platform/navigate'
import { useReturned } from '@/platform/screen-events'
import { CaseAhead, CasePane } from './case-pane'
import { addressOf, filtersFrom, narrowedBy, questionOf, type Filters } from './desk-filters'
import { useDeskKeys } from './desk-keys'
import { Narrow, searchId } from './desk-narrow'
import { DeskRow, rowId } from './desk-row'
import { deskTabNames, deskTabWords, emptyWords } from './desk-tabs'
import { Elsewhere } from './elsewhere'
import { mainMoveId } from './move-bar'
import { StaffScreen } from './staff-screen'
import './staff.scss'

/** The staff's desk: what waits, narrowed as they like; at a desk the open case stands at its side. */
export function StaffQueue() {
  return <StaffScreen title="意见受理">{(_, seatLine) => <Desk seatLine={seatLine} />}</StaffScreen>
}

function Desk({ seatLine }: { seatLine: ReactNode }) {
  const desk = useDesk()
  const refresh = useRefreshAll()
  const { filters, narrow, counts, shown } = desk
  const tabs = deskTabNames.map((key) => ({ key, text: deskTabWords[key], count: counts.value?.tabs[key] }))
  return (
    <Screen wide title="意见受理" onRefresh={refresh}>
      <View className="desk">
        {seatLine}
        <Tabs label="意见所处的环节" tabs={tabs} value={filters.tab} onChange={(tab) => narrow({ tab })} />
        <Narrow filters={filters} overdue={counts.value?.overdue} onChange={narrow} />
        <Split
          list={<DeskList desk={desk} />}
          detail={
            shown === undefined ? undefined : (
              <CasePane key={shown} opinionId={shown} onOpen={desk.choose} onDone={desk.done} />
            )
          }
          placeholder={<Empty title="案卷会显示在这里" />}
        />
        {desk.next === undefined ? null : <CaseAhead opinionId={desk.next} />}
      </View>
    </Screen>
  )
}

// The list's box at a desk.
const listId = 'desk-list'

function DeskList({ desk }: { desk: ReturnType<typeof useDesk> }) {
  const { filters, narrow, pages, shown, atDesk, open } = desk
  useBoxEnd(listId, pages.loadMore, atDesk)
  const nothing = pages.state === 'ready' && pages.items.length === 0
  return (
    <>
      <View id={listId} className="desk__list">
        <List
          pages={pages}
          label={deskTabWords[filters.tab]}
          keyOf={(line) => line.opinionId}
          empty={emptyOf(filters)}
          row={(line) => (
            <DeskRow line={line} chosen={line.opinionId === shown} onTap={() => open(line.opinionId)} />
          )}
        />
        {nothing && filters.text !== '' ? (
          <Elsewhere
            tab={filters.tab}
            text={filters.text}
            onTab={(tab) => narrow({ ...nothingNarrowed, tab })}
          />
        ) : null}
      </View>
      {atDesk ? <View className="desk__keys">J K 或 ↑ ↓ 换件 · Enter 办理 · / 搜索 · Ctrl+Enter 提交</View> : null}
    </>
  )
}

const nothingNarrowed = { late: false, station: undefined, category: undefined, unit: undefined, age: undefined }

function emptyOf(filters: Filters) {
  const narrowed = narrowedBy(filters) > 0 || filters.text !== ''
  if (!narrowed) return { icon: 'tick', title: emptyWords[filters.tab] } as const
  return {
    icon: 'search',
    title: `“${deskTabWords[filters.tab]}”里没有找到`,
    text: filters.late ? '逾期的会在待受理、待交办、办理中里。换一栏，或放宽筛选再看。' : '换一栏，或放宽筛选再看。',
  } as const
}

/** The desk's state: what the list is narrowed to, which case is open, and which comes next. */
function useDesk() {
  const atDesk = useAtDesk()
  const seat = useSeat()
  const params = useParams()
  const [filters, setFilters] = useState(() => filtersFrom(params))
  const [chosen, choose] = useState<string | undefined>(params.id)
  const pages = usePages('opinion.queue', { ...questionOf(filters), limit: 30 })
  const counts = useCall('opinion.queueCounts', {})
  useReturned(() => void Promise.all([pages.refresh(), counts.refresh()]))

  // At a desk the right side is never empty while there is something to show.
  const shown = atDesk ? (chosen ?? pages.items[0]?.opinionId) : undefined
  useEffect(() => {
    noteInAddress('staffQueue', { seat, ...addressOf(filters), id: atDesk ? chosen : undefined })
  }, [seat, filters, chosen, atDesk])

  const at = pages.items.findIndex((line) => line.opinionId === shown)
  const neighbour = (by: 1 | -1) => pages.items[at + by]?.opinionId
  const step = (by: 1 | -1) => {
    const next = neighbour(by)
    if (next === undefined) return by === 1 ? pages.loadMore() : undefined
    choose(next)
    reach(rowId(next), 'see')
  }
  useDeskKeys({ step, enter: () => reach(mainMoveId, 'focus'), search: () => reach(searchId, 'focus') }, atDesk)

  return {
    atDesk,
    filters,
    pages,
    counts,
    shown,
    choose,
    next: at < 0 ? undefined : neighbour(1),
    narrow(some: Partial<Filters>) {
      setFilters((before) => ({ ...before, ...some }))
      choose(undefined)
    },
    open: (opinionId: string) => (atDesk ? choose(opinionId) : go('staffCase', { id: opinionId, seat, from: 'desk' })),
    /** After a move that took the case away: the next one, or the one before where it was the last. */
    done: () => choose(neighbour(1) ?? neighbour(-1)),
  }
}
