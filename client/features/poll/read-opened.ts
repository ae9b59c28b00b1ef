import { parseOpening, type AuditedVote } from '@shared/ballot/audit'
import { checkByRebuilding } from '@shared/ballot/audit-rebuild'
import { openElection } from '@shared/ballot/election'
import { plainEngine } from '@shared/ballot/engine'
import { sayOnPhone } from '@shared/ballot/words-phone'

export type OpenedAnswer =
  | { readonly honest: true; readonly seal: string; readonly votes: readonly AuditedVote[] }
  | { readonly honest: false; readonly words: string }

/** Few powers are taken here, so small tables do. */
const WINDOW = 5

/** What an opened ballot really holds, from the two texts as they were pasted or scanned; or in words why not. */
export function readOpened(electionText: string, openingText: string): OpenedAnswer {
  try {
    const election = openElection(electionText.trim(), plainEngine(WINDOW))
    const opening = parseOpening(openingText.trim())
    return { honest: true, seal: opening.seal, votes: checkByRebuilding(election, opening) }
  } catch (error) {
    return { honest: false, words: sayOnPhone(error) }
  }
}
