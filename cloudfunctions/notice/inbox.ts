import type { noticeActions } from '@shared/contract/notice'
import { isInstant, isUuid, pageOf, readCursor } from '../kit/cursor'
import type { LeadsTo } from '../kit/notices'
import { ok } from '../kit/result'
import type { HandlerOf } from '../kit/serve'

/** A person's notices, newest first, whatever seat they came to. */
export const inbox: HandlerOf<(typeof noticeActions)['notice.inbox']> = async (ctx, input) => {
  const after = readCursor(input.cursor, [isInstant, isUuid])
  let query = ctx.db.selectFrom('notice').selectAll().where('person_id', '=', ctx.actor.personId)
  if (after) {
    const [at = '', id = ''] = after
    query = query.where((eb) => eb(eb.refTuple('at', 'id'), '<', eb.tuple(new Date(at), id)))
  }
  const rows = await query.orderBy('at', 'desc').orderBy('id', 'desc').limit(input.limit + 1).execute()
  type Row = (typeof rows)[number]
  const line = (row: Row) => ({
    noticeId: row.id,
    title: row.title,
    body: row.body,
    at: row.at.toISOString(),
    read: row.read_at !== null,
    ...(row.leads_to ? { leadsTo: row.leads_to as LeadsTo } : {}), // written by `tell` only
  })
  return ok(pageOf(rows, input.limit, line, (row) => [row.at.toISOString(), row.id]))
}

/** Marks a person's own notices as read; others' ids do nothing. */
export const read: HandlerOf<(typeof noticeActions)['notice.read']> = async (ctx, input) => {
  await ctx.db
    .updateTable('notice')
    .set({ read_at: ctx.now })
    .where('person_id', '=', ctx.actor.personId)
    .where('id', 'in', input.noticeIds)
    .where('read_at', 'is', null)
    .execute()
  const unread = await ctx.db
    .selectFrom('notice')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .where('person_id', '=', ctx.actor.personId)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow()
  return ok({ unread: Number(unread.n) })
}
