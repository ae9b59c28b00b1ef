import type { deskActions } from '@shared/contract/opinion-desk'
import { explainDeadline } from '@shared/domain/deadline-words'
import { weights, type Weight } from '@shared/domain/profile'
import { deadlineFor, profileOf } from '../kit/profile'
import type { HandlerOf } from '../kit/serve'
import { ok } from '../kit/result'

/** What each weight of matter would be due on if assigned today, and the latest date there is. */
export const dueChoices: HandlerOf<(typeof deskActions)['opinion.dueChoices']> = async (ctx) => {
  const profile = await profileOf(ctx.db, ctx.actor.congressId)
  const names = Object.keys(weights) as Weight[] // the record's own keys
  const choices = names.map((weight) => {
    const due = deadlineFor(profile, ctx.today, profile.reply[weight])
    return { weight, dueOn: due.dueOn, explained: explainDeadline(due), provisional: due.provisional }
  })
  return ok({ choices, latest: deadlineFor(profile, ctx.today, profile.extensionLimit).dueOn })
}
