import { Image, View } from '@tarojs/components'
import { lookAt } from '@/platform/media'
import { Player } from './player'
import { Tap } from './tap'

/** A photo or recording as a view carries it. */
export interface ShownMedia {
  readonly mediaId: string
  readonly kind: 'photo' | 'sound'
  readonly url: string
  readonly seconds?: number
}

/** The photos (tap for large) and recordings of something that was said. */
export function MediaRow({ media }: { media: readonly ShownMedia[] }) {
  const photos = media.filter((one) => one.kind === 'photo')
  const sounds = media.filter((one) => one.kind === 'sound')
  if (media.length === 0) return null
  return (
    <View className="stack stack--tight">
      {photos.length > 0 ? (
        <View className="media-grid">
          {photos.map((photo, at) => (
            <Tap
              key={photo.mediaId}
              className="media-tile"
              label={`看第${at + 1}张照片`}
              onTap={() =>
                lookAt(
                  photos.map((one) => one.url),
                  photo.url,
                )
              }
            >
              <Image className="media-tile__image" src={photo.url} mode="aspectFill" />
            </Tap>
          ))}
        </View>
      ) : null}
      {sounds.map((sound) => (
        <Player key={sound.mediaId} url={sound.url} seconds={sound.seconds} />
      ))}
    </View>
  )
}
