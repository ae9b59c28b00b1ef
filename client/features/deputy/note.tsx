import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { useCall, useWrite } from '@/api/hooks'
import type { Output } from '@/api/call'
import { Button } from '@/components/button'
import { CategoryInput } from '@/components/category-input'
import { Choice, Switch } from '@/components/choice'
import { Empty } from '@/components/empty'
import { RefusalNote } from '@/components/error-pane'
import { Field } from '@/components/field'
import { Icon } from '@/components/icon'
import { Loaded } from '@/components/loaded'
import { PhotoPicker } from '@/components/photo-picker'
import { PlaceInput } from '@/components/place-input'
import { Recorder } from '@/components/recorder'
import { Screen } from '@/components/screen'
import { SeatScreen } from '@/components/seat-screen'
import { Section } from '@/components/section'
import { Confirm } from '@/components/sheet'
import { TextArea } from '@/components/text-area'
import { TextInput } from '@/components/text-input'
import { goBack, replaceBy, useParams } from '@/platform/navigate'
import { longestNote, missingIn, noted, useNoteDraft, type NoteDraft } from './note-draft'

type Station = Output<'station.mine'>['items'][number]
type ProblemAt = (path: string) => string | undefined

/** Takes an opinion down for a neighbour, in under a minute; then comes his slip. */
export function DeputyNote() {
  return (
    <SeatScreen role="deputy" title="代记意见">
      {(seat, seatLine) => <Note seatId={seat.seatId} seatLine={seatLine} />}
    </SeatScreen>
  )
}

function Note({ seatId, seatLine }: { seatId: string; seatLine: ReactNode }) {
  const params = useParams()
  const stations = useCall('station.mine', {})
  const draft = useNoteDraft(seatId)
  const write = useWrite('opinion.takeDown', { keepAs: `noting.${seatId}` })
  const [tried, setTried] = useState(false)

  const items = stations.value?.items ?? []
  const at = (stationId: string | undefined) => items.find((one) => one.stationId === stationId)
  const station = at(draft.words.stationId) ?? at(params.station) ?? items[0]
  const missing = missingIn(draft)
  const send = async () => {
    if (station === undefined) return
    setTried(missing !== undefined)
    if (missing !== undefined) return
    const answer = await write.press(noted(station.stationId, draft))
    if (answer?.ok !== true) return
    draft.clear()
    replaceBy('deputySlip', { id: answer.value.opinionId, fresh: 1 })
  }

  return (
    <Screen
      title="代记意见"
      foot={
        station === undefined ? undefined : (
          <>
            <RefusalNote refusal={tried && missing !== undefined ? { text: missing } : write.refusal} />
            <Button kind="primary" text="提交，出回执" busy={write.busy} onTap={() => void send()} />
          </>
        )
      }
    >
      {seatLine}
      <Loaded of={stations}>
        {() =>
          station === undefined ? (
            <Empty
              icon="pin"
              title="您还没有编入家站"
              text="意见要记在一个家站名下。请联系本级人大工作人员把您编入家站。"
              action={{ text: '返回', onTap: goBack }}
            />
          ) : (
            <NoteForm draft={draft} stations={items} station={station} problemAt={write.problemAt} />
          )
        }
      </Loaded>
    </Screen>
  )
}

interface NoteFormProps {
  draft: NoteDraft
  stations: readonly Station[]
  station: Station
  problemAt: ProblemAt
}

function NoteForm({ draft, stations, station, problemAt }: NoteFormProps) {
  return (
    <View className="stack">
      {stations.length > 1 ? (
        <Choice
          as="chips"
          label="记在哪个家站"
          value={station.stationId}
          options={stations.map(({ stationId, name }) => ({ key: stationId, text: name }))}
          onChange={(stationId) => draft.change({ stationId })}
        />
      ) : (
        <View className="soft">记在：{station.name}</View>
      )}
      {draft.found ? <FoundDraft onClear={draft.clear} /> : null}
      <NoteWhat draft={draft} problemAt={problemAt} />
      <NoteWho draft={draft} problemAt={problemAt} />
      <Section title="在哪里、关于什么">
        <Field label="地点" optional error={problemAt('place.words')}>
          <PlaceInput value={draft.words.place} onChange={(place) => draft.change({ place })} />
        </Field>
        <Field label="类别" optional>
          <CategoryInput value={draft.words.category} onChange={(category) => draft.change({ category })} />
        </Field>
      </Section>
    </View>
  )
}

function NoteWhat({ draft, problemAt }: { draft: NoteDraft; problemAt: ProblemAt }) {
  const problem = problemAt('text')
  return (
    <Section title="他说了什么">
      <TextArea
        id="note-text"
        label="他说了什么"
        value={draft.words.text}
        most={longestNote}
        placeholder="照他的话记：什么事、在哪里、多久了、希望怎么办。"
        wrong={problem !== undefined}
        onChange={(text) => draft.change({ text })}
      />
      <RefusalNote refusal={problem === undefined ? undefined : { text: problem }} />
      <Recorder shelf={draft.shelf} />
      <PhotoPicker shelf={draft.shelf} />
      <View className="notice-line">
        <Icon name="alert" size="small" />
        <View className="grow">录音、拍人先问他同不同意。不要记国家秘密、工作秘密。</View>
      </View>
    </Section>
  )
}

function NoteWho({ draft, problemAt }: { draft: NoteDraft; problemAt: ProblemAt }) {
  const { words, change } = draft
  return (
    <Section title="他是谁">
      <View className="small soft">姓名电话只用来核实情况、把结果告诉他；不愿意留，也一样办。</View>
      <Field label="姓名" optional error={problemAt('neighbour.name')}>
        <TextInput
          label="姓名"
          value={words.name}
          placeholder="比如：王大爷"
          most={30}
          onChange={(name) => change({ name })}
        />
      </Field>
      <Field label="电话" optional error={problemAt('neighbour.phone')}>
        <TextInput
          kind="phone"
          label="电话"
          value={words.phone}
          placeholder="手机或座机"
          most={20}
          wrong={problemAt('neighbour.phone') !== undefined}
          onChange={(phone) => change({ phone })}
        />
      </Field>
      <Switch
        text="匿名"
        hint="别的代表和承办单位看不到他是谁，只有人大工作人员能看，每次查看都有记录。"
        on={words.anonymous}
        onChange={(anonymous) => change({ anonymous })}
      />
    </Section>
  )
}

function FoundDraft({ onClear }: { onClear: () => void }) {
  const [state, setState] = useState<'shown' | 'asking' | 'gone'>('shown')
  if (state === 'gone') return null
  return (
    <View className="notice-line">
      <View className="grow">上次没记完的还在，可以接着记。</View>
      <Button inline kind="quiet" text="清空重记" onTap={() => setState('asking')} />
      <Confirm
        open={state === 'asking'}
        danger
        title="清空重记？"
        text="上次记的文字、照片和录音都会删掉，找不回来。"
        yes="清空"
        onNo={() => setState('shown')}
        onYes={() => {
          onClear()
          setState('gone')
        }}
      />
    </View>
  )
}
