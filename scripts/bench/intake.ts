import { randomBytes, randomUUID } from 'node:crypto'
import { Client, Pool, type PoolClient, type QueryConfig } from 'pg'
import { create } from '../../cloudfunctions/opinion'
import { migrate } from '../../cloudfunctions/db/migrate'
import { pgTypes } from '../../cloudfunctions/db/pg-types'
import { personOfOpenid } from '../../cloudfunctions/kit/actor'
import { databaseOf } from '../../cloudfunctions/kit/database'
import type { Platform } from '../../cloudfunctions/kit/platform'
import { readKeys } from '../../cloudfunctions/kit/seal'
import { contextOf } from '../../local/functions'
import { startPostgres, type PostgresServer } from '../../tests/postgres/server'
import type { Figure } from './figure'

const SUBMISSIONS = 1000
// A warm instance: the engine has compiled what runs often.
const WARM_UP = 3000
const ROUNDS = 5
// Under the thirty an hour that one person may send.
const PER_PERSON = 20
const PEOPLE = WARM_UP / PER_PERSON
// Each stays under what one station takes in an hour.
const STATIONS = 8
const TEXT = '东风巷从西口数第三盏灯坏了半个月，晚上孩子放学看不清路，上周还有老人摔了一跤。请有关部门尽快来修，修之前先放一盏临时的灯。'.repeat(3)

/** One statement as it went over the wire. */
type Statement = QueryConfig

/** Residents leaving opinions, through `serve` and as the same statements without it. */
export const benches = { intake }

/**
 * Submissions a second through `serve` ÷ the same SQL statements with the same values run bare on the same server. The
 * statements are recorded from one run through `serve`; then both run in turn, each on a fresh copy of one database.
 */
async function intake(): Promise<Figure[]> {
  // As a county runs it: what was acknowledged is on disk.
  const server = await startPostgres({ durable: true })
  try {
    const keys = freshKeys()
    await makeTemplate(server, keys)
    const recorded = await record(server, keys)
    const statements = recorded.reduce((n, one) => n + one.length, 0) / recorded.length
    await served(server, keys, 8, WARM_UP)
    const figures: Figure[] = []
    for (const at of [1, 8]) {
      const pairs: { served: number; bare: number }[] = []
      for (let round = 0; round < ROUNDS; round++) {
        // Each goes first every other time.
        const first = round % 2 === 0 ? await served(server, keys, at) : undefined
        const bareRate = await bare(server, recorded, at)
        const pair = { served: first ?? (await served(server, keys, at)), bare: bareRate }
        pairs.push(pair)
      }
      figures.push(...figuresOf(pairs, at, statements))
    }
    return figures
  } finally {
    await server.stop()
  }
}

function figuresOf(pairs: readonly { served: number; bare: number }[], at: number, statements: number): Figure[] {
  const against = `same ${statements.toFixed(1)} statements a submission bare, ${at} at a time, median of ${pairs.length} pairs of ${SUBMISSIONS}`
  const suffix = at === 1 ? '' : `.${at}`
  return [
    { name: `intake.ratio${suffix}`, value: round(median(pairs.map((p) => p.served / p.bare)), 3), unit: 'ratio', against },
    { name: `intake.rate${suffix}`, value: round(median(pairs.map((p) => p.served)), 0), unit: '1/s', against: `bare ${round(median(pairs.map((p) => p.bare)), 0)}` },
  ]
}

const round = (n: number, digits: number) => Number(n.toFixed(digits))

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2
}

const freshKeys = () =>
  readKeys({ EXPRESS_LANE_KEYS: `bench:${randomBytes(32).toString('base64')}`, EXPRESS_LANE_PEPPER: randomBytes(32).toString('base64') })

/** One station, and residents who have been here before: a worker's submission never waits for another's new person. */
async function makeTemplate(server: PostgresServer, keys: Platform['keys']): Promise<void> {
  await maintain(server, (client) => client.query('create database bench_template'))
  const pool = new Pool({ connectionString: server.urlOf('bench_template'), max: 1 })
  await migrate(pool)
  const congress = randomUUID()
  await pool.query(`insert into congress (id, name, level, area_code) values ($1, '云溪县人大常委会', 'county', '990121')`, [congress])
  for (let n = 0; n < STATIONS; n++) {
    await pool.query(`insert into station (id, congress_id, code, name, address) values ($1, $2, $3, '城关街道代表之家', '人民路18号')`, [randomUUID(), congress, stationOf(n)])
  }
  for (let n = 0; n < PEOPLE; n++) await personOfOpenid(databaseOf(pool), keys, openidOf(n), new Date())
  await pool.end()
}

