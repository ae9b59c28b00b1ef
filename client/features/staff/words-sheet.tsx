import type { PropsWithChildren } from 'react'
import { Field } from '@/components/field'
import { TextArea } from '@/components/text-area'
import { useDraft } from '@/platform/draft'
import { MoveSheet, type Moved, type MoveProps, type MoveWrite } from './move-sheet'
import { Phrases } from './phrases'
import type { StaffEvent } from './moves'

export interface WordsSheetProps extends MoveProps {
  event: StaffEvent
  title: string
  verb: string
  /** What is asked, and for whom the words are. */
  label: string
  hint?: string
  placeholder?: string
  optional?: boolean
  most: number
  /** The field's name in the contract, where a refusal points to it. */
  path: 'words' | 'why' | 'remark'
  phrases?: readonly string[]
  write: MoveWrite
  send: (words: string) => Promise<Moved>
}

/** A move that asks for nothing but words. Kept on this machine until they are sent. */
export function WordsSheet(props: PropsWithChildren<WordsSheetProps>) {
  const { event, view, title, verb, label, hint, placeholder, optional, most, path, phrases, write, children } = props
  const draft = useDraft(`desk.${event}.${view.opinionId}`, { text: '' })
  const { text } = draft.value
  const problem = write.problemAt(path)
  const send = async () => {
    const answer = await props.send(text.trim())
    if (answer?.ok !== true) return
    draft.clear()
    props.onDone(answer.value.sentence)
  }
  const pick = (phrase: string) => draft.change({ text: text.trim() === '' ? phrase : `${text.trim()}\n${phrase}` })
  return (
    <MoveSheet
      event={event}
      view={view}
      title={title}
      verb={verb}
      write={write}
      onClose={props.onClose}
      onRefresh={props.onRefresh}
      onSend={() => void send()}
    >
      {children}
      <Field label={label} hint={hint} optional={optional} error={problem}>
        {phrases ? <Phrases phrases={phrases} onPick={pick} /> : null}
        <TextArea
          low
          label={label}
          placeholder={placeholder}
          value={text}
          most={most}
          wrong={problem !== undefined}
          onChange={(words) => draft.change({ text: words })}
        />
      </Field>
    </MoveSheet>
  )
}
