import type { CategoryId } from '@shared/domain/category'
import { useKeptShelf } from '@/api/kept-shelf'
import type { Input } from '@/api/call'
import type { Shelf } from '@/api/media-shelf'
import { charactersIn } from '@/components/text-area'
import { noPlace, placeOf, type PlaceDraft } from '@/components/place-input'
import { useDraft } from '@/platform/draft'

export const longestNote = 8000

/** What is noted for a neighbour. */
interface NoteWords {
  /** Empty while the deputy has not chosen another than the screen proposed. */
  readonly stationId: string
  readonly text: string
  readonly place: PlaceDraft
  readonly category: CategoryId | undefined
  readonly name: string
  readonly phone: string
  readonly anonymous: boolean
}

const blank: NoteWords = {
  stationId: '',
  text: '',
  place: noPlace,
  category: undefined,
  name: '',
  phone: '',
  anonymous: false,
}

/** A note being written, with its photos and recording; kept on the phone until it is sent. */
export interface NoteDraft {
  readonly words: NoteWords
  readonly change: (some: Partial<NoteWords>) => void
  readonly shelf: Shelf
  readonly clear: () => void
  readonly found: boolean
}

/** One draft for each seat: a deputy writes one note at a time. */
export function useNoteDraft(seatId: string): NoteDraft {
  const words = useDraft(`note.${seatId}`, blank)
  const shelf = useKeptShelf(`draft.note.${seatId}.media`)
  return {
    words: words.value,
    change: words.change,
    shelf,
    found: words.found,
    clear() {
      words.clear()
      shelf.clear()
    },
  }
}

/** The note as the contract takes it: what was left empty is left out. */
export function noted(stationId: string, { words, shelf }: NoteDraft): Input<'opinion.takeDown'> {
  const name = words.name.trim()
  const phone = words.phone.trim()
  const place = placeOf(words.place)
  const neighbour = { ...(name === '' ? {} : { name }), ...(phone === '' ? {} : { phone }) }
  return {
    stationId,
    text: words.text,
    mediaIds: [...shelf.mediaIds],
    anonymous: words.anonymous,
    ...(place === undefined ? {} : { place }),
    ...(words.category === undefined ? {} : { category: words.category }),
    ...(Object.keys(neighbour).length === 0 ? {} : { neighbour }),
  }
}

/** What stands in the way of sending, in words; the server has the last word. */
export function missingIn({ words, shelf }: NoteDraft): string | undefined {
  if (charactersIn(words.text) > longestNote) return `写得太长了，最多 ${longestNote} 字，请删减一些。`
  if (shelf.items.some((item) => item.state === 'failed')) return '有照片或录音没有传上去，请点它重试，或删掉后再提交。'
  if (!shelf.settled) return '照片或录音正在上传，请稍等几秒再提交。'
  const heard = shelf.items.some((item) => item.kind === 'sound')
  return words.text.trim() === '' && !heard ? '还没有记下内容，也没有录音。写一句或录一段都可以。' : undefined
}
