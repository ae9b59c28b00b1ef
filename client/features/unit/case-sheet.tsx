import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useNow } from '@/api/me'
import { Icon } from '@/components/icon'
import { MediaRow } from '@/components/media-row'
import { Day, Moment } from '@/components/moment'
import { RatingMark } from '@/components/rating'
import { ReplyCard } from '@/components/reply-card'
import { Section } from '@/components/section'
import { Spoken } from '@/components/spoken'
import { StateMark } from '@/components/state-mark'
import { Timeline } from '@/components/timeline'
import { Submitter } from './submitter'
import { supplements, toRewrite, type UnitView } from './unit-view'
import { dueMark, sayToUnit, stateMark } from './unit-words'

/** A matter as its unit sees it: how it stands, what staff say, what is asked and by when, answers, the way. */
export function CaseSheet({ view }: { view: UnitView }) {
  return (
    <View className="stack">
      <Standing view={view} />
      <FromStaff view={view} />
      {view.state === 'replied' && view.draftReply ? (
        <Section title="已提交的答复" note="等人大审核">
          <ReplyCard reply={view.draftReply} />
        </Section>
      ) : null}
      <Section title="群众说的">
        {view.title ? <View className="strong">{view.title}</View> : null}
        <Spoken text={view.text} media={view.media} place={view.place} category={view.category} />
        {supplements(view).map((more) => (
          <View key={more.at} className="unit-question">
            <View className="small soft">
              补充 · <Moment at={more.at} />
            </View>
            <View className="said">{more.remark}</View>
            <MediaRow media={more.media} />
          </View>
        ))}
        <View className="rule" />
        <Submitter view={view} />
      </Section>
      <ByWhen view={view} />
      <Answers view={view} />
      <Section title="办理经过">
        <Timeline entries={view.timeline} />
      </Section>
    </View>
  )
}

function Standing({ view }: { view: UnitView }) {
  const now = useNow()
  const state = stateMark(view.state)
  const due = dueMark(view, now)
  return (
    <View className="stack stack--tight">
      <View className="row row--wrap">
        <StateMark word={state.word} tone={state.tone} />
        {due.word === state.word ? null : <StateMark word={due.word} tone={due.tone} />}
        {view.round > 1 ? <View className="small soft">第{view.round}次办理</View> : null}
      </View>
      <View id="case-sentence" className="sentence">
        {sayToUnit(view, now)}
      </View>
      <View className="small soft">
        {view.stationName} · 编号 {view.trackingNumber}
      </View>
    </View>
  )
}

function FromStaff({ view }: { view: UnitView }) {
  const { sentBack, extensionAsked, assignRemark } = view
  const urges = view.dueWords === '' ? [] : view.timeline.filter((entry) => entry.event === 'urge')
  const latest = urges.reduce<(typeof urges)[number] | undefined>(
    (before, urge) => (before !== undefined && before.at > urge.at ? before : urge),
    undefined,
  )
  return (
    <>
      {toRewrite(view) ? (
        <Box icon="alert" title="答复被退回，请修改后再提交">
          <View className="said">{sentBack}</View>
        </Box>
      ) : null}
      {latest ? (
        <Box icon="alert" title={`人大已催办 ${urges.length} 次`} plain>
          {latest.remark ? <View className="said">{latest.remark}</View> : null}
          <View className="small soft">
            最近一次：
            <Moment at={latest.at} />
          </View>
        </Box>
      ) : null}
      {extensionAsked ? (
        <View className="notice-line">
          <Icon name="clock" size="small" />
          <View className="grow">
            已申请延到
            <Day on={extensionAsked.until} />
            ，等人大答复。批准以前，按原来的日期算。
          </View>
        </View>
      ) : null}
      {assignRemark ? (
        <Box icon="pen" title="人大交办意见" plain>
          <View className="said">{assignRemark}</View>
        </Box>
      ) : null}
    </>
  )
}

interface BoxProps {
  icon: 'alert' | 'pen'
  title: string
  plain?: boolean
  children: ReactNode
}

function Box({ icon, title, plain, children }: BoxProps) {
  return (
    <View className={plain ? 'unit-box unit-box--plain' : 'unit-box'}>
      <View className="row">
        <Icon name={icon} size="small" />
        <View className="grow strong">{title}</View>
      </View>
      {children}
    </View>
  )
}

function ByWhen({ view }: { view: UnitView }) {
  const canReturn = view.open.includes('return')
  const mayHaveReturned = view.state === 'assigned' || view.state === 'acknowledged'
  return (
    <Section title="什么时候答复">
      <View className="stack stack--tight">
        <View className="strong">
          <Day on={view.dueOn} />前{view.dueWords === '' ? '' : `，${view.dueWords}`}
        </View>
        {view.dueExplained === '' ? null : <View className="small soft">{view.dueExplained}</View>}
        <View className="small soft">
          <Moment at={view.assignedAt} /> 交办
        </View>
        {canReturn ? (
          <View className="small soft">
            不该由本单位办的，
            <Day on={view.returnUntil} />
            前（含当天）可以退回。
          </View>
        ) : mayHaveReturned ? (
          <View className="small soft">
            退回的期限是
            <Day on={view.returnUntil} />
            ，已经过了。
          </View>
        ) : null}
      </View>
    </Section>
  )
}

function Answers({ view }: { view: UnitView }) {
  if (view.replies.length === 0) return null
  const latestFirst = [...view.replies].sort((a, b) => b.round - a.round)
  return (
    <Section title="已发出的答复">
      {latestFirst.map((reply) => (
        <View key={reply.round} className="stack stack--tight">
          <ReplyCard reply={reply} />
          {view.ratings
            .filter((rating) => rating.round === reply.round)
            .map((rating) => (
              <View key={rating.at} className="stack stack--tight">
                <View className="row row--wrap">
                  <View className="small soft">群众评价</View>
                  <RatingMark rating={rating.rating} />
                </View>
                {rating.words === '' ? null : <View className="timeline__remark said">{rating.words}</View>}
              </View>
            ))}
        </View>
      ))}
    </Section>
  )
}
