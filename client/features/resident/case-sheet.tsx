import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { sayTrackingNumber } from '@shared/domain/tracking'
import type { Output } from '@/api/call'
import { Button } from '@/components/button'
import { Moment } from '@/components/moment'
import { opinionMark } from '@/components/opinion-mark'
import { RatingMark } from '@/components/rating'
import { ReplyCard } from '@/components/reply-card'
import { Section } from '@/components/section'
import { Spoken } from '@/components/spoken'
import { StateMark } from '@/components/state-mark'
import { Timeline } from '@/components/timeline'
import { toast } from '@/components/toast'
import { copyText } from '@/platform/clipboard'
import './resident.scss'

export type CaseView = Output<'opinion.view'>

export interface CaseSheetProps {
  view: CaseView
  /** Shown while the event is open to the reader. */
  rate?: ReactNode
  supplement?: ReactNode
  withdraw?: ReactNode
}

/** A case as its submitter sees it: how it stands as a sentence, what waits for her, the answers, what she said, the way. */
export function CaseSheet({ view, rate, supplement, withdraw }: CaseSheetProps) {
  const mark = opinionMark(view)
  const can = (event: CaseView['open'][number]) => view.open.includes(event)
  return (
    <View className="stack">
      <View className="stack stack--tight">
        <View className="row row--wrap">
          <StateMark word={mark.word} tone={mark.tone} />
          <View className="small soft">{view.stationName}</View>
        </View>
        <View id="case-sentence" className="sentence">
          {view.sentence}
        </View>
        {view.merged ? (
          <View className="small soft">有几位群众反映了同一件事，合在一起办，答复会给每一位。</View>
        ) : null}
      </View>
      {can('supplement') && supplement ? (
        <Section title="请您补充">
          {view.asked ? <View className="asked said">{view.asked}</View> : null}
          {supplement}
        </Section>
      ) : null}
      {view.replies.length > 0 ? <Replies view={view} /> : null}
      {can('rate') && rate ? <Section title="这次答复，您满意吗">{rate}</Section> : null}
      <Section title="您说的">
        <Spoken text={view.text} media={view.media} place={view.place} category={view.category} />
        <Particulars view={view} />
      </Section>
      <Section title="办理经过">
        <Timeline entries={view.timeline} />
      </Section>
      {can('withdraw') ? withdraw : null}
    </View>
  )
}

function Replies({ view }: { view: CaseView }) {
  const latestFirst = [...view.replies].sort((a, b) => b.round - a.round)
  return (
    <Section title="给您的答复">
      {latestFirst.map((reply) => {
        const rating = view.ratings.find((one) => one.round === reply.round)
        return (
          <View key={reply.round} className="stack stack--tight">
            <ReplyCard reply={reply} />
            {rating ? (
              <View className="row row--wrap">
                <View className="small soft">您的评价</View>
                <RatingMark rating={rating.rating} />
                {rating.words === '' ? null : <View className="small soft said">{rating.words}</View>}
              </View>
            ) : null}
          </View>
        )
      })}
    </Section>
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
        <View className="small soft">编号 {sayTrackingNumber(view.trackingNumber)}</View>
        <Button inline kind="quiet" icon="copy" text="复制" label="复制编号" onTap={() => void copy()} />
      </View>
      <View className="small soft">
        <Moment at={view.submittedAt} /> 提交{view.anonymous ? ' · 匿名' : ''}
        {view.onBehalfOf ? ` · 替${view.onBehalfOf}反映` : ''}
      </View>
    </View>
  )
}
