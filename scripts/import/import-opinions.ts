import { randomUUID } from 'node:crypto'
import type { Main } from '../../cloudfunctions/kit/serve'
import type { Answer, RefusalCode } from '../../shared/contract/refusals'
import type { Clerk } from './clerk'
import { readColumns, sayColumns } from './columns'
import { nameUuid } from './import-key'
import { sayRefusal } from './problem-words'
import { readTable, type TableRow } from './read-table'
import { Unreadable } from './decode'
import { categoryOf, toOpinion, type TakeDown } from './to-opinion'

// Not the record's fault: the import stops and says so; running it again goes on from here.
const unexpected: ReadonlySet<RefusalCode> = new Set(['INTERNAL', 'NOT_ALLOWED', 'SIGN_IN_REQUIRED', 'UNKNOWN_ACTION', 'SLOW_DOWN', 'REQUEST_REUSED'])

export interface ImportRun {
  readonly file: string
  /** Names the older system's list: record 7 of one list is not record 7 of another. */
  readonly source: string
  /** The function of the opinions' room. */
  readonly opinion: Main
  readonly clerk: Clerk
  /** Station by code, of the clerk's congress. */
  readonly stations: ReadonlyMap<string, string>
  /** For records that name none. */
  readonly station?: string
  readonly now: () => Date
  readonly say: (line: string) => void
}

/** Every record read is new, was there already, or was refused. */
export interface Imported {
  readonly read: number
  readonly added: number
  readonly alreadyThere: number
  readonly refused: readonly { readonly line: number; readonly why: string }[]
}

/** Takes the records of an older system in through the real intake, as a staff member would. Refuses (Unreadable) the file as a whole. */
export async function importOpinions(run: ImportRun): Promise<Imported> {
  const table = await readTable(run.file)
  const columns = readColumns(table.columns)
  run.say(`${run.file}：${table.format}，${table.rows.length}条`)
  if (columns.found.text === undefined) {
    throw new Unreadable(`没有“内容”这一列，不能导入。文件里的列：${table.columns.join('、')}。请把写着意见内容的一列改名为“内容”。`)
  }
  for (const line of sayColumns(columns)) run.say(line)
  sayCategories(run, table.rows, columns.found.category)
  const totals = { added: 0, alreadyThere: 0 }
  const refused: { line: number; why: string }[] = []
  const seen = new Map<string, { line: number; content: string }>()
  for (const row of table.rows) {
    const outcome = await takeIn(run, row, columns, seen)
    if (outcome === 'added' || outcome === 'alreadyThere') totals[outcome]++
    else {
      refused.push({ line: row.line, why: outcome.why })
      run.say(`第${row.line}行没有导入：${outcome.why}`)
    }
  }
  return { read: table.rows.length, ...totals, refused }
}

async function takeIn(
  run: ImportRun,
  row: TableRow,
  columns: ReturnType<typeof readColumns>,
  seen: Map<string, { line: number; content: string }>,
): Promise<'added' | 'alreadyThere' | { why: string }> {
  const read = toOpinion(row, columns, run.now())
  if ('bad' in read) return { why: read.bad }
  const code = read.station || run.station
  if (!code) return { why: '没有写家站编号，也没有用 --station 指定' }
  const stationId = run.stations.get(code)
  if (!stationId) return { why: `${run.clerk.congressName}没有编号为“${code}”的家站` }
  const content = JSON.stringify([read.input.title ?? '', read.input.text, read.input.receivedAt ?? '', read.input.neighbour ?? {}])
  // Without an id of its own a record is known by what it says.
  const importKey = nameUuid([run.clerk.congressId, run.source, read.id ? 'id' : 'content', read.id || content])
  const before = seen.get(importKey)
  if (before && before.content !== content) return { why: `编号“${read.id}”与第${before.line}行相同，内容却不同` }
  seen.set(importKey, before ?? { line: row.line, content })
  return call(run, { ...read.input, stationId, importKey })
}

async function call(run: ImportRun, input: TakeDown): Promise<'added' | 'alreadyThere' | { why: string }> {
  // The import key makes it happen once; a request id of its own each time lets the answer say whether it was now.
  const event = { action: 'opinion.takeDown', requestId: randomUUID(), seat: run.clerk.seatId, input }
  const answer = (await run.opinion(event, run.clerk.context)) as Answer<unknown, RefusalCode> // what `serve` answers
  if (answer.ok) return 'added'
  if (answer.refusal.code === 'ALREADY_IMPORTED') return 'alreadyThere'
  if (unexpected.has(answer.refusal.code)) throw new Error(answer.refusal.text)
  return { why: sayRefusal(answer.refusal) }
}

function sayCategories(run: ImportRun, rows: readonly TableRow[], column: string | undefined): void {
  if (column === undefined) return
  const unknown = new Map<string, number>()
  for (const row of rows) {
    const name = row.values[column]?.trim() ?? ''
    if (name !== '' && !categoryOf(name)) unknown.set(name, (unknown.get(name) ?? 0) + 1)
  }
  if (unknown.size === 0) return
  const names = [...unknown].sort((a, b) => b[1] - a[1]).slice(0, 20).map(([name, n]) => `${name}（${n}条）`)
  run.say(`这些类别与本系统的分类对不上，导入后类别留空，由工作人员选定：${names.join('、')}`)
}
