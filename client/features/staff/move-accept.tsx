import { useState } from 'react'
import { useWrite } from '@/api/hooks'
import { CategoryField, firstCategory } from './category-field'
import { MoveSheet, type MoveProps } from './move-sheet'

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
      <CategoryField
        value={category}
        guessed={view.category === undefined}
        error={write.problemAt('category')}
        onChange={setCategory}
      />
    </MoveSheet>
  )
}
