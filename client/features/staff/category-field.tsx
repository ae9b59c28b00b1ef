import { isCategoryId, type CategoryId } from '@shared/domain/category'
import { CategoryInput } from '@/components/category-input'
import { Field } from '@/components/field'
import type { CaseFile } from './staff-words'

/** The category that a form begins with: the settled one, else the one suggested from the words. */
export function firstCategory({ category, suggestedCategory }: CaseFile): CategoryId | undefined {
  const first = category ?? suggestedCategory
  return first !== undefined && isCategoryId(first) ? first : undefined
}

/** The category, proposed from the words until somebody settles it. */
export function CategoryField({
  value,
  guessed,
  error,
  onChange,
}: {
  value: string | undefined
  guessed: boolean
  error: string | undefined
  onChange: (category: CategoryId | undefined) => void
}) {
  const hint = guessed && value !== undefined ? '按内容推测的，请看看对不对。' : undefined
  return (
    <Field label="类别" optional hint={hint} error={error}>
      <CategoryInput value={value !== undefined && isCategoryId(value) ? value : undefined} onChange={onChange} />
    </Field>
  )
}
