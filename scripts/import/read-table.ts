import { readFileSync } from 'node:fs'
import { CsvError, parse } from 'csv-parse/sync'
import { readSheet } from 'read-excel-file/node'
import { decodeText, Unreadable } from './decode'

/** One record of the file, values by column name as texts; or why it could not be read. */
export interface TableRow {
  /** Line of the file, or row of the sheet, from 1. */
  readonly line: number
  readonly values: Readonly<Record<string, string>>
  readonly broken?: string
}

export interface Table {
  /** In words, e.g. CSV（GB18030）. */
  readonly format: string
  readonly columns: readonly string[]
  readonly rows: readonly TableRow[]
}

/** Reads JSONL, CSV or XLSX; what it is, its bytes say. Refuses (Unreadable) a file that is none of them. */
export async function readTable(file: string): Promise<Table> {
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch (trouble) {
    throw new Unreadable(`打不开文件 ${file}（${trouble instanceof Error ? trouble.message : String(trouble)}）。`)
  }
  if (bytes.length === 0) throw new Unreadable(`文件 ${file} 是空的。`)
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') return readXlsx(bytes)
  if (bytes.readUInt16BE(0) === 0xd0cf) throw new Unreadable('这是旧版 Excel（.xls）文件。请在 Excel 里另存为 xlsx 后再导入。')
  const { text, encoding } = decodeText(bytes)
  return text.trimStart().startsWith('{') ? readJsonLines(text, encoding) : readCsv(text, encoding)
}

function readJsonLines(text: string, encoding: string): Table {
  const columns = new Set<string>()
  const rows: TableRow[] = []
  text.split('\n').forEach((line, i) => {
    if (line.trim() === '') return
    const record = jsonRecord(line)
    if (!record) return void rows.push({ line: i + 1, values: {}, broken: '不是一个 JSON 对象' })
    for (const name of Object.keys(record)) columns.add(name)
    rows.push({ line: i + 1, values: Object.fromEntries(Object.entries(record).map(([k, v]) => [k, asText(v)])) })
  })
  return { format: `JSONL（${encoding}）`, columns: [...columns], rows }
}

function jsonRecord(line: string): object | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

function readCsv(text: string, encoding: string): Table {
  const first = text.slice(0, text.search(/[\r\n]|$/))
  const delimiter = [',', '\t', ';'].reduce((a, b) => (first.split(b).length > first.split(a).length ? b : a))
  const lines = text.split(/\r\n|\n|\r/)
  const broken: TableRow[] = []
  const found: CsvRecord[] = []
  // A quote that is never closed would swallow the rest of the file: its own line is lost, the next ones are read anew.
  for (let from = 0; from < lines.length;) {
    const unclosed = readRecords(lines, from, delimiter, found)
    if (unclosed === undefined) break
    broken.push({ line: unclosed, values: {}, broken: '有一个引号没有配对，这一行分不清各列' })
    from = unclosed
  }
  const [head, ...body] = found
  if (!head) throw new Unreadable('文件里没有内容。')
  const columns = head.record.map((name) => name.trim())
  const rows = [...body.map(({ record, line }) => tableRow(columns, record, line)), ...broken]
  return { format: `CSV（${encoding}）`, columns, rows: rows.sort((a, b) => a.line - b.line) }
}

interface CsvRecord {
  readonly record: readonly string[]
  /** The line it begins on, from 1. */
  readonly line: number
}

/** Reads the records from a line on, into `found`. @returns the line of a quote that is never closed, if there is one */
function readRecords(lines: readonly string[], from: number, delimiter: string, found: CsvRecord[]): number | undefined {
  // A record begins on the line after the one before it ended, blank lines apart.
  let ended = from
  const begins = () => {
    while (ended < lines.length && lines[ended] === '') ended++
    return ended + 1
  }
  const onRecord = (record: string[], context: { readonly lines: number }) => {
    found.push({ record, line: begins() })
    ended = from + context.lines
    return null
  }
  try {
    // Quotes inside a field are kept as they stand, as Excel does.
    parse(lines.slice(from).join('\n'), { delimiter, relax_quotes: true, relax_column_count: true, skip_empty_lines: true, on_record: onRecord })
    return undefined
  } catch (trouble) {
    if (!(trouble instanceof CsvError) || trouble.code !== 'CSV_QUOTE_NOT_CLOSED') throw trouble
    return begins()
  }
}

async function readXlsx(bytes: Buffer): Promise<Table> {
  let sheet: readonly (readonly unknown[])[]
  try {
    // Numbers stay the digits they are stored as: an id or a phone of many digits keeps every one.
    sheet = await readSheet<string>(bytes, { parseNumber: (digits) => digits })
  } catch (trouble) {
    throw new Unreadable(`这个 xlsx 文件打不开（${trouble instanceof Error ? trouble.message : String(trouble)}）。请在 Excel 里另存一次再导入。`)
  }
  const [head, ...body] = sheet
  if (!head) throw new Unreadable('表格的第一张工作表是空的。')
  const columns = head.map((cell) => asText(cell).trim())
  const rows = body.map((cells, i) => tableRow(columns, cells.map(asText), i + 2))
  return { format: 'XLSX（第一张工作表）', columns, rows: rows.filter((row) => Object.values(row.values).some((v) => v.trim() !== '')) }
}

function tableRow(columns: readonly string[], record: readonly string[], line: number): TableRow {
  const values = Object.fromEntries(columns.map((name, i) => [name, record[i] ?? '']))
  const more = record.slice(columns.length).some((cell) => cell.trim() !== '')
  return more ? { line, values, broken: `有${record.length}列，比表头的${columns.length}列多` } : { line, values }
}

/**
 * A cell as text. A sheet's date stands for the wall clock, which the reader gives as UTC, and up to a second off since
 * the sheet holds it as a fraction of days.
 */
function asText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return new Date(Math.round(cell.getTime() / 1000) * 1000).toISOString().slice(0, 19).replace('T', ' ')
  if (typeof cell === 'string') return cell
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell as number | boolean | bigint) // what is left of a cell's kinds
}
