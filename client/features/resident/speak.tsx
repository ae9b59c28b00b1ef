import { View } from '@tarojs/components'
import { useState } from 'react'
import { useCall, useWrite } from '@/api/hooks'
import { Button } from '@/components/button'
import { CategoryInput } from '@/components/category-input'
import { Empty } from '@/components/empty'
import { RefusalNote } from '@/components/error-pane'
import { Field } from '@/components/field'
import { Icon } from '@/components/icon'
import { PhotoPicker } from '@/components/photo-picker'
import { PlaceInput } from '@/components/place-input'
import { Recorder } from '@/components/recorder'
import { Screen } from '@/components/screen'
import { Section } from '@/components/section'
import { Confirm } from '@/components/sheet'
import { TextArea, charactersIn } from '@/components/text-area'
import { replaceBy, startFrom, useParams } from '@/platform/navigate'
import { showFirstProblem } from '@/platform/screen-events'
import { SpeakWho } from './speak-who'
import { submission, useSpeakDraft, type SpeakDraft } from './speak-draft'
import './resident.scss'

const longest = 8000

/** Where an opinion is left at a station: written or spoken, with photos, a place, and a name if she wants. */
export function Speak() {
  const { code } = useParams()
  if (code === undefined) {
    return (
      <Screen title="我有话说">
        <Empty
          icon="scan"
          title="先选一个代表家站"
          text="意见要交到一个家站，才有人接。"
          action={{ text: '去找家站', onTap: () => startFrom('home') }}
        />
      </Screen>
    )
  }
  return <SpeakAt code={code} />
}

function SpeakAt({ code }: { code: string }) {
  const station = useCall('station.view', { code })
  const draft = useSpeakDraft(code)
  const write = useWrite('opinion.submit', { keepAs: `sending.${code}`, seat: null })
  const [note, setNote] = useState<string | undefined>(undefined)

  const send = async () => {
    const problem = whatIsMissing(draft)
    setNote(problem)
    if (problem !== undefined) return
    const answer = await write.press(submission(code, draft))
    if (answer?.ok === false && answer.refusal.fields !== undefined) showFirstProblem()
    if (answer?.ok !== true) return
    const { trackingNumber, opinionId, sentence } = answer.value
    draft.clear()
    replaceBy('sent', { n: trackingNumber, id: opinionId, says: sentence, code })
  }

  return (
    <Screen
      title="我有话说"
      foot={
        <>
          <RefusalNote refusal={note === undefined ? write.refusal : { text: note }} />
          <Button kind="primary" text="提交" busy={write.busy} onTap={() => void send()} />
        </>
      }
    >
      <View className="stack">
        <View className="soft">交到：{station.value?.name ?? '代表家站'}</View>
        {draft.found ? <FoundDraft onClear={draft.clear} /> : null}
        <SpeakWhat draft={draft} problemAt={write.problemAt} />
        <Section title="在哪里、关于什么">
          <Field label="地点" optional hint="写清楚地方，办的人少跑路。" error={write.problemAt('place.words')}>
            <PlaceInput value={draft.words.place} onChange={(place) => draft.change({ place })} />
          </Field>
          <Field label="类别" optional>
            <CategoryInput value={draft.words.category} onChange={(category) => draft.change({ category })} />
          </Field>
        </Section>
        <SpeakWho draft={draft} problemAt={write.problemAt} />
      </View>
    </Screen>
  )
}

function SpeakWhat({ draft, problemAt }: { draft: SpeakDraft; problemAt: (path: string) => string | undefined }) {
  return (
    <Section title="您想说什么">
      <TextArea
        id="speak-text"
        label="您想说什么"
        value={draft.words.text}
        most={longest}
        placeholder="什么事、在哪里、多久了、您希望怎么办。想到什么写什么。"
        wrong={problemAt('text') !== undefined}
        onChange={(text) => draft.change({ text })}
      />
      {problemAt('text') ? <RefusalNote refusal={{ text: problemAt('text') ?? '' }} /> : null}
      <View className="notice-line">
        <Icon name="alert" size="small" />
        <View className="grow">请不要写国家秘密、工作秘密，也不要写别人的隐私。</View>
      </View>
      <Field label="不方便打字就说出来" optional>
        <Recorder shelf={draft.shelf} />
      </Field>
      <Field label="照片" optional hint="最多 9 张，拍清楚现场就行。">
        <PhotoPicker shelf={draft.shelf} />
      </Field>
    </Section>
  )
}

function FoundDraft({ onClear }: { onClear: () => void }) {
  const [asking, setAsking] = useState(false)
  const [gone, setGone] = useState(false)
  if (gone) return null
  return (
    <View className="notice-line">
      <View className="grow">上次没写完的还在，可以接着写。</View>
      <Button inline kind="quiet" text="清空重写" onTap={() => setAsking(true)} />
      <Confirm
        open={asking}
        danger
        title="清空重写？"
        text="上次写的文字、照片和录音都会删掉，找不回来。"
        yes="清空"
        onNo={() => setAsking(false)}
        onYes={() => {
          onClear()
          setAsking(false)
          setGone(true)
        }}
      />
    </View>
  )
}

/** What stands in the way of sending, in words; the server has the last word. */
function whatIsMissing({ words, shelf }: SpeakDraft): string | undefined {
  if (charactersIn(words.text) > longest) return `写得太长了，最多 ${longest} 字，请删减一些。`
  if (shelf.items.some((item) => item.state === 'failed')) return '有照片或录音没有传上去，请点它重试，或删掉后再提交。'
  if (!shelf.settled) return '照片或录音正在上传，请稍等几秒再提交。'
  if (words.text.trim() === '' && !shelf.items.some((item) => item.kind === 'sound')) {
    return '还没有写内容，也没有录音。写一句或说一段都可以。'
  }
  if (words.forOther && words.other.name.trim() === '') return '请写明替谁反映。'
  return undefined
}
