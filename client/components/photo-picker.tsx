import { Image, View } from '@tarojs/components'
import type { Shelf, ShelfItem } from '@/api/media-shelf'
import { choosePhotos, lookAt } from '@/platform/media'
import { classes } from './classes'
import { Icon } from './icon'
import { Tap } from './tap'

/** Up to `most` photos: add, look, remove, and see each one's way to the server. */
export function PhotoPicker({ shelf, most = 9 }: { shelf: Shelf; most?: number }) {
  const photos = shelf.items.filter((item) => item.kind === 'photo')
  const left = most - photos.length
  const add = async () => shelf.add(await choosePhotos(left))
  return (
    <View className="media-grid">
      {photos.map((photo, at) => (
        <PhotoTile
          key={photo.key}
          photo={photo}
          name={`第${at + 1}张照片`}
          onLook={() =>
            lookAt(
              photos.map((one) => one.preview),
              photo.preview,
            )
          }
          onRetry={() => shelf.retry(photo.key)}
          onRemove={() => shelf.remove(photo.key)}
        />
      ))}
      {left > 0 ? (
        <Tap
          className="media-tile media-tile--add"
          label={photos.length === 0 ? '加照片' : `再加照片，还能加${left}张`}
          onTap={() => void add()}
        >
          <Icon name="camera" />
          <View className="media-tile__word">{photos.length === 0 ? '加照片' : `${photos.length}/${most}`}</View>
        </Tap>
      ) : null}
    </View>
  )
}

interface PhotoTileProps {
  photo: ShelfItem
  name: string
  onLook: () => void
  onRetry: () => void
  onRemove: () => void
}

function PhotoTile({ photo, name, onLook, onRetry, onRemove }: PhotoTileProps) {
  const failed = photo.state === 'failed'
  return (
    <View className="media-cell">
      <Tap
        className={classes('media-tile', failed && 'media-tile--failed')}
        label={failed ? `${name}没有传上去，重试` : `看${name}`}
        onTap={failed ? onRetry : onLook}
      >
        <Image className="media-tile__image" src={photo.preview} mode="aspectFill" />
        {photo.state === 'sent' ? null : (
          <View className="media-tile__veil">{failed ? (photo.problem ?? '没传上去，点一下重试') : '正在上传'}</View>
        )}
      </Tap>
      <Tap className="media-cell__remove" label={`删掉${name}`} onTap={onRemove}>
        <View className="media-cell__cross">
          <Icon name="close" size="small" />
        </View>
      </Tap>
    </View>
  )
}
