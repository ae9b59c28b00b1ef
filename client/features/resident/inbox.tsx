import { View } from '@tarojs/components'
import { usePages, useWrite, type ItemOf } from '@/api/hooks'
import { rememberSeat } from '@/api/seat'
import { Button } from '@/components/button'
import { RefusalNote } from '@/components/error-pane'
import { List } from '@/components/list'
import { Moment } from '@/components/moment'
import { Screen } from '@/components/screen'
import { Tap } from '@/components/tap'
import { go } from '@/platform/navigate'
import { useReturned } from '@/platform/screen-events'
import './resident.scss'

type Line = ItemOf<'notice.inbox'>

/** Notices: what came of my opinions, and for those who work here, what waits for them. */
export function Inbox() {
  const inbox = usePages('notice.inbox', {})
  const read = useWrite('notice.read', { seat: null })
  const unread = inbox.items.filter((line) => !line.read).map((line) => line.noticeId)
  useReturned(() => void inbox.refresh())

  const open = (line: Line) => {
    if (!line.read) void read.press({ noticeIds: [line.noticeId] })
    follow(line)
  }
  return (
    <Screen title="消息" onRefresh={inbox.refresh}>
      <View className="stack">
        {unread.length > 1 ? (
          <Button
            inline
            text="全部标为已读"
            busy={read.busy}
            onTap={() => void read.press({ noticeIds: unread.slice(0, 50) })}
          />
        ) : null}
        <RefusalNote refusal={read.refusal} />
        <List
          pages={inbox}
          label="消息"
          keyOf={(line) => line.noticeId}
          empty={{ icon: 'bell', title: '还没有消息', text: '您的意见有了进展和答复，都会放在这里。' }}
          row={(line) => <NoticeRow line={line} onTap={() => open(line)} />}
        />
      </View>
    </Screen>
  )
}

function NoticeRow({ line, onTap }: { line: Line; onTap: () => void }) {
  return (
    <Tap className="notice" onTap={onTap}>
      <View className="row">
        <View className="grow strong">{line.title}</View>
        {line.read ? null : <View className="unread-mark">未读</View>}
      </View>
      <View className="said">{line.body}</View>
      <View className="small soft">
        <Moment at={line.at} />
      </View>
    </Tap>
  )
}

/** Where a notice leads; for work, from the seat that it was sent to. */
function follow({ leadsTo }: Line): void {
  if (leadsTo === undefined) return
  const { kind, id, seatId } = leadsTo
  if (kind === 'opinion') return go('case', { id })
  const [role, screen] = (
    {
      handling: ['handler', 'unitCase'],
      deskCase: ['staff', 'staffCase'],
      deputyCase: ['deputy', 'deputyCase'],
    } as const
  )[kind]
  if (seatId !== undefined) rememberSeat({ role, seatId })
  go(screen, { id })
}
