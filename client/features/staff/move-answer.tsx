import { useWrite } from '@/api/hooks'
import { useKeptShelf } from '@/api/kept-shelf'
import type { Shelf } from '@/api/media-shelf'
import { Field } from '@/components/field'
import { PhotoPicker } from '@/components/photo-picker'
import { TextArea } from '@/components/text-area'
import { useDraft } from '@/platform/draft'
import { MoveSheet, type Moved, type MoveProps, type MoveWrite } from './move-sheet'

interface SaidSheetProps extends MoveProps {
  event: 'answerNow' | 'supplement'
  title: string
  verb: string
  label: string
  hint: string
  placeholder: string
  write: MoveWrite
  send: (text: string, mediaIds: string[]) => Promise<Moved>
}

/** A text with photos, kept on this machine until it is sent. */
function SaidSheet(props: SaidSheetProps) {
  const { event, view, title, verb, label, hint, placeholder, write, onClose, onRefresh, onDone } = props
  const key = `desk.${event}.${view.opinionId}`
  const draft = useDraft(key, { text: '' })
  const shelf: Shelf = useKeptShelf(`${key}.photos`)
  const problem = write.problemAt('text')
  const send = async () => {
    const answer = await props.send(draft.value.text, [...shelf.mediaIds])
    if (answer?.ok !== true) return
    draft.clear()
    shelf.clear()
    onDone(answer.value.sentence)
  }
  return (
    <MoveSheet
      event={event}
      view={view}
      title={title}
      verb={verb}
      write={write}
      waiting={!shelf.settled}
      onClose={onClose}
      onRefresh={onRefresh}
      onSend={() => void send()}
    >
      <Field label={label} hint={hint} error={problem}>
        <TextArea
          label={label}
          placeholder={placeholder}
          value={draft.value.text}
          most={8000}
          wrong={problem !== undefined}
          onChange={(text) => draft.change({ text })}
        />
      </Field>
      <Field label="照片" optional error={write.problemAt('mediaIds') ?? photosLate(write)}>
        <PhotoPicker shelf={shelf} />
      </Field>
    </MoveSheet>
  )
}

function photosLate({ refusal }: MoveWrite): string | undefined {
  return refusal?.code === 'MEDIA_NOT_READY' ? refusal.text : undefined
}

/** 即时答复 */
export function AnswerNow(props: MoveProps) {
  const write = useWrite('opinion.answerNow')
  const { opinionId, version, mergedHere } = props.view
  const to = mergedHere.length > 0 ? ` ${mergedHere.length + 1} 位提交人` : '提交人'
  return (
    <SaidSheet
      {...props}
      event="answerNow"
      title="即时答复"
      verb="发出答复"
      label="答复"
      hint={`会原样发给${to}，并请 TA 评价。要单位去办的，请交办。`}
      placeholder="您好，您反映的……"
      write={write}
      send={(text, mediaIds) => write.press({ opinionId, version, text, mediaIds })}
    />
  )
}

/** 代为补充 */
export function Supplement(props: MoveProps) {
  const write = useWrite('opinion.supplement')
  const { opinionId } = props.view
  return (
    <SaidSheet
      {...props}
      event="supplement"
      title="代为补充"
      verb="补充好了"
      label="补充的情况"
      hint="比如电话里问到的。补充以后回到“待受理”。"
      placeholder="把问到的情况写在这里"
      write={write}
      send={(text, mediaIds) => write.press({ opinionId, text, mediaIds })}
    />
  )
}
