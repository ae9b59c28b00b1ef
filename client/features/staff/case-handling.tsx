import { View } from '@tarojs/components'
import { isChinaDate, chinaDateOf } from '@shared/domain/china-time'
import { weights } from '@shared/domain/profile'
import { sayDay } from '@shared/domain/say-date'
import { useNow } from '@/api/me'
import { Day, Moment } from '@/components/moment'
import { RatingMark } from '@/components/rating'
import { ReplyCard, type ShownReply } from '@/components/reply-card'
import { Section } from '@/components/section'
import { StateMark } from '@/components/state-mark'
import { stateMark, type CaseFile } from './staff-words'

export type HandlingView = NonNullable<CaseFile['handling']>

/** The unit wants more time: until when, and why. */
export function ExtensionAsked({ handling }: { handling: HandlingView }) {
  const asked = handling.extensionAsked
  if (asked === undefined) return null
  return (
    <View className="asked stack stack--tight">
      <View className="strong">
        {handling.unitName}申请延期到
        <Day on={asked.until} />
        （现在的期限是
        <Day on={handling.dueOn} />）
      </View>
      <View className="said">{asked.reason}</View>
    </View>
  )
}

/** Why the unit gave it back: what has to be decided. */
export function LastReturn({ view, handling }: { view: CaseFile; handling: HandlingView }) {
  const returned = view.timeline.filter((entry) => entry.event === 'return')
  const last = returned[returned.length - 1]
  if (last?.remark === undefined) return null
  return (
    <View className="asked stack stack--tight">
      <View className="strong">{`${handling.unitName}退回，理由是`}</View>
      <View className="said">{last.remark}</View>
    </View>
  )
}

/** The reply that waits to be checked. */
export function DraftReply({ reply }: { reply: ShownReply }) {
  return (
    <Section title="等您审核的答复" note="还没有发给提交人">
      <ReplyCard reply={reply} />
    </Section>
  )
}

/** Who handles it, since when, by when, and why by then. */
export function Handling({ handling }: { handling: HandlingView }) {
  const today = chinaDateOf(useNow())
  const mark = stateMark('handling', handling.state)
  const returnable = handling.state === 'assigned' || handling.state === 'acknowledged'
  const day = (on: string) => (isChinaDate(on) ? sayDay(on, today) : on)
  return (
    <Section title="承办" note={weights[handling.weight]}>
      <View className="row row--wrap">
        <View className="strong">{handling.unitName}</View>
        <StateMark word={mark.word} tone={mark.tone} />
        {handling.round > 1 ? <View className="small soft">{`第 ${handling.round} 次办理`}</View> : null}
      </View>
      <View className="stack stack--tight">
        <View className="row row--wrap">
          <View>{`${day(handling.dueOn)}前答复`}</View>
          {handling.dueProvisional ? <StateMark word="暂定" tone="care" /> : null}
        </View>
        {handling.dueExplained === '' ? null : <View className="small soft">{handling.dueExplained}</View>}
        <View className="small soft">
          <Moment at={handling.assignedAt} /> 交办
          {returnable ? `，单位可以在${day(handling.returnUntil)}前退回` : ''}
        </View>
      </View>
    </Section>
  )
}

/** The answers that went out, each with the ratings it got. */
export function Replies({ view }: { view: CaseFile }) {
  if (view.replies.length === 0) return null
  const latestFirst = [...view.replies].sort((a, b) => b.round - a.round)
  const many = view.mergedHere.length > 0
  return (
    <Section title="已发出的答复">
      {latestFirst.map((reply) => (
        <View key={reply.round} className="stack stack--tight">
          <ReplyCard reply={reply} />
          {view.ratings
            .filter(({ round }) => round === reply.round)
            .map((rating) => (
              <View key={rating.trackingNumber} className="row row--wrap small soft">
                <RatingMark rating={rating.rating} />
                <View>
                  <Moment at={rating.at} /> 评价{many ? `（${rating.trackingNumber}）` : ''}
                </View>
                {rating.words === '' ? null : <View className="said">{rating.words}</View>}
              </View>
            ))}
        </View>
      ))}
    </Section>
  )
}
