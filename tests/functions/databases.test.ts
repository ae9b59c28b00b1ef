import { eachDatabase, type OpenDatabase } from './databases'

eachDatabase('a database for tests', (open) => {
  let db: OpenDatabase
  beforeAll(async () => {
    db = await open()
  })
  afterAll(() => db.close())

  test('is migrated and empty, finds Chinese text by trigrams, and keeps dates as dates', async () => {
    expect((await db.pool.query('select count(*)::int as n from opinion')).rows).toEqual([{ n: 0 }])
    const found = await db.pool.query(`select '路灯坏了半个月' ilike $1 as hit, date '2026-03-01' as day`, ['%路灯%'])
    expect(found.rows).toEqual([{ hit: true, day: '2026-03-01' }])
    const trigrams = await db.pool.query<{ n: number }>(`select array_length(show_trgm('路灯坏了'), 1) as n`)
    expect(trigrams.rows[0]?.n).toBeGreaterThan(2)
  })

  test('is its own: another one does not see what is written here', async () => {
    await db.pool.query('create table mark (n int)')
    const other = await open()
    const there = await other.pool.query(`select to_regclass('mark') is null as absent`)
    await other.close()
    expect(there.rows).toEqual([{ absent: true }])
  })

  test('a broken transaction does not spoil the next one', async () => {
    const client = await db.pool.connect()
    await client.query('begin')
    await expect(client.query('select 1/0')).rejects.toMatchObject({ code: '22012' })
    await client.query('rollback')
    client.release()
    expect((await db.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  })
})
