import type { peopleActions } from '@shared/contract/people'
import { ok } from '../kit/result'
import type { HandlerOf } from '../kit/serve'

/** Who the asker is: her seats and how many notices she has not read. */
export const me: HandlerOf<(typeof peopleActions)['people.me']> = async (ctx) => {
  const time = { today: ctx.today, now: ctx.now.toISOString() }
  if (ctx.actor.role === 'visitor') return ok({ signedIn: false, seats: [], unread: 0, ...time })
  const seats = await ctx.db
    .selectFrom('seat')
    .innerJoin('congress', 'congress.id', 'seat.congress_id')
    .leftJoin('unit', 'unit.id', 'seat.unit_id')
    .select(['seat.id', 'seat.role', 'seat.display_name', 'seat.title'])
    .select(['congress.name as congress_name', 'unit.name as unit_name'])
    .where('seat.person_id', '=', ctx.actor.personId)
    .where('seat.ended_at', 'is', null)
    .orderBy('seat.role')
    .orderBy('congress.name')
    .execute()
  const unread = await ctx.db
    .selectFrom('notice')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .where('person_id', '=', ctx.actor.personId)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow()
  return ok({
    signedIn: true,
    seats: seats.map((s) => ({
      seatId: s.id,
      role: s.role,
      displayName: s.display_name,
      title: s.title,
      congressName: s.congress_name,
      ...(s.unit_name ? { unitName: s.unit_name } : {}),
    })),
    unread: Number(unread.n),
    ...time,
  })
}
