import type { Output } from '@/api/call'

/** A matter as its unit sees it. */
export type UnitView = Output<'handling.view'>

/** The unit's events that need words. */
export type FormEvent = Exclude<UnitView['open'][number], 'acknowledge'>

export interface FormProps {
  view: UnitView
  onClose: () => void
  onRefresh: () => void
}

/** Whether the last reply of this round was sent back and is still to be written again. */
export function toRewrite({ sentBack, draftReply, round, open }: UnitView): boolean {
  return sentBack !== undefined && open.includes('reply') && draftReply?.round === round
}

/** What was added to the opinion later, when staff asked for more. */
export function supplements({ timeline }: UnitView): UnitView['timeline'] {
  return timeline.filter((entry) => entry.event === 'supplement')
}
