import { Client, Pool } from 'pg'
import { migrate } from '../../cloudfunctions/db/migrate'
import { pgTypes } from '../../cloudfunctions/db/pg-types'
import { verifyLedger } from '../../cloudfunctions/kit/ledger-check'
import { openCounty, type County } from '../../tests/functions/county'
import { startPostgres } from '../../tests/postgres/server'
import type { Figure } from './figure'
import { linesSince, look, wrongWith } from './races/cases'
import { Lane, note, type Tally } from './races/lane'

const LANES = 4
// Two timers meet the desk every so often; between two of these the clock goes on.
const BETWEEN_TIMERS = 100

export const benches = { 'races.anomalies': races }
export const slow = ['races.anomalies']

/**
 * Calls that meet on one case, on a real PostgreSQL: two staff on one case, acknowledged while transferred, rated while it
 * reopens, the same submission ten times at once, merge against merge, two timers at once, and so on. After each it is
 * checked that exactly one won where only one can, that the others were told what happened, and that rows and ledger agree.
 * RACES says how many (10,000); RACES_SEED repeats the choice of races, if not the moments at which the calls meet.
 */
async function races(): Promise<Figure[]> {
  const wanted = Number(process.env.RACES ?? 10_000)
  const seed = Number(process.env.RACES_SEED ?? Math.floor(Math.random() * 2 ** 31))
  const server = await startPostgres()
  const maintenance = new Client({ connectionString: server.url })
  await maintenance.connect()
  await maintenance.query('create database races')
  await maintenance.end()
  const pool = new Pool({ connectionString: server.urlOf('races'), max: 16, types: pgTypes })
  await migrate(pool)
  const county = await openCounty(pool)
  try {
    const tally = await run(county, wanted, seed)
    tally.anomalies.push(...(await wrongInTheEnd(county)))
    for (const anomaly of tally.anomalies.slice(0, 50)) console.error(anomaly)
    return [{ name: 'races.anomalies', value: tally.anomalies.length, unit: 'anomalies', against: inWords(tally, seed) }]
  } finally {
    await county.close()
    await pool.end()
    await server.stop()
  }
}

async function run(county: County, wanted: number, seed: number): Promise<Tally> {
  const tally: Tally = { interleavings: 0, byRace: new Map(), refusals: new Map(), anomalies: [] }
  const random = seeded(seed)
  const lanes = Array.from({ length: LANES }, () => new Lane(county, tally, random))
  while (tally.interleavings < wanted) {
    const until = Math.min(wanted, tally.interleavings + BETWEEN_TIMERS)
    await Promise.all(
      lanes.map(async (lane) => {
        while (tally.interleavings < until) await lane.step()
      }),
    )
    await timers(county, lanes, tally)
    // What a person or a station may send in an hour is not what is tried here.
    county.pass({ hours: 1 })
  }
  return tally
}

/** Two timers at once, while staff vouch for what they check: each waiting case leaves the check once. */
async function timers(county: County, lanes: readonly Lane[], tally: Tally): Promise<void> {
  const cases = await look(county.pool, lanes.flatMap((lane) => lane.cases.map(({ id }) => id)))
  const checking = cases.filter(({ state }) => state === 'checking')
  const vouch = ({ id, version }: { id: string; version: number }) => county.as(county.ids.clerk).call('opinion.vouch', { opinionId: id, version })
  await Promise.all([county.tick(), county.tick(), ...checking.slice(0, 3).map(vouch)])
  const wrong = await wrongWith(county.pool, cases.map(({ id }) => id))
  for (const { id, seq } of checking) {
    const lines = await linesSince(county.pool, id, seq)
    if (lines.length !== 1 || !['passCheck', 'vouch'].includes(lines[0] ?? '')) wrong.push(`left the check with ${lines.join(' ') || 'nothing'} (${id})`)
  }
  note(tally, 'two timers at once', wrong)
}

/** What shows only when all is over: the chains, answers that were told twice, failures on the way. */
async function wrongInTheEnd(county: County): Promise<string[]> {
  const wrong = (await verifyLedger(county.db)).broken.map((line) => `the ledger: ${JSON.stringify(line)}`)
  const twice = await county.pool.query<{ body: string }>(
    `select body from notice where title = '您的意见有答复了' group by person_id, body having count(*) > 1`,
  )
  wrong.push(...twice.rows.map(({ body }) => `told twice: ${body}`))
  const rated = await county.pool.query<{ lines: string; rows: string }>(
    `select (select count(*) from ledger where event like 'rate%') as lines, (select count(*) from rating) as rows`,
  )
  const { lines = '', rows = '' } = rated.rows[0] ?? {}
  if (lines !== rows) wrong.push(`${rows} ratings, ${lines} lines of ratings`)
  const failed = county.logged.filter((line) => line.outcome === 'INTERNAL' || line.outcome === 'trouble')
  wrong.push(...failed.map((line) => `failed: ${JSON.stringify(line)}`))
  return wrong
}

function inWords(tally: Tally, seed: number): string {
  const list = (counts: ReadonlyMap<string, number>) => [...counts].sort((a, b) => b[1] - a[1]).map(([name, n]) => `${name} ${n}`).join(', ')
  return `${tally.interleavings} interleavings on PostgreSQL (seed ${seed}): ${list(tally.byRace)}; refusals: ${list(tally.refusals)}`
}

/** Numbers below a bound, the same for the same seed (mulberry32). */
function seeded(seed: number): (below: number) => number {
  let state = seed | 0
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}
