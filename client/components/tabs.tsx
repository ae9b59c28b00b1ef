import { View } from '@tarojs/components'
import { classes } from './classes'
import { said } from './said'
import { Tap } from './tap'

export interface TabsProps<K extends string> {
  /** `count` is shown where it is above zero; it is counted to 1,000 only, so more is 999+. */
  tabs: readonly { readonly key: K; readonly text: string; readonly count?: number }[]
  value: K
  onChange: (key: K) => void
  /** What is divided; read out by a screen reader. */
  label: string
}

/** Parts of one list, side by side; on a narrow phone they scroll sideways. The chosen one has a bar below it. */
export function Tabs<K extends string>({ tabs, value, onChange, label }: TabsProps<K>) {
  return (
    <View className="tabs" {...said({ role: 'tablist', label })}>
      {tabs.map(({ key, text, count }) => (
        <Tap
          key={key}
          role="tab"
          checked={key === value}
          className={classes('tabs__one', key === value && 'tabs__one--chosen')}
          onTap={() => onChange(key)}
        >
          {text}
          {count !== undefined && count > 0 ? (
            <View className="tabs__count">{count > 999 ? '999+' : count}</View>
          ) : null}
        </Tap>
      ))}
    </View>
  )
}
