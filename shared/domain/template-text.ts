/**
 * Fields of WeChat subscribe messages (订阅消息): cutting a value to what the platform takes, and the platform's refusal.
 *
 * Rules from the official table 订阅消息参数值内容限制说明 of subscribeMessage.send. It counts "characters" without saying
 * which; we count UTF-16 units, the strictest reading, so that no counting of theirs finds more than ours.
 */
import { graphemesOf } from './template-graphemes'

/** The kinds our templates use. A template of another kind is not ours to fill: `fieldKindOf` answers undefined. */
export type FieldKind =
  'thing' | 'phrase' | 'character_string' | 'number' | 'amount' | 'phone_number' | 'name' | 'time' | 'date'

/** As the platform words it: `argument invalid! data.thing1.value is empty` (errcode 47003). */
export type FieldProblem = 'is empty' | 'invalid'

const HAN = '\\p{Script=Han}'
const ONLY_HAN = new RegExp(`^${HAN}+$`, 'u')
const HAS_HAN = new RegExp(HAN, 'u')
const NAME_SYMBOLS = " ·•.'’()（）\\-"
const NAME = new RegExp(`^[${HAN}A-Za-z${NAME_SYMBOLS}]+$`, 'u')
const NOT_IN_NAME = new RegExp(`[^${HAN}A-Za-z${NAME_SYMBOLS}]`, 'gu')

const CLOCK = '(?:[01]?\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?'
const YEAR = '\\d{4}'
const MONTH = '(?:0?[1-9]|1[0-2])'
const DAY = '(?:0?[1-9]|[12]\\d|3[01])'
const CALENDAR_DAY =
  `(?:${YEAR}年${MONTH}月${DAY}日|${YEAR}年${MONTH}月|${MONTH}月${DAY}日|` +
  `${YEAR}([-/.])${MONTH}\\1${DAY}|${YEAR}[-/.]${MONTH}|${MONTH}[-/.]${DAY})`
const TIME = new RegExp(`^(?:${CALENDAR_DAY} )?${CLOCK}$`)
const DATE = new RegExp(`^${CALENDAR_DAY}(?: ${CLOCK})?$`)

const LONGEST = {
  thing: 20,
  phrase: 5,
  character_string: 32,
  number: 32,
  phone_number: 17,
  chineseName: 10,
  foreignName: 20,
} as const

/** 'thing' for 'thing1' and 'thing01'; undefined for a key of a kind we do not fill. */
export function fieldKindOf(key: string): FieldKind | undefined {
  const kind = /^([a-z_]+?)\d{1,2}$/.exec(key)?.[1]
  return kind !== undefined && isFieldKind(kind) ? kind : undefined
}

/** Why the platform would refuse this value, or undefined. The local cloud refuses by it. */
export function checkField(kind: FieldKind, value: string): FieldProblem | undefined {
  if (value.trim() === '') return 'is empty'
  if (/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(value)) return 'invalid'
  return ACCEPTS[kind](value) ? undefined : 'invalid'
}

/**
 * The nearest value the platform takes; never empty. Free text (thing, phrase, character_string, name) is cleaned and
 * cut between whole characters and never throws. The others carry facts that cannot be shortened without lying, so a
 * number, amount, phone number, time or date that would be refused throws RangeError: it is our bug, not the writer's.
 */
export function fitField(kind: FieldKind, value: string): string {
  const line = oneLine(value)
  switch (kind) {
    case 'thing':
      return cut(line, LONGEST.thing, '…') || '点开查看详情'
    case 'phrase':
      return cut(line.replace(new RegExp(`[^${HAN}]`, 'gu'), ''), LONGEST.phrase, '') || '有新进展'
    case 'character_string':
      return fitCharacters(line)
    case 'name':
      return fitName(line)
    default:
      if (checkField(kind, line) !== undefined) throw new RangeError(`cannot stand in a ${kind} field`)
      return line
  }
}

const ACCEPTS: Readonly<Record<FieldKind, (value: string) => boolean>> = {
  thing: (value) => value.length <= LONGEST.thing,
  phrase: (value) => value.length <= LONGEST.phrase && ONLY_HAN.test(value),
  // The table does not say whether a space is a symbol; we never send one.
  character_string: (value) => value.length <= LONGEST.character_string && /^[\x21-\x7e]+$/.test(value),
  number: (value) => value.length <= LONGEST.number && /^\d+(?:\.\d+)?$/.test(value),
  amount: (value) => /^[¥￥$€£]?\d{1,10}(?:\.\d{1,2})?元?$/.test(value),
  phone_number: (value) => value.length <= LONGEST.phone_number && /^[+\d][\d\-()+]*$/.test(value),
  name: (value) => NAME.test(value) && value.length <= longestName(value),
  time: (value) => eachEnd(value, TIME),
  date: (value) => eachEnd(value, DATE),
}

function isFieldKind(kind: string): kind is FieldKind {
  return Object.prototype.hasOwnProperty.call(ACCEPTS, kind)
}

/** A moment, or two joined by `~`. */
function eachEnd(value: string, shape: RegExp): boolean {
  const ends = value.split('~')
  return ends.length <= 2 && ends.every((end) => shape.test(end))
}

/** Names with any Chinese character are counted as Chinese ones. */
function longestName(name: string): number {
  return HAS_HAN.test(name) ? LONGEST.chineseName : LONGEST.foreignName
}

/** A digit is not allowed in a name; written out in Chinese it is, and '住建局2科' keeps its meaning. */
function fitName(line: string): string {
  const spelled = line.replace(/[0-9０-９]/g, (digit) => '〇一二三四五六七八九'.charAt(Number(digit.normalize('NFKC'))))
  const name = spelled.replace(NOT_IN_NAME, '').replace(/ +/g, ' ').trim()
  return cut(name, longestName(name), '') || '未署名'
}

function fitCharacters(line: string): string {
  const ascii = line.normalize('NFKC').replace(/[^\x20-\x7e]/g, '')
  return cut(ascii.trim().replace(/ +/g, '-'), LONGEST.character_string, '...') || '-'
}

/** One line without control characters, broken surrogates and invisible direction marks; spaces collapsed. */
function oneLine(value: string): string {
  const visible = value.replace(/[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\p{Cs}/gu, '')
  return visible.replace(/[\p{Cc}\s]+/gu, ' ').trim()
}

function cut(text: string, longest: number, ellipsis: string): string {
  if (text.length <= longest) return text
  let kept = ''
  for (const grapheme of graphemesOf(text)) {
    if (kept.length + grapheme.length + ellipsis.length > longest) break
    kept += grapheme
  }
  return kept.trim() + ellipsis
}
