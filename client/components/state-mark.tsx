import { View } from '@tarojs/components'
import { classes } from './classes'
import { said } from './said'

/** How a state feels: `good` done, `care` waits for somebody, `bad` overdue or refused, `plain` under way. */
export type Tone = 'good' | 'care' | 'bad' | 'plain'

/** A state as a word with a shape and a colour: disc, triangle, square, ring. Never the colour alone. */
export function StateMark({ word, tone }: { word: string; tone: Tone }) {
  return (
    <View className={`state-mark state-mark--${tone}`}>
      <View className={classes('state-mark__shape', `state-mark__shape--${tone}`)} {...said({ hidden: true })} />
      {word}
    </View>
  )
}
