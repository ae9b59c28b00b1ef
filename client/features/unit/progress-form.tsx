import { useState } from 'react'
import { useKeptShelf } from '@/api/kept-shelf'
import { useWrite } from '@/api/hooks'
import { Field } from '@/components/field'
import { PhotoPicker } from '@/components/photo-picker'
import { TextArea } from '@/components/text-area'
import { toast } from '@/components/toast'
import { useDraft } from '@/platform/draft'
import { MoveSheet } from './move-sheet'
import type { FormProps } from './unit-view'
import { photosNotSent } from './photos-not-sent'

/** Notes what was done, with photos; the submitter is told. */
export function ProgressForm({ view, onClose, onRefresh }: FormProps) {
  const { handlingId, version } = view
  const draft = useDraft(`unit.progress.${handlingId}`, { text: '' })
  const shelf = useKeptShelf(`draft.unit.progress.${handlingId}.media`)
  const write = useWrite('handling.progress', { keepAs: `unit.progressing.${handlingId}` })
  const [tried, setTried] = useState(false)
  const missing = photosNotSent(shelf)
  const send = async () => {
    setTried(missing !== undefined)
    if (missing !== undefined) return
    const answer = await write.press({ handlingId, version, text: draft.value.text, mediaIds: [...shelf.mediaIds] })
    if (answer?.ok !== true) return
    draft.clear()
    shelf.clear()
    toast('进展已记下，群众能看到')
    onClose()
  }
  return (
    <MoveSheet
      title="记录进展"
      press="记下进展"
      shut={!view.open.includes('progress')}
      busy={write.busy}
      refusal={tried && missing !== undefined ? { text: missing } : write.refusal}
      onPress={() => void send()}
      onRefresh={() => {
        write.forget()
        onRefresh()
      }}
      onClose={onClose}
    >
      <Field label="做了什么" hint="群众会看到这段话和照片。" error={write.problemAt('text')}>
        <TextArea
          low
          label="做了什么"
          value={draft.value.text}
          most={2000}
          placeholder="比如：上午到现场看过，路灯线路老化，周五前换新。"
          wrong={write.problemAt('text') !== undefined}
          onChange={(text) => draft.change({ text })}
        />
      </Field>
      <Field label="照片" optional>
        <PhotoPicker shelf={shelf} />
      </Field>
    </MoveSheet>
  )
}
