import type { Db } from '../kit/database'
import { openidOfPerson } from '../kit/openid'
import { lockOpinion, moveOpinion, tellSubmitters } from '../kit/opinion-case'
import type { Platform } from '../kit/platform'
import { checkText, type Checked } from '../kit/wechat'
import { checkMedia } from './check-media'

const RETRY_MS = 5 * 60_000
// She may come back within the hour; after it a person looks.
const WAIT_FOR_HER = 12
// Well below the timer function's own limit: where WeChat is slow, the rest is asked about at the next beat.
const LONGEST_RUN_MS = 20_000

/**
 * Asks WeChat about the opinions that wait for it: words, photos and recordings. Risky ones are declined in plain words,
 * doubtful ones go to a person; where WeChat does not answer, the opinion stays "being checked" and is asked about again:
 * it is never lost, and staff can let it through by hand.
 */
export async function checkContent(platform: Platform, db: Db, most: number): Promise<{ checked: number; later: number }> {
  const done = { checked: 0, later: 0 }
  const until = performance.now() + LONGEST_RUN_MS
  for (let i = 0; i < most && performance.now() < until; i++) {
    const row = await db
      .selectFrom('opinion')
      .select(['id', 'person_id', 'title', 'text', 'text_check', 'check_attempts', 'media_count'])
      .where('state', '=', 'checking')
      .where('check_next_at', '<=', platform.clock.now())
      .orderBy('check_next_at')
      .limit(1)
      .executeTakeFirst()
    if (!row) break
    const verdict = await judge(platform, db, row)
    if (verdict === undefined) {
      const next = new Date(platform.clock.now().getTime() + RETRY_MS)
      await db
        .updateTable('opinion')
        .set({ check_next_at: next, check_attempts: row.check_attempts + 1 })
        .where('id', '=', row.id)
        .where('state', '=', 'checking')
        .execute()
      done.later++
      continue
    }
    await settle(platform, db, row.id, verdict)
    done.checked++
  }
  return done
}

interface Waiting {
  readonly id: string
  readonly person_id: string
  readonly title: string | null
  readonly text: string
  readonly text_check: Checked | null
  readonly check_attempts: number
}

/** The worst that was said of any part; undefined while a part is not answered. */
async function judge(platform: Platform, db: Db, row: Waiting): Promise<Checked | undefined> {
  const words = row.text_check ?? (await judgeWords(platform, db, row))
  if (words === undefined || words === 'risky') return words
  const pictures = await checkMedia(platform, db, row)
  if (pictures === undefined || pictures === 'risky') return pictures
  return words === 'review' || pictures === 'review' ? 'review' : 'pass'
}

async function judgeWords(platform: Platform, db: Db, row: Waiting): Promise<Checked | undefined> {
  const text = `${row.title ?? ''} ${row.text} ${await addedWords(db, row.id)}`.trim()
  const answer = await ask(platform, db, row, text)
  if (answer !== undefined) await db.updateTable('opinion').set({ text_check: answer }).where('id', '=', row.id).execute()
  return answer
}

/** What was added when more was asked for. */
async function addedWords(db: Db, opinionId: string): Promise<string> {
  const lines = await db
    .selectFrom('ledger')
    .select('detail')
    .where('subject_id', '=', opinionId)
    .where('event', '=', 'supplement')
    .orderBy('seq')
    .execute()
  return lines.map((line) => (line.detail as { remark?: string }).remark ?? '').join(' ') // written by appendLedger
}

async function ask(platform: Platform, db: Db, row: Waiting, text: string): Promise<Checked | undefined> {
  // Without words there is nothing to check by machine, and without an openid WeChat is not to be asked: a person looks.
  if (text === '') return 'review'
  const openid = await openidOfPerson(db, platform.keys, row.person_id)
  if (!openid) return 'review'
  try {
    const answer = await checkText(openid, text)
    if (answer !== 'absent') return answer
    return row.check_attempts < WAIT_FOR_HER ? undefined : 'review'
  } catch {
    return undefined
  }
}

async function settle(platform: Platform, db: Db, id: string, answer: Checked): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const row = await lockOpinion(tx, id)
    if (row?.state !== 'checking') return
    const now = platform.clock.now()
    const mover = { db: tx, now, party: 'system' as const }
    const event = answer === 'pass' ? 'passCheck' : answer === 'review' ? 'doubtCheck' : 'failCheck'
    const check_state = answer === 'pass' ? 'passed' : answer === 'review' ? 'review' : 'risky'
    const ended = answer === 'risky' ? { due_on: null, due_basis: null } : {}
    const moved = await moveOpinion(mover, row, event, {}, { check_state, check_next_at: null, ...ended })
    if ('ok' in moved || answer !== 'risky') return
    await tellSubmitters(tx, now, moved, (own) => ({
      title: '您的意见未能受理',
      body: `“${own.headline}”含有平台不允许的内容，未能受理。请去掉不合适的词句或照片后重新提交。`,
    }))
  })
}
