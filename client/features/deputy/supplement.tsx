import { View } from '@tarojs/components'
import { useKeptShelf } from '@/api/kept-shelf'
import { useWrite } from '@/api/hooks'
import { Button } from '@/components/button'
import { RefusalNote } from '@/components/error-pane'
import { PhotoPicker } from '@/components/photo-picker'
import { TextArea } from '@/components/text-area'
import { toast } from '@/components/toast'
import { useDraft } from '@/platform/draft'

/** Adds what staff asked for to an opinion that the deputy took down. */
export function Supplement({ opinionId, onRefresh }: { opinionId: string; onRefresh: () => void }) {
  const draft = useDraft(`deputy.supplement.${opinionId}`, { text: '' })
  const shelf = useKeptShelf(`draft.deputy.supplement.${opinionId}.media`)
  const write = useWrite('opinion.supplement', { keepAs: `deputy.supplementing.${opinionId}` })
  const send = async () => {
    const answer = await write.press({ opinionId, text: draft.value.text, mediaIds: [...shelf.mediaIds] })
    if (answer?.ok !== true) return
    draft.clear()
    shelf.clear()
    toast(answer.value.sentence)
  }
  return (
    <View className="stack">
      <TextArea
        low
        label="补充的情况"
        placeholder="问过以后，把要补充的写在这里"
        value={draft.value.text}
        most={8000}
        wrong={write.problemAt('text') !== undefined}
        onChange={(text) => draft.change({ text })}
      />
      <PhotoPicker shelf={shelf} />
      <RefusalNote refusal={write.refusal} onRefresh={onRefresh} />
      <Button kind="primary" text="提交补充" busy={write.busy} disabled={!shelf.settled} onTap={() => void send()} />
    </View>
  )
}
