import { ScrollView, View } from '@tarojs/components'
import { useEffect, useId, useState, type PropsWithChildren } from 'react'
import { scrollAcross } from '@/platform/elements'
import { onceDrawn } from '@/platform/screen-events'
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

/**
 * Parts of one list, side by side; where they do not fit they scroll sideways, and the chosen one is brought into sight.
 * The chosen one has a bar below it.
 */
export function Tabs<K extends string>({ tabs, value, onChange, label }: TabsProps<K>) {
  // A colon, which React puts in, ends an id in a selector.
  const id = `tabs${useId().replace(/:/g, '-')}`
  const at = tabs.findIndex(({ key }) => key === value)
  const chosenId = at < 0 ? undefined : `${id}${at}`
  // With the one before it in sight, there is seen to be something on that side too.
  const leftId = at < 1 ? chosenId : `${id}${at - 1}`
  return (
    <Strip id={id} chosenId={chosenId} leftId={leftId} drawn={tabs.map(({ count }) => count ?? '').join()}>
      <View className="tabs__row" {...said({ role: 'tablist', label })}>
        {tabs.map(({ key, text, count }, index) => (
          <Tap
            key={key}
            id={`${id}${index}`}
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
    </Strip>
  )
}

interface StripProps {
  id: string
  chosenId: string | undefined
  leftId: string | undefined
  /** What the widths come from: counts that arrive later push the chosen one out of sight again. */
  drawn: string
}

/** What scrolls sideways: WeChat scrolls its own element by an id, a browser any. */
function Strip({ id, chosenId, leftId, drawn, children }: PropsWithChildren<StripProps>) {
  const aim = useAim(leftId, drawn)
  useEffect(() => {
    if (chosenId !== undefined) scrollAcross(id, chosenId)
  }, [id, chosenId, drawn])
  if (IN_WECHAT) {
    return (
      <ScrollView scrollX enhanced scrollWithAnimation showScrollbar={false} className="tabs" scrollIntoView={aim}>
        {children}
      </ScrollView>
    )
  } else {
    return (
      <View id={id} className="tabs">
        {children}
      </View>
    )
  }
}

/** The id to scroll to in WeChat, which goes there only when the id changes, and only to what is drawn. */
function useAim(leftId: string | undefined, drawn: string): string {
  const [aim, setAim] = useState('')
  useEffect(() => {
    if (!IN_WECHAT) return undefined
    setAim('')
    return onceDrawn(() => setAim(leftId ?? ''))
  }, [leftId, drawn])
  return aim
}
