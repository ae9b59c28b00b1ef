/**
 * Tables as files for a spreadsheet. What people typed can begin like a formula; in neither format can it become one: XLSX
 * cells are typed as text, and CSV cells get an apostrophe before them, which spreadsheets show as text.
 */

export interface Sheet {
  readonly columns: readonly { readonly title: string; readonly width: number }[]
  readonly rows: readonly (readonly string[])[]
}

// What Excel, WPS and LibreOffice take for the beginning of a formula, also behind spaces and in full width.
const formula = /^[\s\u3000]*[=+\-@＝＋－＠\t\r|%]/

/** CSV with a byte-order mark, so that Excel reads it as UTF-8; RFC 4180 quoting. */
export function writeCsv(sheet: Sheet): Buffer {
  const line = (cells: readonly string[]) => cells.map(csvCell).join(',')
  const text = [sheet.columns.map((c) => c.title), ...sheet.rows].map(line).join('\r\n')
  return Buffer.from(`\ufeff${text}\r\n`, 'utf8')
}

function csvCell(value: string): string {
  const safe = formula.test(value) ? `'${value}` : value
  return /[",\r\n']/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}

// The most characters a cell of Excel holds.
const CELL = 32_767

/** XLSX, every cell a text. The library is loaded on first use: most calls never export. */
export async function writeXlsx(sheet: Sheet): Promise<Buffer> {
  const { default: writeExcelFile } = await import('write-excel-file/node')
  const head = sheet.columns.map((c) => ({ value: c.title, type: String, fontWeight: 'bold' as const }))
  const body = sheet.rows.map((row) => row.map((value) => ({ value: value.slice(0, CELL), type: String, wrap: true })))
  const columns = sheet.columns.map((c) => ({ width: c.width }))
  return writeExcelFile([head, ...body], { columns, stickyRowsCount: 1 }).toBuffer()
}
