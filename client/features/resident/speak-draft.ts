import type { CategoryId } from '@shared/domain/category'
import type { Input } from '@/api/call'
import { useKeptShelf } from '@/api/kept-shelf'
import type { Shelf } from '@/api/media-shelf'
import { noPlace, placeOf, type PlaceDraft } from '@/components/place-input'
import { useDraft } from '@/platform/draft'
import { keep, kept } from '@/platform/storage'

/** What she typed and chose. */
export interface SpeakWords {
  readonly text: string
  readonly place: PlaceDraft
  readonly category: CategoryId | undefined
  readonly name: string
  readonly phone: string
  readonly anonymous: boolean
  /** She writes for somebody else. */
  readonly forOther: boolean
  readonly other: { readonly name: string; readonly phone: string; readonly relation: string }
}

const blank: SpeakWords = {
  text: '',
  place: noPlace,
  category: undefined,
  name: '',
  phone: '',
  anonymous: false,
  forOther: false,
  other: { name: '', phone: '', relation: '' },
}

/** An opinion being written, with its photos and recording; kept on the phone until it is sent. */
export interface SpeakDraft {
  readonly words: SpeakWords
  readonly change: (some: Partial<SpeakWords>) => void
  readonly shelf: Shelf
  readonly clear: () => void
  readonly found: boolean
}

/** One draft for each station. Photos are kept apart from the words, so that typing does not write them again. */
export function useSpeakDraft(code: string): SpeakDraft {
  const words = useDraft(`speak.${code}`, blank)
  const shelf = useKeptShelf(`draft.speak.${code}.media`)
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

/**
 * Puts what was said before back into the station's draft, to be changed and sent again. What is being written there
 * already stays, before it.
 */
export function sayAgain(code: string, text: string, anonymous: boolean): void {
  const before = kept<Partial<SpeakWords>>(`draft.speak.${code}`)
  const words = [before?.text ?? '', text].filter((one) => one.trim() !== '').join('\n')
  keep(`draft.speak.${code}`, { ...blank, anonymous, ...before, text: words })
}

/** The draft as the contract takes it: what was left empty is left out. */
export function submission(code: string, { words, shelf }: SpeakDraft): Input<'opinion.submit'> {
  const place = placeOf(words.place)
  const contact = filled({ name: words.name, phone: words.phone })
  return {
    stationCode: code,
    text: words.text,
    mediaIds: [...shelf.mediaIds],
    anonymous: words.anonymous,
    ...(place === undefined ? {} : { place }),
    ...(words.category === undefined ? {} : { category: words.category }),
    ...(Object.keys(contact).length === 0 ? {} : { contact }),
    ...(words.forOther
      ? {
          onBehalfOf: {
            name: words.other.name,
            ...filled({ phone: words.other.phone, relation: words.other.relation }),
          },
        }
      : {}),
  }
}

function filled<K extends string>(fields: Record<K, string>): Partial<Record<K, string>> {
  const some: Partial<Record<K, string>> = {}
  // Object.keys is typed string[]; the record's own type says which keys there are.
  for (const key of Object.keys(fields) as K[]) {
    if (fields[key].trim() !== '') some[key] = fields[key].trim()
  }
  return some
}
