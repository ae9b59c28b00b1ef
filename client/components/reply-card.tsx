import { View } from '@tarojs/components'
import { replyClasses, type ReplyClass } from '@shared/domain/handling'
import { MediaRow, type ShownMedia } from './media-row'
import { Day, Moment } from './moment'

export interface ShownReply {
  readonly by: string
  readonly at: string
  readonly text: string
  readonly replyClass?: ReplyClass
  readonly promisedOn?: string
  readonly media: readonly ShownMedia[]
  /** Which answer it is, from 1; from the second on it is said. */
  readonly round: number
}

/** An answer to the submitter: who, when, the words, what came of it. */
export function ReplyCard({ reply }: { reply: ShownReply }) {
  return (
    <View className="reply-card">
      <View className="reply-card__by">
        {reply.round > 1 ? `${reply.by} 第${reply.round}次答复` : `${reply.by} 答复`}
      </View>
      <View className="reply-card__at">
        <Moment at={reply.at} />
      </View>
      <View className="reply-card__text said">{reply.text}</View>
      {reply.replyClass ? <View className="reply-card__line">{replyClasses[reply.replyClass]}</View> : null}
      {reply.promisedOn ? (
        <View className="reply-card__line">
          计划完成：
          <Day on={reply.promisedOn} />
        </View>
      ) : null}
      <MediaRow media={reply.media} />
    </View>
  )
}
