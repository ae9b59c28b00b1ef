import { View } from '@tarojs/components'
import { said } from './said'

export type IconName =
  | 'back'
  | 'next'
  | 'close'
  | 'refresh'
  | 'mic'
  | 'stop'
  | 'play'
  | 'camera'
  | 'pin'
  | 'tick'
  | 'bell'
  | 'person'
  | 'search'
  | 'copy'
  | 'clock'
  | 'bin'
  | 'pen'
  | 'scan'
  | 'alert'
  | 'list'
  | 'phone'
  | 'calendar'
  | 'star'

/** A line drawing in the colour of the text around it. It never stands alone for a meaning. */
export function Icon({ name, size }: { name: IconName; size?: 'large' | 'small' }) {
  return <View className={`icon icon--${name}${size ? ` icon--${size}` : ''}`} {...said({ hidden: true })} />
}
