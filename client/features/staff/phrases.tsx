import { View } from '@tarojs/components'
import { Tap } from '@/components/tap'

/** Ready-made words: a tap puts them into the field, where they can be changed. */
export function Phrases({ phrases, onPick }: { phrases: readonly string[]; onPick: (phrase: string) => void }) {
  return (
    <View className="phrases">
      {phrases.map((phrase) => (
        <Tap key={phrase} className="phrases__one" onTap={() => onPick(phrase)}>
          {phrase}
        </Tap>
      ))}
    </View>
  )
}
