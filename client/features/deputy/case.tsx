import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { channels } from '@shared/domain/opinion'
import { useCall } from '@/api/hooks'
import type { Output } from '@/api/call'
import { Button } from '@/components/button'
import { Empty } from '@/components/empty'
import { LinkRow } from '@/components/link-row'
import { Loaded } from '@/components/loaded'
import { Moment } from '@/components/moment'
import { ReplyCard } from '@/components/reply-card'
import { Screen } from '@/components/screen'
import { SeatScreen } from '@/components/seat-screen'
import { Section } from '@/components/section'
import { Spoken } from '@/components/spoken'
import { StateMark } from '@/components/state-mark'
import { Timeline } from '@/components/timeline'
import { toast } from '@/components/toast'
import { copyText } from '@/platform/clipboard'
import { go, startFrom, useParams } from '@/platform/navigate'
import { deputyMark } from './deputy-mark'
import { Supplement } from './supplement'

type CaseView = Output<'opinion.viewAsDeputy'>

/** One opinion of a deputy's stations. */
export function DeputyCase() {
  const { id } = useParams()
  return (
    <SeatScreen role="deputy" title="意见详情">
      {(_seat, seatLine) =>
        id === undefined ? (
          <Screen title="意见详情">
            <Empty title="没有指明是哪一件" action={{ text: '回工作台', onTap: () => startFrom('deputyHome') }} />
          </Screen>
        ) : (
          <CaseScreen opinionId={id} seatLine={seatLine} />
        )
      }
    </SeatScreen>
  )
}

function CaseScreen({ opinionId, seatLine }: { opinionId: string; seatLine: ReactNode }) {
  const opinion = useCall('opinion.viewAsDeputy', { opinionId })
  return (
    <Screen title="意见详情" onRefresh={opinion.refresh}>
      {seatLine}
      <Loaded of={opinion}>{(view) => <CaseSheet view={view} onRefresh={() => void opinion.refresh()} />}</Loaded>
    </Screen>
  )
}

/** The case at the side of the list, at a desk. */
export function DeputyCaseOf({ opinionId }: { opinionId: string }) {
  const opinion = useCall('opinion.viewAsDeputy', { opinionId })
  return <Loaded of={opinion}>{(view) => <CaseSheet view={view} onRefresh={() => void opinion.refresh()} />}</Loaded>
}

function CaseSheet({ view, onRefresh }: { view: CaseView; onRefresh: () => void }) {
  const { opinionId } = view
  const latestFirst = [...view.replies].sort((a, b) => b.round - a.round)
  return (
    <View className="stack">
      <Standing view={view} />
      {view.open.includes('supplement') ? (
        <Section title="请您补充">
          {view.asked ? <View className="asked said">{view.asked}</View> : null}
          <Supplement opinionId={opinionId} onRefresh={onRefresh} />
        </Section>
      ) : null}
      {view.open.includes('slip') ? (
        <LinkRow
          icon="list"
          title="纸质回执"
          text="16 位数字，抄给或打印给他，凭它查办理情况"
          onTap={() => go('deputySlip', { id: opinionId })}
        />
      ) : null}
      {latestFirst.length > 0 ? (
        <Section title="单位的答复">
          {latestFirst.map((reply) => (
            <ReplyCard key={reply.round} reply={reply} />
          ))}
        </Section>
      ) : null}
      <Section title={view.takenDownByMe ? '您记下的' : '群众说的'}>
        <Spoken text={view.text} media={view.media} place={view.place} category={view.category} />
        <Particulars view={view} />
      </Section>
      <Section title="办理经过">
        <Timeline entries={view.timeline} />
      </Section>
    </View>
  )
}

const waitsForYou = { word: '等您补充', tone: 'care' } as const

function Standing({ view }: { view: CaseView }) {
  const mark = view.open.includes('supplement') ? waitsForYou : deputyMark(view)
  return (
    <View className="stack stack--tight">
      <View className="row row--wrap">
        <StateMark word={mark.word} tone={mark.tone} />
        <View className="small soft">{view.stationName}</View>
      </View>
      <View id="case-sentence" className="sentence">
        {view.sentence}
      </View>
    </View>
  )
}

function Particulars({ view }: { view: CaseView }) {
  const copy = async () => {
    if (await copyText(view.trackingNumber)) toast('编号已复制')
  }
  return (
    <View className="stack stack--tight">
      <View className="rule" />
      <View className="row row--between row--wrap">
        <View className="small soft">编号 {view.trackingNumber}</View>
        <Button inline kind="quiet" icon="copy" text="复制" label="复制编号" onTap={() => void copy()} />
      </View>
      <View className="small soft">
        {view.submitter} · <Moment at={view.submittedAt} /> ·{' '}
        {view.takenDownByMe ? '由您代记' : channels[view.channel]}
      </View>
    </View>
  )
}
