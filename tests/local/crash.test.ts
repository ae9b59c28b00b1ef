import { randomBytes, randomInt } from 'node:crypto'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'esbuild'
import type { Pool } from 'pg'
import { verifyLedger } from '../../cloudfunctions/kit/ledger-check'
import { databaseOf } from '../../cloudfunctions/kit/database'
import { migrateLocal, openDatabase } from '../../local/database'
import { templateIds } from '../../local/services/templates'
import type { ActionName, Contract } from '../../shared/contract/registry'
import { openCounty, type County, type Person } from '../functions/county'
import { openPostgresDatabase } from '../functions/databases'
import { startServices, type Services } from '../functions/services'
import { Victim, whenever } from './crash/driver'

/** `npm run bench -- kill` asks for 1,000. */
const KILLS = Number(process.env.CRASH_KILLS ?? (process.env.CI ? 100 : 12))
const WORKERS = 4
const root = path.resolve(__dirname, '../..')
const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k=',
  'base64',
)

/** What a worker was told was done. */
interface Acknowledged {
  readonly text: string
  readonly trackingNumber: string
  readonly openid: string
}

describe.each(['PGlite', 'PostgreSQL'] as const)('killed at any moment [%s]', (kind) => {
  const directory = mkdtempSync(path.join(tmpdir(), 'crash-'))
  // Beside the packages that it loads.
  const script = path.join(root, '.cache/tests', `crash-child-${kind}.js`)
  const keys = { EXPRESS_LANE_KEYS: `k1:${randomBytes(32).toString('base64')}`, EXPRESS_LANE_PEPPER: randomBytes(32).toString('base64') }
  let services: Services
  let server: { pool: Pool; close(): Promise<void> } | undefined
  let ids: County['ids']
  let environment: Record<string, string>

  beforeAll(async () => {
    await build({
      entryPoints: [path.join(root, 'tests/local/crash/child.ts')],
      outfile: script,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      packages: 'external',
      tsconfig: path.join(root, 'tsconfig.json'),
      logLevel: 'error',
    })
    environment = { ...keys }
    await found()
    services = await startServices(() => new Date())
    // The people of the county are known to this WeChat too, and in the mini-program all the time.
    for (const person of Object.values(ids)) if (typeof person === 'object' && 'openid' in person) services.wechat.addAccount({ ...person, name: '', about: '' })
  }, 120_000)
  afterAll(async () => {
    await services?.close()
    await server?.close()
    rmSync(directory, { recursive: true, force: true })
  })

  /** Makes the county, where the victims will find it. */
  async function found(): Promise<void> {
    const settle = async (pool: Pool) => {
      const county = await openCounty(pool, new Date().toISOString(), keys)
      ids = county.ids
      await county.close()
    }
    if (kind === 'PostgreSQL') {
      server = await openPostgresDatabase()
      await settle(server.pool)
      const { database } = (await server.pool.query<{ database: string }>('select current_database() as database')).rows[0] ?? { database: '' }
      const url = new URL(process.env.TEST_POSTGRES_URL ?? '')
      url.pathname = `/${database}`
      environment.DATABASE_URL = url.href
      return
    }
    environment.CRASH_DATA = path.join(directory, 'pg')
    const own = await openDatabase(environment.CRASH_DATA)
    await migrateLocal(own)
    await settle(own.pool)
    await own.close()
  }

  it(
    `${KILLS} times: nothing acknowledged is lost, nothing is doubled, no message is sent twice, the ledger holds`,
    async () => {
      const victim = new Victim(script, environment)
      await victim.start()
      const acknowledged: Acknowledged[] = []
      let going = true
      const workers = Array.from({ length: WORKERS }, async (_, w) => {
        for (let n = 0; going; n++) acknowledged.push(await wholeLoop(victim, `第${w}-${n}件`))
      })
      const all = Promise.all(workers)
      // A worker that is told what must not be ends the test at once.
      await Promise.race([all, killing(victim)])
      going = false
      await all
      // Every start recovered by itself: nothing was said but by those that were killed on their way.
      expect(victim.said.filter((line) => /INTERNAL|invariant/.test(line))).toEqual([])
      await victim.stop()
      await compare(acknowledged)
    },
    KILLS * 15_000 + 120_000,
  )

  /** Kills it at random moments; one time in five while it is still getting up. */
  async function killing(victim: Victim): Promise<void> {
    while (victim.kills < KILLS) {
      if (randomInt(5) > 0) await victim.ready()
      await new Promise((resolve) => setTimeout(resolve, whenever()))
      await victim.kill()
    }
    await victim.ready()
  }

  /** A resident's whole story; every call is repeated until it is answered. */
  async function wholeLoop(victim: Victim, text: string): Promise<Acknowledged> {
    const { clerk, handler, housing, station } = ids
    const { openid } = services.wechat.addAccount({ name: '群众', about: '' })
    const resident: Person = { openid }
    const now = () => {
      for (const person of [resident, clerk, handler]) services.wechat.see(person.openid, new Date())
    }
    const must = async <N extends ActionName>(person: Person, name: N, input: Contract[N]['input']): Promise<Contract[N]['output']> => {
      now()
      const answer = await victim.call(person, name, input)
      if (!answer.ok) throw new Error(`${name}: ${answer.refusal.code} ${answer.refusal.text}`)
      return answer.value
    }
    await must(resident, 'notice.consent', { bells: ['replied'] })
    services.wechat.consent(openid, templateIds.replied ?? '', new Date())
    const ticket = await must(resident, 'media.ticket', { kind: 'photo', mime: 'image/jpeg', bytes: JPEG.length })
    await fetch(ticket.upload.url, { method: 'PUT', headers: ticket.upload.headers, body: new Uint8Array(JPEG) })
    await must(resident, 'media.arrive', { mediaId: ticket.mediaId })
    const taken = await must(resident, 'opinion.submit', { stationCode: station.code, text, mediaIds: [ticket.mediaId], anonymous: false })
    const { opinionId } = taken
    // Moves are made on what was seen: where a kill came between a write and its answer, the answer is given again.
    const version = async () => (await must(clerk, 'opinion.viewAsStaff', { opinionId })).version
    const state = async () => (await must(clerk, 'opinion.viewAsStaff', { opinionId })).state
    if ((await state()) === 'checking') await victim.call(clerk, 'opinion.vouch', { opinionId, version: await version() })
    // The timer's own check may have come first: either way it is on the desk now.
    expect(await state()).toBe('toReview')
    await must(clerk, 'opinion.assign', { opinionId, version: await version(), unitId: housing, weight: 'small' })
    const handlingId = (await must(clerk, 'opinion.viewAsStaff', { opinionId })).handling?.handlingId ?? ''
    await must(handler, 'handling.acknowledge', { handlingId, version: await version() })
    await must(handler, 'handling.reply', { handlingId, version: await version(), text: `${text}：已办`, replyClass: 'A', mediaIds: [] })
    await must(clerk, 'handling.release', { handlingId, version: await version() })
    await must(resident, 'opinion.rate', { opinionId, round: 1, rating: 'satisfied' })
    return { text, trackingNumber: taken.trackingNumber.replace(/\s/g, ''), openid }
  }

  async function compare(acknowledged: readonly Acknowledged[]): Promise<void> {
    const own = kind === 'PGlite' ? await openDatabase(environment.CRASH_DATA ?? '') : undefined
    const pool = own?.pool ?? server?.pool
    if (!pool) throw new Error('the database is open')
    const rows = await pool.query<{ text: string; tracking_number: string; state: string; ratings: string; replies: string; handlings: string; media: string }>(
      `select o.text, o.tracking_number, o.state,
        (select count(*) from rating r where r.opinion_id = o.id) as ratings,
        (select count(*) from reply r where r.subject_id = o.id) as replies,
        (select count(*) from handling h where h.subject_id = o.id) as handlings,
        (select count(*) from media m where m.subject_id = o.id) as media
       from opinion o`,
    )
    report(acknowledged, rows.rows)
    expect(rows.rows.map((r) => `${r.text} ${r.tracking_number}`).sort()).toEqual(acknowledged.map((a) => `${a.text} ${a.trackingNumber}`).sort())
    for (const r of rows.rows) expect(r).toMatchObject({ state: 'closed', ratings: '1', replies: '1', handlings: '1', media: '1' })
    const told = await pool.query<{ n: string }>(`select count(*) as n from notice where title = '您的意见有答复了' group by person_id having count(*) > 1`)
    expect(told.rows).toEqual([])
    for (const { openid } of acknowledged) expect(services.wechat.bells.filter((b) => b.openid === openid).length).toBeLessThanOrEqual(1)
    expect((await verifyLedger(databaseOf(pool))).broken).toEqual([])
    expect(acknowledged.length).toBeGreaterThan(0)
    await own?.close()
  }

  /** The figures of `npm run bench -- kill`, a JSON line for each database. */
  function report(acknowledged: readonly Acknowledged[], rows: readonly { tracking_number: string; [counted: string]: string }[]): void {
    if (!process.env.CRASH_REPORT) return
    const kept = new Map(rows.map((row) => [row.tracking_number, row]))
    const lost = acknowledged.filter(({ trackingNumber }) => kept.get(trackingNumber)?.state !== 'closed').length
    const known = new Set(acknowledged.map(({ trackingNumber }) => trackingNumber))
    const several = rows.filter((row) => [row.ratings, row.replies, row.handlings, row.media].some((count) => Number(count) > 1))
    const again = acknowledged.filter(({ openid }) => services.wechat.bells.filter((b) => b.openid === openid).length > 1)
    const doubled = rows.filter((row) => !known.has(row.tracking_number)).length + several.length + again.length
    appendFileSync(process.env.CRASH_REPORT, `${JSON.stringify({ kind, kills: KILLS, acknowledged: acknowledged.length, lost, doubled })}\n`)
  }
})
