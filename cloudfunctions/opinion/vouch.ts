import type { deskActions } from '@shared/contract/opinion-desk'
import type { HandlerOf } from '../kit/serve'
import { movedTo, moveFromDesk } from './desk-move'

/** A person looked at what the check had not passed yet, and lets it through. */
export const vouch: HandlerOf<(typeof deskActions)['opinion.vouch']> = async (ctx, input) => {
  const detail = input.why ? { remark: input.why } : {}
  const moved = await moveFromDesk(ctx, input, 'vouch', detail, { check_state: 'passed', check_next_at: null })
  return 'ok' in moved ? moved : movedTo(ctx, moved)
}
