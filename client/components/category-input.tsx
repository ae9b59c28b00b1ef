import { View } from '@tarojs/components'
import { useState } from 'react'
import { CATEGORIES, CATEGORY_IDS, isCategoryId, type CategoryId } from '@shared/domain/category'
import { Button } from './button'
import { Choice } from './choice'
import { Icon } from './icon'
import { Sheet } from './sheet'
import { Tap } from './tap'

const options = CATEGORY_IDS.map((key) => ({ key, text: CATEGORIES[key].label, hint: CATEGORIES[key].example }))

/** What a stored category is called; an unknown one is shown as it came. */
export function categoryName(category: string): string {
  return isCategoryId(category) ? CATEGORIES[category].label : category
}

/** What it is about: one row that opens the list with an example for each. */
export function CategoryInput({
  value,
  onChange,
}: {
  value: CategoryId | undefined
  onChange: (category: CategoryId | undefined) => void
}) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Tap
        className="choice__one"
        label={value ? `类别：${CATEGORIES[value].label}` : '选择类别'}
        onTap={() => setOpen(true)}
      >
        <View className={value ? 'grow strong' : 'grow soft'}>
          {value ? CATEGORIES[value].label : '不确定可以不选'}
        </View>
        <Icon name="next" size="small" />
      </Tap>
      <Sheet
        open={open}
        title="这件事属于哪一类"
        onClose={() => setOpen(false)}
        foot={
          value ? (
            <Button
              kind="quiet"
              text="不选类别"
              onTap={() => {
                onChange(undefined)
                setOpen(false)
              }}
            />
          ) : undefined
        }
      >
        <Choice
          label="类别"
          options={options}
          value={value}
          onChange={(category) => {
            onChange(category)
            setOpen(false)
          }}
        />
      </Sheet>
    </>
  )
}
