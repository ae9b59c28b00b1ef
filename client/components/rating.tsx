import { View } from '@tarojs/components'
import { ratings, type Rating } from '@shared/domain/opinion'
import { classes } from './classes'
import { said } from './said'
import { StateMark, type Tone } from './state-mark'
import { Tap } from './tap'

const order = ['satisfied', 'mostly', 'dissatisfied'] as const satisfies readonly Rating[]
const tones: Readonly<Record<Rating, Tone>> = { satisfied: 'good', mostly: 'care', dissatisfied: 'bad' }

/** Asks whether it helped: three big choices, each a word and a face drawn in lines. */
export function RatingChoice({ value, onChange }: { value: Rating | undefined; onChange: (rating: Rating) => void }) {
  return (
    <View className="rating" {...said({ role: 'radiogroup', label: '满意程度' })}>
      {order.map((rating) => (
        <Tap
          key={rating}
          role="radio"
          checked={rating === value}
          className={classes('rating__one', rating === value && 'rating__one--chosen')}
          onTap={() => onChange(rating)}
        >
          <View className={`rating__face rating__face--${rating}`}>
            <View className="rating__mouth" />
          </View>
          <View className="rating__word">{ratings[rating]}</View>
        </Tap>
      ))}
    </View>
  )
}

/** A rating that was given. */
export function RatingMark({ rating }: { rating: Rating }) {
  return <StateMark word={ratings[rating]} tone={tones[rating]} />
}
