import type { Db } from '../kit/database'
import { openidOfPerson } from '../kit/openid'
import { lockOpinion, moveOpinion, tellSubmitters } from '../kit/opinion-case'
import type { Platform } from '../kit/platform'
import { checkText, type Checked } from '../kit/wechat'

const RETRY_MS = 5 * 60_000

/**
 * Asks WeChat about the opinions that wait for it. Risky ones are declined in plain words, doubtful ones go to a person;
 * where WeChat does not answer, the opinion stays "being checked" and is asked about again: it is never lost, and staff
 * can let it through by hand.
 */
export async function checkContent(platform: Platform, db: Db, most: number): Promise<{ checked: number; later: number }> {
  const done = { checked: 0, later: 0 }
  for (let i = 0; i < most; i++) {
    const row = await db
      .selectFrom('opinion')
      .select(['id', 'person_id', 'title', 'text', 'check_attempts'])
      .where('state', '=', 'checking')
      .where('check_next_at', '<=', platform.clock.now())
      .orderBy('check_next_at')
      .limit(1)
      .executeTakeFirst()
    if (!row) break
    const answer = await ask(platform, db, row.person_id, `${row.title ?? ''} ${row.text}`.trim())
    if (answer === undefined) {
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
    await settle(platform, db, row.id, answer)
    done.checked++
  }
  return done
}

async function ask(platform: Platform, db: Db, personId: string, text: string): Promise<Checked | undefined> {
  // Without words there is nothing to check by machine, and without an openid WeChat is not to be asked: a person looks.
  if (text === '') return 'review'
  const openid = await openidOfPerson(db, platform.keys, personId)
  if (!openid) return 'review'
  try {
    return await checkText(openid, text)
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
      body: `“${own.headline}”含有平台不允许的内容，未能受理。请去掉不合适的词句后重新提交。`,
    }))
  })
}
