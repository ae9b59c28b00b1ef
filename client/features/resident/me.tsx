import { View } from '@tarojs/components'
import { useState } from 'react'
import { usePages, useRefreshAll, type ItemOf, type Pages } from '@/api/hooks'
import { useMe } from '@/api/me'
import { rememberSeat, type Seat } from '@/api/seat'
import { CaseRow } from '@/components/case-row'
import { Empty, type EmptyProps } from '@/components/empty'
import { LinkRow } from '@/components/link-row'
import { List } from '@/components/list'
import { Loaded } from '@/components/loaded'
import { Moment } from '@/components/moment'
import { opinionMark } from '@/components/opinion-mark'
import { Screen } from '@/components/screen'
import { seatWords } from '@/components/seat-gate'
import { Split } from '@/components/split'
import { useAtDesk } from '@/platform/desk'
import { go, type ScreenName } from '@/platform/navigate'
import { useReturned } from '@/platform/screen-events'
import { MyCase } from './case'

const workRooms: Readonly<Record<Seat['role'], { screen: ScreenName; name: string }>> = {
  deputy: { screen: 'deputyHome', name: '代表工作台' },
  staff: { screen: 'staffQueue', name: '意见受理' },
  handler: { screen: 'unitQueue', name: '承办事项' },
}

/** Mine: my opinions, my notices, my seats. */
export function Me() {
  const me = useMe()
  const mine = usePages('opinion.mine', {}, { when: me.value?.signedIn === true })
  const refresh = useRefreshAll()
  useReturned(() => void refresh())
  return (
    <Screen wide title="我的" onRefresh={refresh}>
      <Loaded of={me}>
        {({ signedIn, seats, unread }) =>
          signedIn ? <Mine seats={seats} unread={unread} mine={mine} /> : <SignedOut />
        }
      </Loaded>
    </Screen>
  )
}

function SignedOut() {
  return (
    <View className="stack stack--loose">
      <Empty
        icon="person"
        title="还没有登录"
        text="登录以后能看到您的意见和消息。没有微信的，可以凭编号查询。"
        action={{ text: '用微信登录', onTap: () => go('signIn') }}
      />
      <LinkRow icon="search" title="凭编号或回执查询" onTap={() => go('follow')} />
    </View>
  )
}

interface MineProps {
  seats: readonly Seat[]
  unread: number
  mine: Pages<ItemOf<'opinion.mine'>>
}

function Mine({ seats, unread, mine }: MineProps) {
  const [chosen, setChosen] = useState<string | undefined>(undefined)
  const atDesk = useAtDesk()
  // At a desk the right side is never empty while there is something to show.
  const shown = atDesk ? (chosen ?? mine.items[0]?.opinionId) : undefined
  const open = (opinionId: string) => (atDesk ? setChosen(opinionId) : go('case', { id: opinionId }))
  const list = (
    <View className="stack stack--loose">
      <View className="stack stack--tight">
        <LinkRow
          icon="bell"
          title="消息"
          note={unread > 0 ? `${unread} 条未读` : undefined}
          onTap={() => go('inbox')}
        />
        {seats.map((seat) => (
          <SeatRow key={seat.seatId} seat={seat} />
        ))}
      </View>
      <View className="stack">
        <View className="head">我的意见</View>
        <List
          pages={mine}
          label="我的意见"
          keyOf={(line) => line.opinionId}
          empty={nothingSaid}
          row={(line) => <MyRow line={line} chosen={line.opinionId === shown} onTap={() => open(line.opinionId)} />}
        />
      </View>
      <LinkRow icon="person" title="登录和我的资料" text="登录网页、导出资料、注销" onTap={() => go('account')} />
    </View>
  )
  return (
    <Split
      list={list}
      detail={shown === undefined ? undefined : <MyCase key={shown} opinionId={shown} />}
      placeholder={<Empty icon="pen" title="意见的详情会显示在这里" />}
    />
  )
}

const nothingSaid: EmptyProps = {
  icon: 'pen',
  title: '还没有留过意见',
  text: '找到身边的代表家站，就可以写下或说出来。',
  action: { text: '去找家站', onTap: () => go('home') },
}

function SeatRow({ seat }: { seat: Seat }) {
  const { screen, name } = workRooms[seat.role]
  const enter = () => {
    rememberSeat(seat)
    go(screen)
  }
  return <LinkRow icon="list" title={name} text={seatWords(seat)} onTap={enter} />
}

function MyRow({ line, chosen, onTap }: { line: ItemOf<'opinion.mine'>; chosen: boolean; onTap: () => void }) {
  return (
    <CaseRow
      headline={line.headline}
      sentence={line.sentence}
      mark={
        line.waitsForMe
          ? { word: line.state === 'askedForMore' ? '等您补充' : '等您评价', tone: 'care' }
          : opinionMark(line)
      }
      about={
        <>
          {line.stationName} · <Moment at={line.submittedAt} />
        </>
      }
      chosen={chosen}
      onTap={onTap}
    />
  )
}
