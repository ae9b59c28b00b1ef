import type { peopleActions } from '@shared/contract/people'
import { owingStates } from '@shared/domain/handling'
import { ok } from '../kit/result'
import type { HandlerOf } from '../kit/serve'

/** The units of a congress, with how much each has on its hands. */
export const units: HandlerOf<(typeof peopleActions)['people.units']> = async (ctx) => {
  const rows = await ctx.db
    .selectFrom('unit')
    .select(['unit.id', 'unit.name'])
    .select((eb) => [
      eb
        .selectFrom('seat')
        .select((e) => e.fn.countAll<string>().as('n'))
        .whereRef('seat.unit_id', '=', 'unit.id')
        .where('seat.ended_at', 'is', null)
        .as('handlers'),
      eb
        .selectFrom('handling')
        .select((e) => e.fn.countAll<string>().as('n'))
        .whereRef('handling.unit_id', '=', 'unit.id')
        .where('handling.state', 'in', [...owingStates])
        .as('open_cases'),
    ])
    .where('unit.congress_id', '=', ctx.actor.congressId)
    .orderBy('unit.sort')
    .orderBy('unit.name')
    .execute()
  return ok({
    items: rows.map((r) => ({ unitId: r.id, name: r.name, handlers: Number(r.handlers ?? 0), openCases: Number(r.open_cases ?? 0) })),
  })
}
