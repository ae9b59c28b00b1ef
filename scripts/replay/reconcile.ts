import { sql } from 'kysely'
import { databaseOf, type Db } from '../../cloudfunctions/kit/database'
import { templateIds } from '../../local/services/templates'
import type { Rating } from '../../shared/domain/opinion'
import { auditLedger, type LedgerAudit } from './ledger-audit'
import type { Play } from './play'

/** Two counts of one thing, from two places. */
export interface Check {
  readonly what: string
  readonly one: number
  readonly other: number
}

export interface Rate {
  readonly part: number
  readonly of: number
}

export interface Totals {
  readonly checks: readonly Check[]
  readonly states: Readonly<Record<string, number>>
  readonly ledger: LedgerAudit
  readonly ratings: Readonly<Record<Rating, number>>
  /** 办复率: submitters who were answered, of those to whom an answer was owed. */
  readonly answered: Rate
  /** 满意率: submitters whose last rating was 满意 or 基本满意, of those who rated. */
  readonly content: Rate
  /** 按期率: unit replies handed in by their due date, of those that were released. */
  readonly onTime: Rate
  readonly bellsRung: number
}

/** Counts everything from the database and the ledger, and holds it against what the players counted. */
export async function reconcile(play: Play, read: number, bad: number): Promise<Totals> {
  const { stage, tally } = play
  const db = databaseOf(stage.pool)
  const ledger = await auditLedger(stage.pool)
  const states = await countBy(db, 'opinion', 'state')
  const ratings = { satisfied: 0, mostly: 0, dissatisfied: 0, ...(await countBy(db, 'rating', 'rating')) }
  const rings = await countBy(db, 'outbox', 'state')
  const notTaken = sum(tally.notTaken.values())
  const events = ledger.events
  const delivered = stage.wechat.bells.length
  const checks: Check[] = [
    { what: '读到 = 提交 + 未收 + 坏行', one: read, other: tally.submitted + notTaken + bad },
    { what: '提交 = 库中意见', one: tally.submitted, other: ledger.cases },
    { what: '提交 = 各状态之和', one: tally.submitted, other: sum(Object.values(states)) },
    { what: '合并 = 库中已合并', one: tally.merged, other: states.merged ?? 0 },
    { what: '发出的答复 = 账本中的审核发出', one: tally.released, other: events.release ?? 0 },
    { what: '即时答复 = 账本中的即时答复', one: tally.answeredNow, other: events.answerNow ?? 0 },
    { what: '发出的答复和即时答复 = 库中已发出的答复', one: tally.released + tally.answeredNow, other: await releasedReplies(db) },
    { what: '答复告知人次 = 收件箱里的答复通知', one: tally.told, other: await answerNotices(db) },
    // Taking back is a line of the handling and a line of the opinion: counted by the call.
    { what: '退回 = 转办 + 收回 + 不同意退回', one: events.return ?? 0, other: (events.transfer ?? 0) + (events.insist ?? 0) + (tally.events.get('handling.takeBack') ?? 0) },
    { what: '评价次数 = 库中评价', one: sum(Object.values(tally.ratings)), other: sum(Object.values(ratings)) },
    { what: '评价次数 = 账本中的评价', one: sum(Object.values(ratings)), other: ratingEvents(ledger) },
    { what: '不满意 = 库中不满意', one: tally.ratings.dissatisfied, other: ratings.dissatisfied },
    { what: '账本行数 = 各案账本序号之和', one: ledger.lines, other: await lastNumbers(db) },
    { what: '账本断链 = 0', one: ledger.broken, other: 0 },
    { what: '订阅消息：微信送达 = 发件箱已发', one: delivered, other: rings.sent ?? 0 },
    { what: '订阅同意 = 送达 + 剩余', one: tally.consents, other: delivered + (await consentsLeft(db)) },
    { what: '订阅消息未发完 = 0', one: (rings.queued ?? 0) + (rings.sending ?? 0) + (rings.dropped ?? 0), other: 0 },
    { what: '提醒：每件每个日子一次', one: await reminders(db), other: await reminderNotices(db) },
    { what: '内部错误 = 0', one: stage.counts.internal + stage.counts.tickTrouble, other: 0 },
    { what: '意料之外的拒绝 = 0', one: sum(tally.unexpected.values()), other: 0 },
  ]
  const owed = tally.submitted - (states.declined ?? 0) - (states.withdrawn ?? 0)
  return {
    checks,
    states,
    ledger,
    ratings,
    answered: { part: await answeredSubmitters(db), of: owed },
    content: await lastRatings(db),
    onTime: { part: ledger.inTime, of: ledger.inTime + ledger.late },
    bellsRung: stage.wechat.bells.filter((bell) => bell.templateId === templateIds.replied).length,
  }
}

const sum = (numbers: Iterable<number>) => [...numbers].reduce((a, b) => a + b, 0)

function ratingEvents({ events }: LedgerAudit): number {
  return sum([events.rateHelped ?? 0, events.rateNotHelped ?? 0, events.rateNotHelpedAgain ?? 0, events.ratedToo ?? 0])
}

async function countBy(db: Db, table: 'opinion' | 'rating' | 'outbox', column: string): Promise<Record<string, number>> {
  const found = await sql<{ key: string; n: number }>`select ${sql.ref(column)} as key, count(*)::int as n from ${sql.table(table)} group by 1`.execute(db)
  return Object.fromEntries(found.rows.map((row) => [row.key, row.n]))
}

async function one(db: Db, query: ReturnType<typeof sql<{ n: number }>>): Promise<number> {
  return (await query.execute(db)).rows[0]?.n ?? 0
}

const releasedReplies = (db: Db) => one(db, sql`select count(*)::int as n from reply where released_at is not null`)
const answerNotices = (db: Db) => one(db, sql`select count(*)::int as n from notice where title = '您的意见有答复了'`)
const lastNumbers = (db: Db) => one(db, sql`select coalesce(sum(ledger_seq), 0)::int as n from opinion`)
const consentsLeft = (db: Db) => one(db, sql`select count(*)::int as n from consent where spent_by is null`)
const reminders = (db: Db) => one(db, sql`select count(*)::int as n from reminder where kind = 'due'`)
const reminderNotices = (db: Db) => one(db, sql`select count(*)::int as n from notice where title in ('办理件已经逾期', '办理件快到期了')`)

/** Submitters with a released reply to their case or to the one theirs was merged into. */
const answeredSubmitters = (db: Db) =>
  one(
    db,
    sql`select count(*)::int as n from opinion o where o.state not in ('declined', 'withdrawn')
      and exists (select from reply r where r.subject_id = coalesce(o.merged_into, o.id) and r.released_at is not null)`,
  )

async function lastRatings(db: Db): Promise<Rate> {
  const rated = sql`select distinct on (opinion_id) rating from rating order by opinion_id, round desc`
  const found = await sql<{ part: number; of: number }>`
    select count(*) filter (where rating <> 'dissatisfied')::int as part, count(*)::int as of from (${rated}) last`.execute(db)
  return found.rows[0] ?? { part: 0, of: 0 }
}
