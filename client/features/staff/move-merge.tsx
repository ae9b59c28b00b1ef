import { View } from '@tarojs/components'
import { useState } from 'react'
import { useCall, useWrite } from '@/api/hooks'
import { Button } from '@/components/button'
import { CaseRow } from '@/components/case-row'
import { Empty } from '@/components/empty'
import { Field } from '@/components/field'
import { Loaded } from '@/components/loaded'
import { Moment } from '@/components/moment'
import { Spoken } from '@/components/spoken'
import { TextArea } from '@/components/text-area'
import { TextInput } from '@/components/text-input'
import { useDraft } from '@/platform/draft'
import { MoveSheet, type MoveProps } from './move-sheet'
import type { CaseFile } from './staff-words'

/** 合并: look for the same matter, put the two side by side, decide. */
export function Merge({ view, onClose, onRefresh, onDone }: MoveProps) {
  const [into, setInto] = useState<string | undefined>(undefined)
  const draft = useDraft(`desk.merge.${view.opinionId}`, { why: '' })
  const write = useWrite('opinion.merge')
  const merge = async () => {
    if (into === undefined) return
    const { opinionId, version } = view
    const why = draft.value.why.trim()
    const answer = await write.press({ opinionId, version, into, ...(why === '' ? {} : { why }) })
    if (answer?.ok !== true) return
    draft.clear()
    onDone(answer.value.sentence)
  }
  return (
    <MoveSheet
      wide
      event="merge"
      view={view}
      title="合并到另一件"
      verb="合并到这一件"
      write={write}
      waiting={into === undefined}
      onClose={onClose}
      onRefresh={onRefresh}
      onSend={() => void merge()}
    >
      {into === undefined ? (
        <Similar opinionId={view.opinionId} onChoose={setInto} />
      ) : (
        <>
          <Compare view={view} into={into} onAgain={() => setInto(undefined)} />
          <Field label="说明" optional error={write.problemAt('why')}>
            <TextArea
              low
              label="说明"
              value={draft.value.why}
              most={500}
              onChange={(why) => draft.change({ why })}
            />
          </Field>
        </>
      )}
    </MoveSheet>
  )
}

/** Opinions that may be the same matter: by likeness, or by the clerk's own words. */
function Similar({ opinionId, onChoose }: { opinionId: string; onChoose: (opinionId: string) => void }) {
  const [typed, setTyped] = useState('')
  const [text, setText] = useState('')
  const similar = useCall('opinion.similar', { opinionId, ...(text === '' ? {} : { text }) })
  const search = () => setText(typed.trim())
  return (
    <View className="stack">
      <View className="row">
        <View className="grow">
          <TextInput
            kind="search"
            label="搜索要并入的意见"
            placeholder="搜内容里的词，或编号"
            value={typed}
            most={60}
            onChange={setTyped}
            onEnter={search}
          />
        </View>
        <Button inline icon="search" text="搜索" onTap={search} />
      </View>
      <View className="small soft">{text === '' ? '下面是内容相近的，选一件来比对。' : `含“${text}”的意见，选一件来比对。`}</View>
      <Loaded of={similar}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="search" title="没有找到相近的" text="换个词，或者用编号再搜一次。" />
          ) : (
            <View className="stack stack--tight">
              {items.map((item) => (
                <CaseRow
                  key={item.opinionId}
                  headline={item.headline}
                  sentence={item.sentence}
                  about={
                    <>
                      {item.stationName} · <Moment at={item.submittedAt} /> · 编号 {item.trackingNumber}
                    </>
                  }
                  onTap={() => onChoose(item.opinionId)}
                />
              ))}
            </View>
          )
        }
      </Loaded>
    </View>
  )
}

/** The two side by side: what was said here, what was said there. */
function Compare({ view, into, onAgain }: { view: CaseFile; into: string; onAgain: () => void }) {
  const other = useCall('opinion.viewAsStaff', { opinionId: into })
  return (
    <View className="stack">
      <View className="compare">
        <View className="compare__side">
          <Side title="这一件（会并过去）" file={view} />
        </View>
        <View className="compare__side">
          <Loaded of={other}>{(file) => <Side title="并入这一件" file={file} />}</Loaded>
        </View>
      </View>
      <View className="row row--between row--wrap">
        <View className="small soft">合并以后一起办理，两边的提交人都会收到答复。</View>
        <Button inline text="换一件" onTap={onAgain} />
      </View>
    </View>
  )
}

function Side({ title, file }: { title: string; file: CaseFile }) {
  return (
    <View className="card stack stack--tight">
      <View className="small soft">{title}</View>
      <View className="strong">{file.sentence}</View>
      <View className="small soft">
        {file.stationName} · <Moment at={file.submittedAt} /> · 编号 {file.trackingNumber}
      </View>
      <Spoken text={file.text} media={file.media} place={file.place} category={file.category} />
    </View>
  )
}
