import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { classes } from './classes'
import { StateMark, type Tone } from './state-mark'
import { Tap } from './tap'

export interface CaseRowProps {
  headline: string
  /** The state as a sentence; at a desk, where the tab says the state, what else tells cases apart. */
  sentence: ReactNode
  mark?: { word: string; tone: Tone }
  /** Station, day, category: what helps to tell it from the others. */
  about: ReactNode
  /** It is the one shown at the side. */
  chosen?: boolean
  id?: string
  onTap: () => void
}

/** One case in a list: what it is about, and how it stands. */
export function CaseRow({ headline, sentence, mark, about, chosen, id, onTap }: CaseRowProps) {
  return (
    <Tap id={id} className={classes('case-row', chosen && 'case-row--chosen')} onTap={onTap}>
      <View className="case-row__headline">{headline}</View>
      <View className="case-row__sentence">{sentence}</View>
      <View className="case-row__foot">
        {mark ? <StateMark word={mark.word} tone={mark.tone} /> : null}
        <View className="case-row__about">{about}</View>
      </View>
    </Tap>
  )
}
