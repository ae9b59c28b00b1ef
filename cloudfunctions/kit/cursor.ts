import { isChinaDate } from '@shared/domain/china-time'

/**
 * Keyset cursors: the sort values of the last row, as URL-safe text. A cursor that was made up or cut reads as none, so
 * the list begins again; it can only order, never widen, what the reader may see.
 */
export function writeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/** The values of a cursor of the expected shape, or undefined. Each check refuses a value the database could not compare. */
export function readCursor(text: string | undefined, checks: readonly ((v: unknown) => boolean)[]): string[] | undefined {
  if (!text) return undefined
  try {
    const values: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    if (!Array.isArray(values) || values.length !== checks.length) return undefined
    return values.every((v, i) => checks[i]?.(v)) ? values.map(String) : undefined
  } catch {
    return undefined
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
export const isUuid = (v: unknown): boolean => typeof v === 'string' && uuid.test(v)
export const isInstant = (v: unknown): boolean =>
  typeof v === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(v) && !Number.isNaN(Date.parse(v))
export const isDay = (v: unknown): boolean => typeof v === 'string' && isChinaDate(v)

/** A name in a cursor: a text that the database can compare. */
export const isName = (v: unknown): boolean => typeof v === 'string' && v.length < 200 && !/[\u0000-\u001f]/.test(v)

/** Cuts a list fetched with one row too many into a page with its cursor. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  item: (row: Row) => Item,
  key: (row: Row) => readonly (string | number)[],
): { items: Item[]; next?: string } {
  const shown = rows.slice(0, limit)
  const last = shown[shown.length - 1]
  const items = shown.map(item)
  return rows.length > limit && last !== undefined ? { items, next: writeCursor(key(last)) } : { items }
}
