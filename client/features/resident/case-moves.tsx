import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Rating } from '@shared/domain/opinion'
import type { Refusal } from '@/api/call'
import { useWrite } from '@/api/hooks'
import { useShelf } from '@/api/media-shelf'
import { Button } from '@/components/button'
import { RefusalNote } from '@/components/error-pane'
import { PhotoPicker } from '@/components/photo-picker'
import { RatingChoice } from '@/components/rating'
import { Confirm } from '@/components/sheet'
import { TextArea } from '@/components/text-area'
import { toast } from '@/components/toast'
import { useDraft } from '@/platform/draft'
import { go } from '@/platform/navigate'
import { sayAgain } from './speak-draft'

/** Rates the answer of whoever is signed in. */
export function RateMine({ opinionId, round }: { opinionId: string; round: number }) {
  const write = useWrite('opinion.rate', { seat: null })
  const rate = async (rating: Rating, words: string) => {
    const answer = await write.press({ opinionId, round, rating, ...(words === '' ? {} : { words }) })
    if (answer?.ok) toast('谢谢您的评价')
  }
  return <RateForm busy={write.busy} refusal={write.refusal} onRate={(rating, words) => void rate(rating, words)} />
}

interface RateFormProps {
  busy: boolean
  refusal: Refusal | undefined
  onRate: (rating: Rating, words: string) => void
}

/** Three choices and words. Dissatisfied says what happens next, so that nobody is surprised. */
export function RateForm({ busy, refusal, onRate }: RateFormProps) {
  const [rating, setRating] = useState<Rating | undefined>(undefined)
  const [words, setWords] = useState('')
  const unhappy = rating === 'dissatisfied'
  return (
    <View className="stack">
      <RatingChoice value={rating} onChange={setRating} />
      {rating === undefined ? null : (
        <>
          <TextArea
            low
            label={unhappy ? '哪里还没有解决' : '还想说什么'}
            placeholder={unhappy ? '哪里还没有解决？写清楚，好让单位重新办。' : '还想说什么，可以不写。'}
            value={words}
            most={500}
            onChange={setWords}
          />
          {unhappy ? <View className="small soft">评“不满意”会请单位重新办理一次，并再答复您。</View> : null}
          <RefusalNote refusal={refusal} />
          <Button kind="primary" text="提交评价" busy={busy} onTap={() => onRate(rating, words.trim())} />
        </>
      )}
    </View>
  )
}

/** What did not pass the check can be changed and sent again: the words are still here. */
export function SayAgain({ code, text, anonymous }: { code: string; text: string; anonymous: boolean }) {
  const again = () => {
    sayAgain(code, text, anonymous)
    go('speak', { code })
  }
  return (
    <View className="stack">
      <View>里面有平台不允许的词句或照片。您写的内容都在，改一改可以重新提交。</View>
      <Button kind="primary" text="改一改，重新提交" onTap={again} />
    </View>
  )
}

/** Adds what staff asked for. */
export function SupplementMine({ opinionId }: { opinionId: string }) {
  const draft = useDraft(`supplement.${opinionId}`, { text: '' })
  const shelf = useShelf()
  const write = useWrite('opinion.supplement', { keepAs: `supplementing.${opinionId}`, seat: null })
  const send = async () => {
    const answer = await write.press({ opinionId, text: draft.value.text, mediaIds: [...shelf.mediaIds] })
    if (answer?.ok !== true) return
    draft.clear()
    toast(answer.value.sentence)
  }
  return (
    <View className="stack">
      <TextArea
        low
        label="补充的情况"
        placeholder="把要补充的写在这里"
        value={draft.value.text}
        most={8000}
        onChange={(text) => draft.change({ text })}
      />
      <PhotoPicker shelf={shelf} />
      <RefusalNote refusal={write.refusal} />
      <Button kind="primary" text="提交补充" busy={write.busy} disabled={!shelf.settled} onTap={() => void send()} />
    </View>
  )
}

/** Takes the opinion back, after asking. */
export function WithdrawMine({ opinionId }: { opinionId: string }) {
  const [asking, setAsking] = useState(false)
  const write = useWrite('opinion.withdraw', { seat: null })
  const withdraw = async () => {
    const answer = await write.press({ opinionId })
    setAsking(false)
    if (answer?.ok) toast('已经撤回')
  }
  return (
    <View className="stack stack--tight">
      <RefusalNote refusal={write.refusal} />
      <Button kind="quiet" text="撤回这件意见" onTap={() => setAsking(true)} />
      <Confirm
        open={asking}
        danger
        title="撤回这件意见？"
        text="撤回以后不再办理，也不能恢复。如果还想反映，需要重新写。"
        yes="撤回"
        busy={write.busy}
        onYes={() => void withdraw()}
        onNo={() => setAsking(false)}
      />
    </View>
  )
}
