import type { PoolClient } from 'pg'
import { createSchema } from '../../cloudfunctions/db/migrate'
import { quoted, tableShapes, writeRows, type TableShape } from './table-rows'
import { BackupRefused } from './words'

/** Tables being filled: foreign keys are away meanwhile and are checked, all of them, when they come back. */
export interface Loading {
  readonly shapes: readonly TableShape[]
  /** Writes a part of a table. */
  add(table: string, columns: readonly string[], text: string): Promise<void>
  /** Puts the foreign keys back: PostgreSQL refuses one that a row breaks. */
  end(): Promise<void>
}

/** Makes the schema of a version and opens it for rows, in the transaction that is open. */
export async function beginLoading(client: PoolClient, version: number): Promise<Loading> {
  await createSchema(client, version)
  const keys = await client.query<{ table: string; name: string; definition: string }>(`
    select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace`)
  for (const key of keys.rows) await client.query(`alter table ${key.table} drop constraint ${quoted(key.name)}`)
  const shapes = await tableShapes(client)
  // What a migration itself writes is in the rows that come.
  for (const shape of shapes) await client.query(`delete from ${quoted(shape.name)}`)
  return {
    shapes,
    add: async (table, columns, text) => {
      const shape = shapes.find((one) => one.name === table)
      const same = shape && columns.length === shape.columns.length && columns.every((one) => shape.columns.includes(one))
      if (!same) throw new BackupRefused(`备份里的表 ${table} 与版本 ${version} 的结构不一样，不能恢复。`)
      const types = columns.map((one) => shape.types[shape.columns.indexOf(one)] ?? 'text')
      await writeRows(client, { ...shape, columns, types }, text)
    },
    end: async () => {
      for (const key of keys.rows) await client.query(`alter table ${key.table} add constraint ${quoted(key.name)} ${key.definition}`)
    },
  }
}
