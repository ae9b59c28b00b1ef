import type { InputOf } from '../../shared/contract/action'
import type { opinionActions } from '../../shared/contract/opinion'
import { CATEGORIES, CATEGORY_IDS, isCategoryId, type CategoryId } from '../../shared/domain/category'
import type { Columns, Meaning } from './columns'
import type { TableRow } from './read-table'
import { readTime } from './read-time'

export type TakeDown = InputOf<(typeof opinionActions)['opinion.takeDown']>

/** The record as the intake takes it, or why it cannot be one. Everything else the intake itself judges. */
export type Read = { readonly input: Omit<TakeDown, 'stationId' | 'importKey'>; readonly station: string; readonly id: string } | { readonly bad: string }

/** Reads a record of the file. */
export function toOpinion(row: TableRow, { found }: Columns, now: Date): Read {
  if (row.broken !== undefined) return { bad: row.broken }
  const value = (meaning: Meaning) => row.values[found[meaning] ?? '']?.trim() ?? ''
  const time = value('time')
  const received = time === '' ? undefined : readTime(time)
  if (time !== '' && !received) return { bad: `时间“${time.slice(0, 30)}”看不懂，请写成 2024-05-01 09:30` }
  if (received && received > now) return { bad: `时间“${time}”还没有到` }
  const category = categoryOf(value('category'))
  const neighbour = { ...(value('name') ? { name: value('name') } : {}), ...(value('phone') ? { phone: value('phone') } : {}) }
  const hasContact = Object.keys(neighbour).length > 0
  const input = {
    text: row.values[found.text ?? ''] ?? '',
    mediaIds: [],
    imported: true,
    // She was never asked here whether deputies and units may know her.
    anonymous: hasContact && !/^(否|不匿名|实名|0|n|no|false)$/i.test(value('anonymous')),
    ...(value('title') ? { title: value('title') } : {}),
    ...(received ? { receivedAt: received.toISOString() } : {}),
    ...(category ? { category } : {}),
    ...(hasContact ? { neighbour } : {}),
  }
  return { input, station: value('station'), id: value('id') }
}

/** The category of this name or id. */
export function categoryOf(name: string): CategoryId | undefined {
  return isCategoryId(name) ? name : CATEGORY_IDS.find((id) => CATEGORIES[id].label === name)
}
