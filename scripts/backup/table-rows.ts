import { createHash, type Hash } from 'node:crypto'
import type { PoolClient } from 'pg'

/** A table and how its rows are written: every column as PostgreSQL's own text of it, so that nothing is rounded. */
export interface TableShape {
  readonly name: string
  readonly columns: readonly string[]
  /** Type by column, e.g. 'uuid[]'. */
  readonly types: readonly string[]
  /** What rows are ordered by: the primary key, texts by code point so that every server orders alike. */
  readonly order: readonly string[]
}

type Row = readonly (string | null)[]

const ROWS = 500
const PART_BYTES = 1024 * 1024

/** Values are written as text under these settings on both sides. */
export const textSettings = `set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local bytea_output = 'hex'; set local extra_float_digits = 1; set local statement_timeout = 0`

/** Every table of the product but `schema_version`, by name. Throws where there is a sequence: none is carried over. */
export async function tableShapes(client: PoolClient): Promise<TableShape[]> {
  const sequences = await client.query(`select 1 from pg_class where relkind = 'S' and relnamespace = current_schema()::regnamespace`)
  if (sequences.rowCount) throw new Error('the schema has a sequence: teach the backup to keep its position')
  const found = await client.query<{ table: string; column: string; type: string; key: number | null; is_text: boolean }>(`
    select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type,
      array_position(i.indkey::int2[], a.attnum) as key, a.atttypid in ('text'::regtype, 'varchar'::regtype, 'bpchar'::regtype) as is_text
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    left join pg_index i on i.indrelid = c.oid and i.indisprimary
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and c.relname <> 'schema_version'
    order by c.relname collate "C", a.attnum`)
  const tables = new Map<string, (typeof found.rows)[number][]>()
  for (const row of found.rows) tables.set(row.table, [...(tables.get(row.table) ?? []), row])
  return [...tables].map(([name, columns]) => {
    const keys = columns.filter((one) => one.key !== null).sort((a, b) => Number(a.key) - Number(b.key))
    return {
      name,
      columns: columns.map((one) => one.column),
      types: columns.map((one) => one.type),
      order: keys.map((one) => `${quoted(one.column)}${one.is_text ? ' collate "C"' : ''}`),
    }
  })
}

/** A table's rows as JSON arrays, one a line, in parts of about a megabyte; in the transaction that is open. */
export async function* readRows(client: PoolClient, table: TableShape): AsyncGenerator<{ text: string; rows: number }> {
  const columns = table.columns.map((one) => `${quoted(one)}::text`).join(', ')
  const order = table.order.length > 0 ? `order by ${table.order.join(', ')}` : ''
  await client.query(`declare backup_rows no scroll cursor for select ${columns} from ${quoted(table.name)} ${order}`)
  let text = ''
  let rows = 0
  for (;;) {
    const page = await client.query<string[]>({ text: `fetch ${ROWS} from backup_rows`, rowMode: 'array' })
    for (const row of page.rows) text += `${JSON.stringify(row)}\n`
    rows += page.rows.length
    const isEnd = page.rows.length < ROWS
    if (rows > 0 && (isEnd || text.length > PART_BYTES)) {
      yield { text, rows }
      text = ''
      rows = 0
    }
    if (isEnd) break
  }
  await client.query('close backup_rows')
}

/** Writes a part's rows into the table. @returns how many */
export async function writeRows(client: PoolClient, table: TableShape, text: string): Promise<number> {
  const rows = text.split('\n').filter(Boolean).map((line) => JSON.parse(line) as Row) // written by readRows and authenticated
  for (let from = 0; from < rows.length; from += ROWS) {
    const page = rows.slice(from, from + ROWS)
    const values = table.columns.map((_, column) => page.map((row) => row[column] ?? null))
    const names = table.columns.map((_, column) => `c${column}`)
    const casts = names.map((name, column) => `${name}::${table.types[column] ?? 'text'}`)
    const arrays = names.map((_, column) => `$${column + 1}::text[]`)
    await client.query(
      `insert into ${quoted(table.name)} (${table.columns.map(quoted).join(', ')})
       select ${casts.join(', ')} from unnest(${arrays.join(', ')}) as given (${names.join(', ')})`,
      values,
    )
  }
  return rows.length
}

/** What a table holds: how many rows, and the SHA-256 of all of them. */
export interface TableSum {
  readonly rows: number
  readonly sha256: string
}

/** Sums a table up while its parts go by. */
export class TableSummer {
  private readonly hash: Hash = createHash('sha256')
  private rows = 0

  constructor(table: { readonly columns: readonly string[] }) {
    this.hash.update(`${JSON.stringify(table.columns)}\n`)
  }

  add(text: string): void {
    this.hash.update(text)
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.rows++
  }

  sum(): TableSum {
    return { rows: this.rows, sha256: this.hash.digest('hex') }
  }
}

/** Sums up a table as it stands in the database. */
export async function sumTable(client: PoolClient, table: TableShape): Promise<TableSum> {
  const summer = new TableSummer(table)
  for await (const part of readRows(client, table)) summer.add(part.text)
  return summer.sum()
}

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
