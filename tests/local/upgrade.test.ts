import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { Pool } from 'pg'
import { create as clockwork } from '../../cloudfunctions/clockwork'
import { latestVersion, migrate, schemaVersion } from '../../cloudfunctions/db/migrate'
import { pgTypes } from '../../cloudfunctions/db/pg-types'
import { create as handling } from '../../cloudfunctions/handling'
import { databaseOf } from '../../cloudfunctions/kit/database'
import { verifyLedger } from '../../cloudfunctions/kit/ledger-check'
import { openidOfPerson } from '../../cloudfunctions/kit/openid'
import type { Platform } from '../../cloudfunctions/kit/platform'
import { readKeys } from '../../cloudfunctions/kit/seal'
import { create as opinion } from '../../cloudfunctions/opinion'
import { slipCodeOf } from '../../cloudfunctions/opinion/intake'
import { SeedCaller, type Caller } from '../../local/seed/caller'
import { timerEvent } from '../../local/timer'
import { templateIds } from '../../local/services/templates'
import { beginLoading } from '../../scripts/backup/load-rows'
import { textSettings } from '../../scripts/backup/table-rows'
import { handlingStates } from '../../shared/domain/handling'
import { endedOpinionStates, opinionStates } from '../../shared/domain/opinion'
import { startServices, type Services } from '../functions/services'

// Every open case of a county is brought to its end.
jest.setTimeout(120_000)

/**
 * A fixture for each released schema: the first data of `npm start` at that version. scripts/schema-fixture.ts makes one;
 * the next release adds its own. Versions 2 to 4 were never released apart: whoever has version 1 passes through them.
 */
const endedStates: readonly string[] = endedOpinionStates
const folder = path.join(__dirname, '../fixtures/schemas')
const fixtures = readdirSync(folder).filter((name) => /^v\d+\.ndjson\.gz$/.test(name)).sort()

interface Head {
  readonly schema: number
  readonly at: string
  readonly keys: string
  readonly pepper: string
}

/** Fills an empty database with a fixture, at the fixture's version. */
async function load(pool: Pool, name: string): Promise<Head> {
  const [first = '', ...lines] = gunzipSync(readFileSync(path.join(folder, name))).toString('utf8').trimEnd().split('\n')
  const head = JSON.parse(first) as Head // written by scripts/schema-fixture.ts
  const client = await pool.connect()
  await client.query('begin')
  await client.query(textSettings)
  const loading = await beginLoading(client, head.schema)
  let table: { table: string; columns: string[] } | undefined
  let rows: string[] = []
  const flush = async () => {
    if (table && rows.length > 0) await loading.add(table.table, table.columns, `${rows.join('\n')}\n`)
    rows = []
  }
  for (const line of lines) {
    if (line.startsWith('[')) rows.push(line)
    else {
      await flush()
      table = JSON.parse(line) as { table: string; columns: string[] } // as above
    }
  }
  await flush()
  await loading.end()
  await client.query('commit')
  client.release()
  return head
}

test('there is a fixture for the first schema', () => {
  expect(fixtures).toContain('v1.ndjson.gz')
})

