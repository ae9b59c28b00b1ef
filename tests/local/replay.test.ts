import path from 'node:path'
import { databaseOf } from '../../cloudfunctions/kit/database'
import { EventQueue } from '../../scripts/replay/event-queue'
import { replay, type Replayed } from '../../scripts/replay/replay'
import { failedChecks, jsonTotals, sayTotals } from '../../scripts/replay/say-totals'
import { auditLedger } from '../../scripts/replay/ledger-audit'
import { reconcile } from '../../scripts/replay/reconcile'
import { freshKeys } from '../../scripts/replay/stage'
import { openLiteDatabase, type OpenDatabase } from '../functions/databases'

const file = path.resolve(__dirname, '../fixtures/old-system/with-replies.jsonl')

describe('messages played again with their replies', () => {
  let database: OpenDatabase
  let played: Replayed
  beforeAll(async () => {
    database = await openLiteDatabase()
    played = await replay(file, { pool: database.pool, keys: freshKeys() }, () => undefined)
  })
  afterAll(() => database.close())
  const db = () => databaseOf(database.pool)

  test('come out even: every count agrees with what the database and the ledger say', () => {
    expect(failedChecks(played.totals.checks)).toEqual([])
    expect(played.totals.checks.length).toBeGreaterThan(15)
    expect(played).toMatchObject({ read: 12, bad: [{ line: 8, why: '答复时间早于提出时间' }] })
    expect(played.play.tally.submitted).toBe(10)
    expect([...played.play.tally.notTaken]).toEqual([['内容：里面有无法识别的字符，请删掉后重新输入', 1]])
    expect(played.play.stage.counts).toMatchObject({ internal: 0, tickTrouble: 0 })
  })

  test('go every way: checked, declined, merged, answered at once, handled, replied at the real time, rated', async () => {
    const { events, cases, lines } = played.totals.ledger
    expect(played.totals.states).toMatchObject({ declined: 1, merged: 1 })
    // What is told in addition is checked like the first words.
    expect(events).toMatchObject({ submit: 10, passCheck: 8 + (events.supplement ?? 0), doubtCheck: 1, failCheck: 1, merge: 1, mergedHere: 1, answerNow: 1 })
    expect(cases).toBe(10)
    expect(lines).toBe(Object.values(events).reduce((a, b) => a + b, 0))
    expect(played.totals.answered).toEqual({ part: 9, of: 9 })
    const first = await db().selectFrom('reply').innerJoin('opinion', 'opinion.id', 'reply.subject_id').select('reply.drafted_at').where('opinion.text', 'like', '东风巷路灯不亮%').orderBy('drafted_at').executeTakeFirstOrThrow()
    expect(first.drafted_at.toISOString()).toBe('2019-03-15T07:00:00.000Z')
    // A hundred days for a matter of at most three months: late, reminded and urged.
    expect(played.totals.ledger.late).toBeGreaterThanOrEqual(1)
    expect(events.urge).toBeGreaterThanOrEqual(1)
  })

  test('reach both who said the same', async () => {
    const told = await db().selectFrom('notice').innerJoin('person', 'person.id', 'notice.person_id').select('notice.body').where('title', '=', '您的意见有答复了').where('body', 'like', '%渠水到不了地头%').execute()
    expect(told.length).toBe(2 * (await rounds('渠水到不了地头')))
  })

  async function rounds(headline: string): Promise<number> {
    const rows = await db().selectFrom('reply').innerJoin('opinion', 'opinion.id', 'reply.subject_id').select('reply.id').where('opinion.text', 'like', `${headline}%`).where('released_at', 'is not', null).execute()
    return rows.length
  }

  test('are summed up in words and as one JSON line', () => {
    const words = sayTotals(played).join('\n')
    expect(words).toContain('办复率（已答复的提交人/应答复的提交人）：9/9，100.0%')
    expect(words).not.toContain('不符')
    expect(JSON.parse(jsonTotals(played))).toMatchObject({ read: 12, bad: 1, submitted: 10, failed: [], internal: 0 })
  })

  test('are found out where one line of the ledger or one rating was touched', async () => {
    await database.pool.query('alter table ledger disable trigger ledger_append_only')
    await database.pool.query(`update ledger set party = 'unit' where event = 'answerNow'`)
    expect((await auditLedger(database.pool)).broken).toBe(1)
    await database.pool.query(`delete from rating where (opinion_id, round) in (select opinion_id, round from rating limit 1)`)
    const totals = await reconcile(played.play, played.read, played.bad.length)
    expect(failedChecks(totals.checks)).toEqual(expect.arrayContaining(['账本断链 = 0', '评价次数 = 库中评价', '评价次数 = 账本中的评价']))
  })
})

describe('what is to happen', () => {
  test('comes by time, and within one moment in the order it was planned', async () => {
    const queue = new EventQueue()
    const done: string[] = []
    for (const [time, name] of [[5, 'a'], [1, 'b'], [5, 'c'], [3, 'd'], [1, 'e'], [5, 'f'], [0, 'g']] as const) {
      queue.plan(new Date(time), async () => void done.push(name))
    }
    for (let next = queue.next(); next; next = queue.next()) await next.does()
    expect(done.join('')).toBe('gbedacf')
    expect(queue.size).toBe(0)
  })
})
