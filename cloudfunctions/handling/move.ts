import type { HandlingEvent } from '@shared/domain/handling'
import type { LedgerDetail } from '@shared/domain/ledger-line'
import type { Handler, Staff } from '../kit/actor'
import { holdHandling, moveHandling, type HandlingCase, type HandlingPatch, type Held } from '../kit/handling-case'
import { refuseMoved, situationOf, type Mover, type OpinionPatch } from '../kit/opinion-case'
import { ok, refuse, type Refused } from '../kit/result'
import type { Ctx } from '../kit/serve'

export interface Seen {
  readonly handlingId: string
  readonly version: number
}
type Worker = Ctx<Handler> | Ctx<Staff>

/** A unit touches its own handlings, staff those of their congress. */
function may(ctx: Worker): (h: HandlingCase) => boolean {
  const { actor } = ctx
  return (h) => (actor.role === 'handler' ? h.unit_id === actor.unitId : h.congress_id === actor.congressId)
}

/** Who moves a handling. */
export function moverOf(ctx: Worker): Mover & { readonly seatId: string } {
  const party = ctx.actor.role === 'handler' ? 'unit' : 'staff'
  return { db: ctx.db, now: ctx.now, party, personId: ctx.actor.personId, seatId: ctx.actor.seatId }
}

/** The handling with its case, locked, as its reader saw it; else who did what in between. */
export async function hold(ctx: Worker, seen: Seen): Promise<Held | Refused<'NOT_FOUND' | 'MOVED_ON'>> {
  const held = await holdHandling(ctx.db, seen.handlingId, may(ctx))
  if (!held) return refuse('NOT_FOUND')
  return (await refuseMoved(ctx.db, held.opinion, seen.version, ctx.now)) ?? held
}

/** Holds and moves in one step, where nothing stands between. */
export async function move(
  ctx: Worker,
  seen: Seen,
  event: HandlingEvent,
  detail: LedgerDetail,
  patch: HandlingPatch = {},
  casePatch: OpinionPatch = {},
): Promise<Held | Refused<'NOT_FOUND' | 'MOVED_ON' | 'NOT_OPEN'>> {
  const held = await hold(ctx, seen)
  return 'ok' in held ? held : moveHandling(moverOf(ctx), held, event, detail, patch, casePatch)
}

/** The answer to a move, said to whoever works on the case. */
export function movedTo(ctx: Worker, held: Held) {
  return ok({ version: held.opinion.version, sentence: situationOf(held.opinion, ctx.today, held.handling, 'other') })
}
