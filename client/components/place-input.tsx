import { View } from '@tarojs/components'
import { pickPlace } from '@/platform/location'
import { Button } from './button'
import { TextInput } from './text-input'
import { toast } from './toast'

/** A place in words, and its point where she gave it. */
export interface PlaceDraft {
  readonly words: string
  readonly lat?: number
  readonly lng?: number
}

export const noPlace: PlaceDraft = { words: '' }

/** Where it is: words, and a point from the map (WeChat) or from where the phone is (browser), if she wants. */
export function PlaceInput({ value, onChange }: { value: PlaceDraft; onChange: (place: PlaceDraft) => void }) {
  const pick = async () => {
    const spot = await pickPlace()
    if (spot === undefined) toast('没有取到位置，用文字写明地点就行')
    else onChange({ words: spot.words === '' ? value.words : spot.words, lat: spot.lat, lng: spot.lng })
  }
  return (
    <View className="stack stack--tight">
      <TextInput
        label="地点"
        value={value.words}
        placeholder="比如：菜市场东门口的路灯下"
        most={100}
        onChange={(words) => onChange({ ...value, words })}
      />
      {value.lat === undefined ? (
        <Button inline icon="pin" text={IN_WECHAT ? '在地图上选' : '加上我现在的位置'} onTap={() => void pick()} />
      ) : (
        <Button inline icon="close" text="已加上位置，点一下去掉" onTap={() => onChange({ words: value.words })} />
      )}
    </View>
  )
}

/** The place as the contract takes it, or nothing where she gave none. */
export function placeOf(draft: PlaceDraft): PlaceDraft | undefined {
  const words = draft.words.trim()
  if (words === '' && draft.lat === undefined) return undefined
  return { ...draft, words: words === '' ? '见地图位置' : words }
}
