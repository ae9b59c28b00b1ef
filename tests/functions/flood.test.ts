import { randomUUID } from 'node:crypto'
import { Pool } from 'pg'
import { pgTypes } from '../../cloudfunctions/db/pg-types'
import { Turns } from '../../cloudfunctions/kit/turns'
import { create as opinion } from '../../cloudfunctions/opinion'
import { contextOf } from '../../local/functions'
import type { Answer } from '@shared/contract/refusals'
import { onPostgres, type OpenDatabase } from './databases'
import { openCounty, spoken, type County, type Person } from './county'

describe('turns', () => {
  it('lets as many run as it may, and the next one in the order of coming', async () => {
    const turns = new Turns(2)
    const began: number[] = []
    const ends: (() => void)[] = []
    const all = [0, 1, 2, 3].map(async (n) => {
      const end = await turns.take('a')
      began.push(n)
      if (end) ends.push(end)
    })
    await Promise.all(all.slice(0, 2))
    expect(began).toEqual([0, 1])
    // Somebody else does not wait for them.
    expect(await turns.take('b')).toBeDefined()
    ends[0]?.()
    await all[2]
    expect(began).toEqual([0, 1, 2])
    ends[1]?.()
    await all[3]
    expect(began).toEqual([0, 1, 2, 3])
  })

  it('says no where too many wait, and yes again when they are through', async () => {
    const turns = new Turns(1, 1)
    const first = await turns.take('a')
    const second = turns.take('a')
    expect(await turns.take('a')).toBeUndefined()
    first?.()
    ;(await second)?.()
    expect(await turns.take('a')).toBeDefined()
  })
})

onPostgres('one person floods', (open) => {
  let base: OpenDatabase
  let county: County
  let pool: Pool
  beforeAll(async () => {
    base = await open()
    county = await openCounty(base.pool)
    // As a deployed instance: three connections, and turns as they are by default.
    const { rows } = await base.pool.query<{ name: string }>('select current_database() as name')
    const url = new URL(process.env.TEST_POSTGRES_URL ?? '')
    url.pathname = `/${rows[0]?.name}`
    pool = new Pool({ connectionString: url.href, max: 3, types: pgTypes })
  })
  afterAll(async () => {
    await pool.end()
    await county.close()
    await base.close()
  })

  const room = () => opinion({ ...county.platform, pool, callsAtOnce: undefined })
  const submit = async (main: ReturnType<typeof room>, person: Person) => {
    const event = { action: 'opinion.submit', requestId: randomUUID(), input: spoken(county) }
    const answer = (await main(event, contextOf(person.openid))) as Answer<unknown> // as every room answers
    return answer.ok ? 'ok' : answer.refusal.code
  }

  it("while her calls hang, another person's are answered; then hers are, up to her limit", async () => {
    const main = room()
    const flooder = county.newPerson()
    expect(await submit(main, flooder)).toBe('ok')
    const locker = await base.pool.connect()
    try {
      // Every further call of hers waits for her counter.
      await locker.query('begin')
      await locker.query('update attempt set count = count')
      const flood = Array.from({ length: 202 }, () => submit(main, flooder))
      // More than any page sends is refused at once.
      expect(await submit(main, flooder)).toBe('SLOW_DOWN')
      const victim = county.newPerson()
      const event = { action: 'opinion.mine', input: {} }
      for (let n = 0; n < 5; n++) expect(await main(event, contextOf(victim.openid))).toMatchObject({ ok: true })
      await locker.query('rollback')
      const answers = await Promise.all(flood)
      expect(answers.filter((code) => code === 'ok')).toHaveLength(29)
      expect(answers.filter((code) => code === 'SLOW_DOWN')).toHaveLength(173)
    } finally {
      locker.release()
    }
  })
})
