import { randomUUID } from 'node:crypto'
import { bells, type Bell, type noticeActions } from '@shared/contract/notice'
import type { Db } from '../kit/database'
import { ok } from '../kit/result'
import type { HandlerOf } from '../kit/serve'

/** How many messages are left by bell: WeChat does not tell, so our own ledger of consents does. */
async function leftOf(db: Db, personId: string): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('consent')
    .select((eb) => ['bell', eb.fn.countAll<string>().as('n')])
    .where('person_id', '=', personId)
    .where('spent_by', 'is', null)
    .groupBy('bell')
    .execute()
  return Object.fromEntries(rows.map((r) => [r.bell, Number(r.n)]))
}

/** The bells there are, with their templates; one without a template is not offered. */
export const bellsOf: HandlerOf<(typeof noticeActions)['notice.bells']> = async (ctx) => {
  const left = await leftOf(ctx.db, ctx.actor.personId)
  const names = Object.keys(bells) as Bell[] // the record's own keys
  const templates = ctx.platform.settings.templates
  return ok({
    items: names.flatMap((bell) => {
      const templateId = templates[bell]
      return templateId ? [{ bell, templateId, name: bells[bell], left: left[bell] ?? 0 }] : []
    }),
  })
}

/** A person agreed in WeChat's own dialog: one consent is one message. */
export const consent: HandlerOf<(typeof noticeActions)['notice.consent']> = async (ctx, input) => {
  const rows = [...new Set(input.bells)].map((bell) => ({
    id: randomUUID(),
    person_id: ctx.actor.personId,
    bell,
    granted_at: ctx.now,
    spent_by: null,
  }))
  await ctx.db.insertInto('consent').values(rows).execute()
  return ok({ left: await leftOf(ctx.db, ctx.actor.personId) })
}
