import { useState } from 'react'
import { isCategoryId, type CategoryId } from '@shared/domain/category'
import { useWrite } from '@/api/hooks'
import { CategoryInput } from '@/components/category-input'
import { Field } from '@/components/field'
import { MoveSheet, type MoveProps } from './move-sheet'
import type { CaseFile } from './staff-words'

/** The category that a form begins with: the settled one, else the one suggested from the words. */
export function firstCategory({ category, suggestedCategory }: CaseFile): CategoryId | undefined {
  const first = category ?? suggestedCategory
  return first !== undefined && isCategoryId(first) ? first : undefined
}

/** 受理 */
export function Accept({ view, onClose, onRefresh, onDone }: MoveProps) {
  const [category, setCategory] = useState(() => firstCategory(view))
  const write = useWrite('opinion.accept')
  const { opinionId, version } = view
  const accept = async () => {
    const answer = await write.press({ opinionId, version, ...(category === undefined ? {} : { category }) })
    if (answer?.ok) onDone(answer.value.sentence)
  }
  return (
    <MoveSheet
      event="accept"
      view={view}
      title="先受理，过后再交办"
      verb="受理"
      write={write}
      onClose={onClose}
      onRefresh={onRefresh}
      onSend={() => void accept()}
    >
      <Field
        label="类别"
        optional
        hint={view.category === undefined && category !== undefined ? '按内容推测的，请看看对不对。' : undefined}
        error={write.problemAt('category')}
      >
        <CategoryInput value={category} onChange={setCategory} />
      </Field>
    </MoveSheet>
  )
}
