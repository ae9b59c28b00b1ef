import { View } from '@tarojs/components'
import { useEffect, useRef, useState } from 'react'
import { CATEGORIES, CATEGORY_IDS } from '@shared/domain/category'
import { useCall } from '@/api/hooks'
import { Button } from '@/components/button'
import { classes } from '@/components/classes'
import { Icon } from '@/components/icon'
import { LinkRow } from '@/components/link-row'
import { Select } from '@/components/select'
import { Sheet } from '@/components/sheet'
import { StateMark } from '@/components/state-mark'
import { Tap } from '@/components/tap'
import { TextInput } from '@/components/text-input'
import { useAtDesk } from '@/platform/desk'
import { DeskExport } from './desk-export'
import { ages, narrowedBy, type Filters } from './desk-filters'

/** The element of the search field, for the keyboard. */
export const searchId = 'desk-search'

// How long after the last key the search begins by itself, in milliseconds.
const pause = 450

const categories = CATEGORY_IDS.map((key) => ({ key, text: CATEGORIES[key].label }))

export interface NarrowProps {
  filters: Filters
  /** How many are past their date, in all tabs that owe a date. */
  overdue: number | undefined
  onChange: (some: Partial<Filters>) => void
}

/** What narrows the list: words, and choices, which on a phone stand in a sheet. */
export function Narrow({ filters, overdue, onChange }: NarrowProps) {
  const atDesk = useAtDesk()
  const [open, setOpen] = useState(false)
  const [exporting, setExporting] = useState(false)
  const narrowed = narrowedBy(filters)
  const reset = () => onChange({ late: false, station: undefined, category: undefined, unit: undefined, age: undefined, text: '' })
  const toExport = () => {
    setOpen(false)
    setExporting(true)
  }
  return (
    <View className="desk__narrow">
      <View className="desk__search">
        <Search text={filters.text} onSearch={(text) => onChange({ text })} />
      </View>
      <LateSwitch on={filters.late} overdue={overdue} onChange={(late) => onChange({ late })} />
      {atDesk ? (
        <>
          <Choices filters={filters} onChange={onChange} />
          {narrowed > 0 || filters.text !== '' ? <Button inline kind="quiet" text="清除" onTap={reset} /> : null}
          <Button inline text="导出表格" onTap={() => setExporting(true)} />
        </>
      ) : (
        <Button inline text={narrowed > 0 ? `筛选 ${narrowed}` : '筛选'} onTap={() => setOpen(true)} />
      )}
      <Sheet
        open={open}
        title="筛选"
        onClose={() => setOpen(false)}
        foot={
          <>
            <Button kind="primary" text="看结果" onTap={() => setOpen(false)} />
            <Button kind="quiet" text="清除筛选" onTap={reset} />
          </>
        }
      >
        <View className="stack">
          <Choices filters={filters} onChange={onChange} />
          <LinkRow icon="list" title="导出表格" text="筛选出的意见，存成一个表格" onTap={toExport} />
        </View>
      </Sheet>
      {exporting ? <DeskExport filters={filters} onClose={() => setExporting(false)} /> : null}
    </View>
  )
}

/** Past their date only. The count is of all tabs, so it stands there before anybody asks. */
function LateSwitch({ on, overdue, onChange }: { on: boolean; overdue: number | undefined; onChange: (on: boolean) => void }) {
  const count = overdue === undefined ? '' : overdue > 999 ? ' 999+' : ` ${overdue}`
  return (
    <Tap
      role="checkbox"
      checked={on}
      label={`只看已逾期的${count}件`}
      className={classes('desk__late', on && 'desk__late--on')}
      onTap={() => onChange(!on)}
    >
      <StateMark word={`已逾期${count}`} tone={overdue === 0 ? 'plain' : 'bad'} />
      {on ? <Icon name="tick" size="small" /> : null}
    </Tap>
  )
}

/** Words in the text, or a tracking number: searched a moment after the last key, or at once by Enter. */
function Search({ text, onSearch }: { text: string; onSearch: (text: string) => void }) {
  const [typed, setTyped] = useState(text)
  const search = useRef(onSearch)
  search.current = onSearch
  useEffect(() => setTyped(text), [text])
  useEffect(() => {
    if (typed.trim() === text) return undefined
    const later = setTimeout(() => search.current(typed.trim()), pause)
    return () => clearTimeout(later)
  }, [typed, text])
  return (
    <TextInput
      id={searchId}
      kind="search"
      label="搜索"
      placeholder="搜内容里的词，或编号"
      value={typed}
      most={60}
      onChange={setTyped}
      onEnter={() => onSearch(typed.trim())}
    />
  )
}

function Choices({ filters, onChange }: Omit<NarrowProps, 'overdue'>) {
  const stations = useCall('station.ofMyCongress', {})
  const units = useCall('people.units', {})
  return (
    <>
      <Select
        label="家站"
        none="全部家站"
        options={stations.value?.items.map((one) => ({ key: one.stationId, text: one.name })) ?? []}
        value={filters.station}
        onChange={(station) => onChange({ station })}
      />
      <Select
        label="类别"
        none="全部类别"
        options={categories}
        value={categories.find(({ key }) => key === filters.category)?.key}
        onChange={(category) => onChange({ category })}
      />
      <Select
        label="承办单位"
        none="全部单位"
        options={units.value?.items.map((one) => ({ key: one.unitId, text: one.name })) ?? []}
        value={filters.unit}
        onChange={(unit) => onChange({ unit })}
      />
      <Select
        label="收到多久"
        none="不限时间"
        options={ages}
        value={filters.age}
        onChange={(age) => onChange({ age })}
      />
    </>
  )
}
