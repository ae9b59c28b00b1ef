import { randomBytes, randomUUID } from 'node:crypto'
import { Client, Pool } from 'pg'
import { migrate } from '../../cloudfunctions/db/migrate'
import { pgTypes } from '../../cloudfunctions/db/pg-types'
import type { Platform } from '../../cloudfunctions/kit/platform'
import { readKeys } from '../../cloudfunctions/kit/seal'
import { create as createOpinion } from '../../cloudfunctions/opinion'
import { contextOf } from '../../local/functions'
import { startPostgres, type PostgresServer } from '../../tests/postgres/server'
import type { Figure } from './figure'

// What one warm instance has (cloudfunctions/kit/platform.ts).
const CONNECTIONS = 3
const FLOODERS_CALLS = 50
const EVERY_MS = 50
const CALLS = 300
const ROUNDS = 3
const TEXT = '东风巷从西口数第三盏灯坏了半个月，晚上孩子放学看不清路。'

export const benches = { 'flood.victim.p99': flood }

type Call = () => Promise<{ ok: boolean }>

/**
 * How long a person waits while another floods: both through `serve` in one process, on one PostgreSQL, as a warm instance
 * with its three connections. The victim calls every 50 ms, by turns reading her list and handing in an opinion; the
 * flooder keeps 50 calls of the same kinds in the air. p99 of the victim's waiting with ÷ without, rounds by turns.
 */
async function flood(): Promise<Figure[]> {
  const server = await startPostgres()
  try {
    const { pool, opinion } = await openRoom(server)
    const calm: number[] = []
    const flooded: number[] = []
    let sent = 0
    let refused = 0
    await victim(opinion, 100)
    for (let round = 0; round < ROUNDS; round++) {
      calm.push(...(await victim(opinion, CALLS / ROUNDS)))
      const tide = startFlood(opinion, `oFlooder${round}`)
      flooded.push(...(await victim(opinion, CALLS / ROUNDS)))
      const counted = await tide.stop()
      sent += counted.sent
      refused += counted.refused
    }
    await pool.end()
    const with99 = percentile(flooded, 99)
    const without99 = percentile(calm, 99)
    const against = `p99 ${with99.toFixed(1)} ms with, ${without99.toFixed(1)} ms without; medians ${percentile(flooded, 50).toFixed(1)} and ${percentile(calm, 50).toFixed(1)} ms; flood: ${sent} calls, ${refused} refused, ${CONNECTIONS} connections`
    return [{ name: 'flood.victim.p99.ratio', value: Number((with99 / without99).toFixed(2)), unit: 'ratio', against }]
  } finally {
    await server.stop()
  }
}

async function openRoom(server: PostgresServer) {
  const name = `flood_${randomBytes(4).toString('hex')}`
  const maintenance = new Client({ connectionString: server.url })
  await maintenance.connect()
  await maintenance.query(`create database ${name}`)
  await maintenance.end()
  const pool = new Pool({ connectionString: server.urlOf(name), max: CONNECTIONS, types: pgTypes })
  await migrate(pool)
  const congress = randomUUID()
  await pool.query(`insert into congress (id, name, level, area_code) values ($1, '云溪县人大常委会', 'county', '990121')`, [congress])
  for (const code of ['YX001', 'YX002']) {
    await pool.query(`insert into station (id, congress_id, code, name, address) values ($1, $2, $3, '代表之家', '人民路')`, [randomUUID(), congress, code])
  }
  const keys = readKeys({ EXPRESS_LANE_KEYS: `bench:${randomBytes(32).toString('base64')}`, EXPRESS_LANE_PEPPER: randomBytes(32).toString('base64') })
  const platform: Platform = { pool, clock: { now: () => new Date() }, keys, settings: { templates: {}, miniprogramState: 'formal' }, log: () => undefined, trouble: console.error }
  return { pool, opinion: createOpinion(platform) }
}

type Opinion = Awaited<ReturnType<typeof openRoom>>['opinion']

const ask = (opinion: Opinion, openid: string, event: object): Call => async () => (await opinion(event, contextOf(openid))) as { ok: boolean } // as every room answers
const list = (opinion: Opinion, openid: string) => ask(opinion, openid, { action: 'opinion.mine', input: {} })
const handIn = (opinion: Opinion, openid: string, stationCode: string) =>
  ask(opinion, openid, { action: 'opinion.submit', requestId: randomUUID(), input: { stationCode, text: TEXT, mediaIds: [], anonymous: false } })

let visits = 0

/** Calls at a steady pace; @returns how long each took, in ms. A call that comes late does not wait for the one before. */
async function victim(opinion: Opinion, calls: number): Promise<number[]> {
  const waits: Promise<number>[] = []
  for (let n = 0; n < calls; n++) {
    // A new one each twenty calls: none of them sends more in an hour than a person may.
    const openid = `oVictim${Math.floor(visits++ / 20)}`
    const call = n % 2 === 0 ? list(opinion, openid) : handIn(opinion, openid, 'YX001')
    waits.push(timed(call))
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
  }
  return Promise.all(waits)
}

async function timed(call: Call): Promise<number> {
  const began = performance.now()
  if (!(await call()).ok) throw new Error('the victim was refused')
  return performance.now() - began
}

/** One person with as many calls in the air as she can. */
function startFlood(opinion: Opinion, openid: string): { stop(): Promise<{ sent: number; refused: number }> } {
  let going = true
  const counted = { sent: 0, refused: 0 }
  const all = Array.from({ length: FLOODERS_CALLS }, async (_, n) => {
    while (going) {
      const answer = await (n % 2 === 0 ? list(opinion, openid) : handIn(opinion, openid, 'YX002'))()
      counted.sent++
      if (!answer.ok) counted.refused++
      // Calls come from outside, each as an event of its own.
      await new Promise((resolve) => setImmediate(resolve))
    }
  })
  return {
    stop: async () => {
      going = false
      await Promise.all(all)
      return counted
    },
  }
}

function percentile(numbers: readonly number[], percent: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * percent) / 100) - 1)] ?? NaN
}
