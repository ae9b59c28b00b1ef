import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Button } from '@/components/button'
import { categoryName } from '@/components/category-input'
import { LinkRow } from '@/components/link-row'
import { Moment } from '@/components/moment'
import { Section } from '@/components/section'
import { Spoken } from '@/components/spoken'
import { StateMark } from '@/components/state-mark'
import { Timeline } from '@/components/timeline'
import { toast } from '@/components/toast'
import { copyText } from '@/platform/clipboard'
import { DraftReply, ExtensionAsked, Handling, LastReturn, Replies } from './case-handling'
import { Submitter } from './submitter'
import { checkMark, dueMark, stateMark, type CaseFile, type Mark } from './staff-words'

export interface CaseSheetProps {
  view: CaseFile
  /** The moves, where they stand below the sentence. */
  moves?: ReactNode
  onOpen: (opinionId: string) => void
}

/** A case file: how it stands, what can be done, what was said, by whom, who handles it, the answers, the way. */
export function CaseSheet({ view, moves, onOpen }: CaseSheetProps) {
  return (
    <View className="stack">
      <CaseHead view={view} moves={moves} />
      {view.handling?.state === 'returned' ? <LastReturn view={view} handling={view.handling} /> : null}
      {view.handling?.extensionAsked ? <ExtensionAsked handling={view.handling} /> : null}
      {view.handling?.draftReply ? <DraftReply reply={view.handling.draftReply} /> : null}
      <Section title="反映的情况">
        {view.title ? <View className="strong">{view.title}</View> : null}
        <Spoken text={view.text} media={view.media} place={view.place} category={view.category} />
        {view.category === undefined && view.suggestedCategory ? (
          <View className="small soft">
            {`还没有定类别。按内容看像是“${categoryName(view.suggestedCategory)}”，受理或交办时确认。`}
          </View>
        ) : null}
        <Submitter view={view} />
      </Section>
      {view.handling ? <Handling handling={view.handling} /> : null}
      <Replies view={view} />
      <Merged view={view} onOpen={onOpen} />
      <Section title="办理经过">
        <Timeline entries={view.timeline} />
      </Section>
    </View>
  )
}

function CaseHead({ view, moves }: { view: CaseFile; moves: ReactNode }) {
  const marks = [stateMark(view.state, view.handling?.state), dueMark(view), checkMark(view.check)]
  const copy = async () => {
    if (await copyText(view.trackingNumber)) toast('编号已复制')
  }
  return (
    <View className="case-head">
      <View className="row row--wrap">
        {marks
          // A sentence of one word needs no mark that says the same.
          .filter((mark): mark is Mark => mark !== undefined && mark.word !== view.sentence)
          .map((mark) => (
            <StateMark key={mark.word} word={mark.word} tone={mark.tone} />
          ))}
      </View>
      <View id="case-sentence" className="sentence">
        {view.sentence}
      </View>
      <View className="row row--wrap small soft">
        <View>{view.stationName}</View>
        <View>
          <Moment at={view.submittedAt} /> 收到
        </View>
        <View>编号 {view.trackingNumber}</View>
        <Button inline kind="quiet" icon="copy" text="复制" label="复制编号" onTap={() => void copy()} />
      </View>
      {moves}
    </View>
  )
}

function Merged({ view, onOpen }: { view: CaseFile; onOpen: (opinionId: string) => void }) {
  const { mergedInto, mergedHere } = view
  if (mergedInto === undefined && mergedHere.length === 0) return null
  const title = mergedInto ? '已并入' : '合并在这里的'
  return (
    <Section title={title} note={mergedInto ? undefined : `${mergedHere.length} 件，答复会给每一位`}>
      <View className="stack stack--tight">
        {(mergedInto ? [mergedInto] : mergedHere).map((other) => (
          <LinkRow
            key={other.opinionId}
            title={other.headline}
            text={`编号 ${other.trackingNumber}`}
            onTap={() => onOpen(other.opinionId)}
          />
        ))}
      </View>
    </Section>
  )
}
