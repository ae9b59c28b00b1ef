import { deskTabNames, type DeskTab } from './desk-tabs'
import type { Input } from '@/api/call'

/** What the desk's list is narrowed to. */
export interface Filters {
  readonly tab: DeskTab
  /** Only what is past its date. */
  readonly late: boolean
  readonly station?: string
  readonly category?: string
  readonly unit?: string
  /** Came in at least so many days ago. */
  readonly age?: Age
  readonly text: string
}

/** 多少天以前收到的 */
export const ages = [
  { key: '3', text: '3 天以上' },
  { key: '7', text: '7 天以上' },
  { key: '15', text: '15 天以上' },
  { key: '30', text: '30 天以上' },
] as const
export type Age = (typeof ages)[number]['key']

/** The filters as the contract's question. */
export function questionOf(filters: Filters): Omit<Input<'opinion.queue'>, 'cursor'> {
  const { tab, late, station, category, unit, age, text } = filters
  return {
    tab,
    ...(late ? { overdueOnly: true } : {}),
    ...(station === undefined ? {} : { stationId: station }),
    ...(category === undefined ? {} : { category }),
    ...(unit === undefined ? {} : { unitId: unit }),
    ...(age === undefined ? {} : { olderThanDays: Number(age) }),
    ...(text === '' ? {} : { text }),
  }
}

/** The filters as parameters of the address; what is not narrowed is left out. */
export function addressOf(filters: Filters): Record<string, string | undefined> {
  const { tab, late, station, category, unit, age, text } = filters
  return { tab, late: late ? '1' : undefined, station, category, unit, age, q: text === '' ? undefined : text }
}

/** The filters that an address tells; what it tells wrongly is left out. */
export function filtersFrom(params: Readonly<Record<string, string | undefined>>): Filters {
  const { station, category, unit, q = '' } = params
  return {
    tab: deskTabNames.find((name) => name === params.tab) ?? 'new',
    late: params.late === '1',
    ...(station === undefined ? {} : { station }),
    ...(category === undefined ? {} : { category }),
    ...(unit === undefined ? {} : { unit }),
    ...(isAge(params.age) ? { age: params.age } : {}),
    text: q,
  }
}

function isAge(word: string | undefined): word is Age {
  return ages.some(({ key }) => key === word)
}

/** How many of the choices besides tab and words narrow the list. */
export function narrowedBy({ late, station, category, unit, age }: Filters): number {
  return [late ? '1' : undefined, station, category, unit, age].filter((one) => one !== undefined).length
}
