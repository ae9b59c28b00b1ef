import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Output } from '@/api/call'
import type { Asked } from '@/api/hooks'
import { Button } from '@/components/button'
import { Loaded } from '@/components/loaded'
import { said } from '@/components/said'
import { Tap } from '@/components/tap'
import { TextInput } from '@/components/text-input'

type Unit = Output<'people.units'>['items'][number]

export interface UnitInputProps {
  units: Asked<Output<'people.units'>>
  value: string | undefined
  onChange: (unitId: string | undefined) => void
  /** Not offered. */
  without?: string
}

/** One unit out of all: type a part of its name, see how much each has on its hands; Enter takes the first. */
export function UnitInput({ units, value, onChange, without }: UnitInputProps) {
  return (
    <Loaded of={units}>
      {({ items }) => {
        const chosen = items.find((unit) => unit.unitId === value)
        return chosen ? (
          <View className="unit-chosen">
            <View className="grow">
              <View className="strong">{chosen.name}</View>
              <View className="small soft">{loadOf(chosen)}</View>
            </View>
            <Button inline kind="quiet" text="换单位" onTap={() => onChange(undefined)} />
          </View>
        ) : (
          <UnitList items={items.filter((unit) => unit.unitId !== without)} onChoose={onChange} />
        )
      }}
    </Loaded>
  )
}

function UnitList({ items, onChoose }: { items: readonly Unit[]; onChoose: (unitId: string) => void }) {
  const [words, setWords] = useState('')
  const found = items.filter((unit) => unit.name.includes(words.trim()))
  return (
    <View className="stack stack--tight">
      <TextInput
        kind="search"
        label="找单位"
        placeholder="输入单位名里的字，回车选第一个"
        value={words}
        most={40}
        onChange={setWords}
        onEnter={() => found[0] && onChoose(found[0].unitId)}
      />
      <View className="unit-list" {...said({ role: 'list', label: '承办单位' })}>
        {found.map((unit) => (
          <Tap key={unit.unitId} className="unit-list__one" onTap={() => onChoose(unit.unitId)}>
            <View className="grow">{unit.name}</View>
            <View className="small soft">{loadOf(unit)}</View>
          </Tap>
        ))}
        {found.length === 0 ? <View className="unit-list__none">没有名字含“{words.trim()}”的单位</View> : null}
      </View>
    </View>
  )
}

/** What a unit has on its hands; one without anybody to sign for it is said before it is chosen. */
function loadOf({ openCases, handlers }: Unit): string {
  if (handlers === 0) return '还没有承办人'
  return openCases === 0 ? '现在没有在办的' : `在办 ${openCases} 件`
}
