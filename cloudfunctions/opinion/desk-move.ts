import { isCategoryId } from '@shared/domain/category'
import type { LedgerDetail } from '@shared/domain/ledger-line'
import type { OpinionEvent } from '@shared/domain/opinion'
import type { Staff } from '../kit/actor'
import { lockOpinionOf, moveOpinion, refuseMoved, situationOf, type Mover, type OpinionCase, type OpinionPatch } from '../kit/opinion-case'
import { ok, refuse, type Refused } from '../kit/result'
import type { Ctx } from '../kit/serve'

/** What every move of staff begins with. */
export interface Seen {
  readonly opinionId: string
  readonly version: number
}

/** Staff as the author of a move. */
export function staffMover(ctx: Ctx<Staff>): Mover & { readonly seatId: string } {
  return { db: ctx.db, now: ctx.now, party: 'staff', personId: ctx.actor.personId, seatId: ctx.actor.seatId }
}

/** The case of this congress, locked, as its reader saw it; else who did what in between. */
export async function heldCase(ctx: Ctx<Staff>, seen: Seen): Promise<OpinionCase | Refused<'NOT_FOUND' | 'MOVED_ON'>> {
  const row = await lockOpinionOf(ctx.db, ctx.actor.congressId, seen.opinionId)
  if (!row) return refuse('NOT_FOUND')
  return (await refuseMoved(ctx.db, row, seen.version, ctx.now)) ?? row
}

/** Moves a case from the desk. */
export async function moveFromDesk(
  ctx: Ctx<Staff>,
  seen: Seen,
  event: OpinionEvent,
  detail: LedgerDetail,
  patch: OpinionPatch = {},
): Promise<OpinionCase | Refused<'NOT_FOUND' | 'MOVED_ON' | 'NOT_OPEN'>> {
  const row = await heldCase(ctx, seen)
  return 'ok' in row ? row : moveOpinion(staffMover(ctx), row, event, detail, patch)
}

/** The answer to a move: the new version, and where the case stands now, said to staff. */
export function movedTo(ctx: Ctx<Staff>, row: OpinionCase) {
  return ok({ version: row.version, sentence: situationOf(row, ctx.today, undefined, 'other') })
}

/** A category that exists, as a patch. */
export function categoryPatch(category: string | undefined): OpinionPatch {
  return category !== undefined && isCategoryId(category) ? { category } : {}
}
