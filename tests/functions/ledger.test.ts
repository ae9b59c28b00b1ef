import { verifyLedger } from '../../cloudfunctions/kit/ledger-check'
import { eachDatabase, type OpenDatabase } from './databases'
import { openCounty, spoken, type County } from './county'

/** Someone with the database's own password, who takes the trigger off first. */
eachDatabase('a ledger that was tampered with', (open) => {
  let base: OpenDatabase
  let county: County
  let opinionId = ''
  beforeAll(async () => {
    base = await open()
    county = await openCounty(base.pool)
    const person = county.newPerson()
    opinionId = (await county.as(person).does('opinion.submit', spoken(county))).opinionId
    await county.as(county.newPerson()).does('opinion.submit', spoken(county))
    await county.tick()
    const { clerk, housing } = county.ids
    const { version } = await county.as(clerk).does('opinion.viewAsStaff', { opinionId })
    await county.as(clerk).does('opinion.assign', { opinionId, version, unitId: housing, weight: 'small', remark: '请办理' })
    expect((await verifyLedger(county.db)).broken).toEqual([])
    await base.pool.query('alter table ledger disable trigger all')
    await base.pool.query('create table kept as select * from ledger')
  })
  afterEach(async () => {
    await base.pool.query('delete from ledger')
    await base.pool.query('insert into ledger select * from kept')
  })
  afterAll(async () => {
    await county.close()
    await base.close()
  })

  const broken = async () => (await verifyLedger(county.db)).broken
  const columns = ['at', 'event', 'party', 'person_id', 'seat_id', 'handling_id', 'state_before', 'state_after', 'detail', 'detail_hash', 'prev_hash', 'hash']
  const changed: Record<string, string> = {
    at: `at + interval '1 second'`,
    person_id: 'gen_random_uuid()',
    seat_id: 'gen_random_uuid()',
    handling_id: 'gen_random_uuid()',
    detail: `'{"remark":"别的话"}'::jsonb`,
  }

  it('names the line of which any column was changed', async () => {
    for (const column of columns) {
      for (const seq of [1, 2, 3]) {
        const before = await base.pool.query<Record<string, unknown>>('select * from ledger where subject_id = $1 and seq = $2', [opinionId, seq])
        const value = changed[column] ?? `${column} || 'x'`
        await base.pool.query(`update ledger set ${column} = ${value} where subject_id = $1 and seq = $2`, [opinionId, seq])
        const [first] = await broken()
        // A changed hash is seen at the line that carries it.
        expect([column, seq, first?.subjectId, first?.seq]).toEqual([column, seq, opinionId, seq])
        const original = before.rows[0]?.[column]
        const back = column === 'detail' ? JSON.stringify(original) : original
        await base.pool.query(`update ledger set ${column} = $3 where subject_id = $1 and seq = $2`, [opinionId, seq, back])
        expect(await broken()).toEqual([])
      }
    }
  })

  it.each([1, 2, 3])('finds that line %i was dropped', async (seq) => {
    await base.pool.query('delete from ledger where subject_id = $1 and seq = $2', [opinionId, seq])
    expect((await broken()).map((b) => b.subjectId)).toEqual([opinionId])
  })

  it('finds that all lines of a case were dropped', async () => {
    await base.pool.query('delete from ledger where subject_id = $1', [opinionId])
    expect((await broken()).map((b) => b.subjectId)).toEqual([opinionId])
  })

  it('finds that a line was doubled at the end, and two were swapped', async () => {
    const copy = `insert into ledger select subject_id, 4, at, event, party, person_id, seat_id, handling_id, state_before, state_after, detail, detail_hash, prev_hash, hash from ledger where subject_id = $1 and seq = 3`
    await base.pool.query(copy, [opinionId])
    expect((await broken())[0]).toMatchObject({ subjectId: opinionId, seq: 4 })
    await base.pool.query('delete from ledger where subject_id = $1 and seq = 4', [opinionId])
    expect(await broken()).toEqual([])
    for (const [from, to] of [[1, -1], [2, 1], [-1, 2]]) {
      await base.pool.query('update ledger set seq = $3 where subject_id = $1 and seq = $2', [opinionId, from, to])
    }
    expect((await broken())[0]?.subjectId).toBe(opinionId)
  })
})