describe.each(fixtures)('a database as of %s', (name) => {
  let services: Services
  let pool: Pool
  let close: () => Promise<void>
  let now: Date
  let platform: Platform
  let caller: SeedCaller
  let head: Head

  beforeAll(async () => {
    services = await startServices(() => now)
    const lite = await openLite()
    pool = new Pool({ ...lite.config, idleTimeoutMillis: 0, types: pgTypes })
    close = async () => {
      await pool.end()
      await lite.close()
      await services.close()
    }
    head = await load(pool, name)
    now = new Date(head.at)
    platform = {
      pool,
      clock: { now: () => now },
      keys: readKeys({ EXPRESS_LANE_KEYS: head.keys, EXPRESS_LANE_PEPPER: head.pepper }),
      settings: { templates: templateIds, miniprogramState: 'developer' },
      log: () => undefined,
      trouble: (trouble) => console.error(trouble),
    }
    const functions = new Map([['opinion', opinion(platform)], ['handling', handling(platform)]])
    caller = new SeedCaller(functions, services.wechat, () => now)
  })
  afterAll(() => close())

  const one = async <T extends object>(sql: string, ...values: unknown[]) => (await pool.query<T>(sql, values)).rows[0]
  const openidOf = async (personId: string): Promise<Caller> => ({ openid: (await openidOfPerson(databaseOf(pool), platform.keys, personId)) ?? '' })
  /** Somebody who holds a seat of this kind. */
  const seated = async (where: 'staff' | 'handler', id: string): Promise<Caller> => {
    const column = where === 'staff' ? 'congress_id' : 'unit_id'
    const seat = await one<{ id: string; person_id: string }>(`select id, person_id from seat where role = $1 and ${column} = $2 and ended_at is null order by id limit 1`, where, id)
    return { ...(await openidOf(seat?.person_id ?? '')), seatId: seat?.id ?? '' }
  }

  /** The next step of a case, whatever its state: by whom it is due, through the functions. */
  async function step(id: string): Promise<void> {
    const row = await one<OpinionRow>('select * from opinion where id = $1', id)
    if (!row) throw new Error('the case is there')
    const staff = await seated('staff', row.congress_id)
    const seen = { opinionId: id, version: row.version }
    switch (row.state) {
      case 'checking':
        return void (await caller.call(staff, 'opinion.vouch', seen))
      case 'toReview':
        return void (await caller.call(staff, 'opinion.accept', { ...seen, category: 'roads' }))
      case 'accepted': {
        const unit = await one<{ id: string }>('select id from unit where congress_id = $1 order by id limit 1', row.congress_id)
        return void (await caller.call(staff, 'opinion.assign', { ...seen, unitId: unit?.id ?? '', weight: 'small' }))
      }
      case 'askedForMore':
        return void (await caller.call(await openidOf(row.person_id), 'opinion.supplement', { opinionId: id, text: '补充：就在学校门口。', mediaIds: [] }))
      case 'answered':
        return rate(row)
      default:
        return stepOfUnit(row, staff)
    }
  }

  async function stepOfUnit(row: OpinionRow, staff: Caller): Promise<void> {
    const current = await one<{ id: string; state: string; unit_id: string }>('select id, state, unit_id from handling where id = $1', row.handling_id)
    if (!current) throw new Error('a case in handling has its handling')
    const seen = { handlingId: current.id, version: row.version }
    const handler = await seated('handler', current.unit_id)
    if (current.state === 'assigned') await caller.call(handler, 'handling.acknowledge', seen)
    else if (current.state === 'returned') await caller.call(staff, 'handling.insist', { ...seen, words: '仍由你单位办理。' })
    else if (current.state === 'replied') await caller.call(staff, 'handling.release', seen)
    else if (current.state === 'released') await rate(row)
    else await caller.call(handler, 'handling.reply', { ...seen, text: '已经办好，请查看。', replyClass: 'A', mediaIds: [] })
  }

  async function rate(row: OpinionRow): Promise<void> {
    const rating = { round: row.round, rating: 'satisfied' as const }
    if (row.slip_hash === null) await caller.call(await openidOf(row.person_id), 'opinion.rate', { opinionId: row.id, ...rating })
    else await caller.call({}, 'opinion.rateTracked', { proof: { by: 'slip', slipCode: slipCodeOf(platform.keys, row.id) }, ...rating })
  }

  test('holds cases in every state', async () => {
    expect(await schemaVersion(pool)).toBe(head.schema)
    const states = async (table: string) => (await pool.query<{ state: string }>(`select distinct state from ${table}`)).rows.map((r) => r.state).sort()
    expect(await states('opinion')).toEqual(Object.keys(opinionStates).sort())
    expect(await states('handling')).toEqual(Object.keys(handlingStates).sort())
    expect(await states('media')).toEqual(['expected', 'ready'])
  })

  test('is upgraded: nothing is missing, the ledger verifies, sealed data open', async () => {
    const counts = () => one<Record<string, number>>(`select (select count(*) from opinion)::int as opinions, (select count(*) from ledger)::int as lines, (select count(*) from person)::int as people, (select count(*) from media)::int as media`)
    const before = await counts()
    await migrate(pool)
    expect(await schemaVersion(pool)).toBe(latestVersion)
    expect(await counts()).toEqual(before)
    expect(await verifyLedger(databaseOf(pool))).toMatchObject({ broken: [], lines: before?.lines })
    const person = await one<{ id: string }>('select id from person where openid_sealed is not null limit 1')
    expect((await openidOf(person?.id ?? '')).openid).toMatch(/^o[\w-]{20,}/)
  })

  test('goes on: every open case comes to its end, a new one too, and the timer runs', async () => {
    const station = await one<{ code: string }>('select code from station order by code limit 1')
    const resident = await one<{ id: string }>('select p.id from person p where p.openid_sealed is not null and not exists (select from seat s where s.person_id = p.id) limit 1')
    const said = { stationCode: station?.code ?? '', text: '升级以后的新意见：路灯不亮。', mediaIds: [], anonymous: false, contact: { phone: '13900001111' } }
    await caller.call(await openidOf(resident?.id ?? ''), 'opinion.submit', said)
    const open = await pool.query<{ id: string }>('select id from opinion where not state = any($1)', [endedOpinionStates])
    expect(open.rows.length).toBeGreaterThan(20)
    for (const { id } of open.rows) {
      for (let steps = 0; steps < 10; steps++) {
        const row = await one<{ state: string }>('select state from opinion where id = $1', id)
        if (endedStates.includes(row?.state ?? '')) break
        await step(id)
      }
    }
    const left = await pool.query('select state from opinion where not state = any($1)', [endedOpinionStates])
    expect(left.rows).toEqual([])
    expect((await pool.query(`select state from handling where state not in ('closed', 'ended')`)).rows).toEqual([])
    expect(await clockwork(platform)(timerEvent(now), {})).toMatchObject({ ok: true })
    expect((await verifyLedger(databaseOf(pool))).broken).toEqual([])
  })
})

interface OpinionRow {
  readonly id: string
  readonly congress_id: string
  readonly person_id: string
  readonly handling_id: string
  readonly slip_hash: string | null
  readonly state: string
  readonly version: number
  readonly round: number
}
