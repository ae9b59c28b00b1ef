import { View } from '@tarojs/components'
import { useState } from 'react'
import { chinaDateOf } from '@shared/domain/china-time'
import { replyClasses, type ReplyClass } from '@shared/domain/handling'
import { useKeptShelf } from '@/api/kept-shelf'
import { useWrite } from '@/api/hooks'
import type { Shelf } from '@/api/media-shelf'
import { useNow } from '@/api/me'
import { Choice } from '@/components/choice'
import { DayInput } from '@/components/day-input'
import { Field } from '@/components/field'
import { PhotoPicker } from '@/components/photo-picker'
import { TextArea, charactersIn } from '@/components/text-area'
import { toast } from '@/components/toast'
import { useDraft, type Draft } from '@/platform/draft'
import { MoveSheet } from './move-sheet'
import { photosNotSent } from './photos-not-sent'
import { supplements, toRewrite, type FormProps, type UnitView } from './unit-view'

const longest = 8000

const classHints: Readonly<Record<ReplyClass, string>> = {
  A: '写清做了什么、结果怎样。',
  B: '要写明计划完成的日期。',
  C: '写清为什么现在办不了，有没有别的办法。',
  D: '写清怎么考虑的，为什么只作参考。',
}

interface ReplyWords {
  readonly text: string
  readonly replyClass: ReplyClass | undefined
  readonly promisedOn: string
}

/** The unit's answer: words, what came of it, a date where it promises one, photos. Staff check it before it leaves. */
export function ReplyForm({ view, onClose, onRefresh }: FormProps) {
  const { handlingId, version, round } = view
  const draft = useDraft<ReplyWords>(`unit.reply.${handlingId}.${round}`, before(view))
  const shelf = useKeptShelf(`draft.unit.reply.${handlingId}.${round}.media`)
  const write = useWrite('handling.reply', { keepAs: `unit.replying.${handlingId}` })
  const [tried, setTried] = useState(false)
  const missing = missingIn(draft.value, shelf)
  const send = async () => {
    const { text, replyClass, promisedOn } = draft.value
    setTried(missing !== undefined)
    if (missing !== undefined || replyClass === undefined) return
    const promised = replyClass === 'B' ? { promisedOn } : {}
    const answer = await write.press({ handlingId, version, text, replyClass, mediaIds: [...shelf.mediaIds], ...promised })
    if (answer?.ok !== true) return
    draft.clear()
    shelf.clear()
    toast('答复已提交，等人大审核')
    onClose()
  }
  return (
    <MoveSheet
      title={round > 1 ? `第${round}次答复` : '提交答复'}
      press="提交答复"
      shut={!view.open.includes('reply')}
      busy={write.busy}
      refusal={tried && missing !== undefined ? { text: missing } : write.refusal}
      onPress={() => void send()}
      onRefresh={() => {
        write.forget()
        onRefresh()
      }}
      onClose={onClose}
    >
      <Question view={view} />
      <ReplyFields draft={draft} shelf={shelf} view={view} problemAt={write.problemAt} />
    </MoveSheet>
  )
}

/** A reply that was sent back is taken up where it stood. */
function before(view: UnitView): ReplyWords {
  const last = toRewrite(view) ? view.draftReply : undefined
  return { text: last?.text ?? '', replyClass: last?.replyClass, promisedOn: last?.promisedOn ?? '' }
}

/** What stands in the way of sending, in words; the server has the last word. */
function missingIn({ text, replyClass, promisedOn }: ReplyWords, shelf: Shelf): string | undefined {
  if (text.trim() === '') return '请写答复内容。'
  if (charactersIn(text) > longest) return `写得太长了，最多 ${longest} 字，请删减一些。`
  if (replyClass === undefined) return '请选一个办理结果。'
  if (replyClass === 'B' && promisedOn === '') return '请写明计划哪一天完成。'
  return photosNotSent(shelf)
}

/** What is being answered, in sight while the answer is written. */
function Question({ view }: { view: UnitView }) {
  return (
    <>
      {toRewrite(view) ? (
        <View className="unit-box">
          <View className="strong">人大要求修改</View>
          <View className="said">{view.sentBack}</View>
        </View>
      ) : null}
      <View className="unit-question">
        <View className="small soft">{view.submitter}说</View>
        <View className="said">{view.text === '' ? '没有写文字，请听录音。' : view.text}</View>
        {supplements(view).map((more) => (
          <View key={more.at} className="said">
            补充：{more.remark}
          </View>
        ))}
      </View>
    </>
  )
}

interface ReplyFieldsProps {
  draft: Draft<ReplyWords>
  shelf: Shelf
  view: UnitView
  problemAt: (path: string) => string | undefined
}

function ReplyFields({ draft: { value, change }, shelf, view, problemAt }: ReplyFieldsProps) {
  const today = chinaDateOf(useNow())
  const photosWereThere = toRewrite(view) && (view.draftReply?.media.length ?? 0) > 0
  return (
    <>
      <Field label="答复内容" hint="人大审核通过后，这段话原样发给群众。" error={problemAt('text')}>
        <TextArea
          label="答复内容"
          value={value.text}
          most={longest}
          placeholder="做了什么、结果怎样；没办完的，什么时候办完；有疑问找谁。"
          wrong={problemAt('text') !== undefined}
          onChange={(text) => change({ text })}
        />
      </Field>
      <Field label="办理结果">
        <Choice
          label="办理结果"
          value={value.replyClass}
          options={view.replyClasses.map((key) => ({ key, text: replyClasses[key], hint: classHints[key] }))}
          onChange={(replyClass) => change({ replyClass })}
        />
      </Field>
      {value.replyClass === 'B' ? (
        <Field label="计划哪一天完成" hint="这个日期会告诉群众。" error={problemAt('promisedOn')}>
          <DayInput
            label="计划哪一天完成"
            value={value.promisedOn}
            from={today}
            wrong={problemAt('promisedOn') !== undefined}
            onChange={(promisedOn) => change({ promisedOn })}
          />
        </Field>
      ) : null}
      <Field label="照片" optional hint={photosWereThere ? '上次的照片不会自动带上，要用请再加一次。' : undefined}>
        <PhotoPicker shelf={shelf} />
      </Field>
    </>
  )
}