const stationOf = (n: number) => `YX00${n % STATIONS}`
const openidOf = (n: number) => `oBench${n % PEOPLE}`

async function maintain(server: PostgresServer, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: server.url })
  await client.connect()
  await work(client)
  await client.end()
}

/** A fresh copy of the database, and a pool on it with its connections open; the copy goes with the server. */
async function onCopy<T>(server: PostgresServer, connections: number, work: (pool: Pool) => Promise<T>): Promise<T> {
  const name = `bench_${randomBytes(4).toString('hex')}`
  await maintain(server, (client) => client.query(`create database ${name} template bench_template`))
  const pool = new Pool({ connectionString: server.urlOf(name), max: connections, types: pgTypes })
  try {
    const opened = await Promise.all(Array.from({ length: connections }, () => pool.connect()))
    for (const client of opened) client.release()
    return await work(pool)
  } finally {
    await pool.end()
  }
}

function platformOf(pool: Pool, keys: Platform['keys']): Platform {
  return { pool, clock: { now: () => new Date() }, keys, settings: { templates: {}, miniprogramState: 'formal' }, log: () => undefined, trouble: console.error }
}

/** One submission through the function, as the mini-program calls it. */
async function submit(opinion: ReturnType<typeof create>, n: number): Promise<void> {
  const event = {
    action: 'opinion.submit',
    requestId: randomUUID(),
    input: { stationCode: stationOf(n), text: `${TEXT}（${n}）`, mediaIds: [], anonymous: false, contact: { name: '赵大娘', phone: '13800001001' } },
  }
  const answer = await opinion(event, contextOf(openidOf(n)))
  if (typeof answer !== 'object' || answer === null || !('ok' in answer) || answer.ok !== true) throw new Error(JSON.stringify(answer))
}

/** Runs submissions, `at` of them at a time; @returns how many a second */
async function timed(at: number, submissions: number, one: (n: number, worker: number) => Promise<void>): Promise<number> {
  let next = 0
  const began = performance.now()
  await Promise.all(
    Array.from({ length: at }, async (_, worker) => {
      while (next < submissions) await one(next++, worker)
    }),
  )
  return (1000 * submissions) / (performance.now() - began)
}

function served(server: PostgresServer, keys: Platform['keys'], at: number, submissions = SUBMISSIONS): Promise<number> {
  return onCopy(server, at, (pool) => {
    const opinion = create(platformOf(pool, keys))
    return timed(at, submissions, (n) => submit(opinion, n))
  })
}

/** The statements of each submission, in order, with their values. */
function record(server: PostgresServer, keys: Platform['keys']): Promise<Statement[][]> {
  return onCopy(server, 1, async (pool) => {
    const recorded: Statement[][] = []
    listen(pool, (statement) => recorded[recorded.length - 1]?.push(statement))
    const opinion = create(platformOf(pool, keys))
    for (let n = 0; n < SUBMISSIONS; n++) {
      recorded.push([])
      await submit(opinion, n)
    }
    return recorded
  })
}

/** Hears every statement that goes over the pool's connections. */
function listen(pool: Pool, hear: (statement: Statement) => void): void {
  const wrapped = new WeakSet<PoolClient>()
  pool.on('acquire', (client) => {
    if (wrapped.has(client)) return
    wrapped.add(client)
    // One signature of pg's overloaded `query` is all that Kysely uses: a text with values, or a text alone.
    const plain = client.query.bind(client) as (text: string, values?: unknown[]) => Promise<unknown>
    const heard = (text: string, values?: unknown[]) => {
      hear({ text, ...(values ? { values } : {}) })
      return plain(text, values)
    }
    client.query = heard as unknown as PoolClient['query'] // as said above
  })
}

function bare(server: PostgresServer, recorded: readonly Statement[][], at: number): Promise<number> {
  return onCopy(server, at, async (pool) => {
    const clients = await Promise.all(Array.from({ length: at }, () => pool.connect()))
    try {
      return await timed(at, recorded.length, async (n, worker) => {
        for (const { text, values } of recorded[n] ?? []) await clients[worker]?.query(text, values)
      })
    } finally {
      for (const client of clients) client.release()
    }
  })
}
