import { latestVersion } from '../../cloudfunctions/db/migrate'
import { migrateLocal, openDatabase, type LocalDatabase } from '../../local/database'
import { CannotStart } from '../../local/words'
import { eachDatabase, type OpenDatabase } from '../functions/databases'

eachDatabase('the schema at a start', (open, kind) => {
  let opened: OpenDatabase
  let database: LocalDatabase
  beforeAll(async () => {
    opened = await open()
    database = { ...opened, kind }
  })
  afterAll(() => opened.close())

  test('is left alone where it is up to date', async () => {
    expect(await migrateLocal(database)).toEqual([])
  })

  test('of a newer program is refused in words, and nothing is changed', async () => {
    await opened.pool.query('insert into schema_version (version, name) values ($1, $2)', [latestVersion + 1, 'from the future'])
    const asked = migrateLocal(database)
    await expect(asked).rejects.toThrow(CannotStart)
    await expect(asked).rejects.toThrow(`版本 ${latestVersion + 1}，本程序 ${latestVersion}`)
    const found = await opened.pool.query('select max(version) as version from schema_version')
    expect(found.rows).toEqual([{ version: latestVersion + 1 }])
  })
})

test('a PostgreSQL that does not answer is told in words', async () => {
  // Port 1 is reserved and nothing listens on it.
  const asked = openDatabase('unused', 'postgres://nobody@127.0.0.1:1/none')
  await expect(asked).rejects.toThrow(CannotStart)
  await expect(asked).rejects.toThrow('DATABASE_URL')
})
