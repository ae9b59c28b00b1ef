import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { schemaVersion } from '../cloudfunctions/db/migrate'
import { openDatabase } from '../local/database'
import { enterHome } from '../local/home'
import { readRows, tableShapes, textSettings } from './backup/table-rows'

/**
 * `tsx scripts/schema-fixture.ts --data DIR --to tests/fixtures/schemas/vN.ndjson.gz`: keeps a data directory as the
 * fixture of the schema it has. Run it at each release, on a directory that `npm start -- --data DIR` has just filled
 * with its first data: tests/local/upgrade.test.ts then upgrades from that release for ever. The first line holds version,
 * moment and keys (of that invented county alone); then a line a table, followed by its rows.
 */
async function main(directory: string, to: string): Promise<void> {
  const home = enterHome(directory)
  const database = await openDatabase(home.file('pg'))
  const client = await database.pool.connect()
  await client.query('begin isolation level repeatable read read only')
  await client.query(textSettings)
  const schema = await schemaVersion(client)
  const { keys, pepper } = home.secrets
  const lines = [JSON.stringify({ schema, at: new Date().toISOString(), keys, pepper })]
  for (const shape of await tableShapes(client)) {
    lines.push(JSON.stringify({ table: shape.name, columns: shape.columns }))
    for await (const { text } of readRows(client, shape)) lines.push(text.trimEnd())
  }
  await client.query('rollback')
  client.release()
  await database.close()
  home.leave()
  writeFileSync(to, gzipSync(`${lines.join('\n')}\n`, { level: 9 }))
  console.log(`${to}: version ${schema}`)
}

const { values } = parseArgs({ options: { data: { type: 'string' }, to: { type: 'string' } } })
if (!values.data || !values.to) throw new Error('usage: tsx scripts/schema-fixture.ts --data DIR --to tests/fixtures/schemas/vN.ndjson.gz')
void main(values.data, values.to)
