import { randomUUID } from 'node:crypto'
import { fieldKindOf, fitField } from '@shared/domain/template-text'
import type { Bell } from '@shared/contract/notice'
import type { Db } from './database'

/** Where a notice leads. */
export interface LeadsTo {
  readonly kind: 'opinion' | 'handling' | 'deskCase' | 'deputyCase'
  readonly id: string
  readonly seatId?: string
}

export interface Telling {
  readonly personId: string
  readonly congressId: string
  readonly title: string
  readonly body: string
  readonly leadsTo?: LeadsTo
  /** Ring by a subscribe message as well, where a consent is left. Values by template field: {thing1: …, time2: …}. */
  readonly ring?: { readonly bell: Bell; readonly fields: Readonly<Record<string, string>> }
}

const pages: Readonly<Record<LeadsTo['kind'], string>> = {
  opinion: 'pages/case/index',
  deputyCase: 'packages/deputy/case/index',
  deskCase: 'packages/staff/case/index',
  handling: 'packages/unit/case/index',
}

/** The page of the mini-program that a notice opens. */
export function pageOfNotice(leadsTo: LeadsTo | undefined): string {
  if (!leadsTo) return 'pages/inbox/index'
  const seat = leadsTo.seatId ? `&seat=${leadsTo.seatId}` : ''
  return `${pages[leadsTo.kind]}?id=${leadsTo.id}${seat}`
}

/**
 * Tells a person: into the inbox always; and queues a subscribe message where a consent is left, spending it. All in the
 * caller's transaction: a case never moves without its notice, and a notice never leaves without its case.
 */
export async function tell(db: Db, now: Date, telling: Telling): Promise<void> {
  const id = randomUUID()
  await db
    .insertInto('notice')
    .values({
      id,
      person_id: telling.personId,
      congress_id: telling.congressId,
      title: telling.title,
      body: telling.body,
      leads_to: telling.leadsTo ? JSON.stringify(telling.leadsTo) : null,
      at: now,
      read_at: null,
    })
    .execute()
  if (telling.ring) await ring(db, now, id, telling, telling.ring)
}

async function ring(db: Db, now: Date, noticeId: string, telling: Telling, bell: NonNullable<Telling['ring']>): Promise<void> {
  const left = await db
    .selectFrom('consent')
    .select('id')
    .where('person_id', '=', telling.personId)
    .where('bell', '=', bell.bell)
    .where('spent_by', 'is', null)
    .orderBy('granted_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!left) return
  const id = randomUUID()
  await db
    .insertInto('outbox')
    .values({
      id,
      notice_id: noticeId,
      person_id: telling.personId,
      bell: bell.bell,
      fields: JSON.stringify(fitted(bell.fields)),
      page: pageOfNotice(telling.leadsTo),
      state: 'queued',
      next_at: now,
      sent_at: null,
      trouble: null,
    })
    .execute()
  await db.updateTable('consent').set({ spent_by: id }).where('id', '=', left.id).execute()
}

/** Cuts each value to the limit of its field's kind, without breaking a character. */
export function fitted(fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => {
      const kind = fieldKindOf(key)
      if (!kind) throw new Error(`unknown template field ${key}`)
      return [key, fitField(kind, value)]
    }),
  )
}
