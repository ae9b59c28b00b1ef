import { Accept } from './move-accept'
import { AnswerNow, Supplement } from './move-answer'
import { Assign, Transfer } from './move-assign'
import { Decline } from './move-decline'
import { Merge } from './move-merge'
import { Release } from './move-release'
import type { MoveProps } from './move-sheet'
import { AskForMore, GrantExtension, Insist, RefuseExtension, SendBack, TakeBack, Urge, Vouch } from './move-words'
import type { StaffEvent } from './moves'
import type { CaseFile } from './staff-words'

export interface MoveFormProps extends MoveProps {
  event: StaffEvent
  handling: CaseFile['handling']
}

/** The form of a move. A move of a handling needs the handling; without one there is nothing to move. */
export function MoveForm({ event, handling, ...move }: MoveFormProps) {
  switch (event) {
    case 'vouch':
      return <Vouch {...move} />
    case 'accept':
      return <Accept {...move} />
    case 'decline':
      return <Decline {...move} />
    case 'askForMore':
      return <AskForMore {...move} />
    case 'supplement':
      return <Supplement {...move} />
    case 'answerNow':
      return <AnswerNow {...move} />
    case 'merge':
      return <Merge {...move} />
    case 'assign':
      return <Assign {...move} />
    case 'insist':
      return handling ? <Insist handling={handling} {...move} /> : null
    case 'transfer':
      return handling ? <Transfer handling={handling} {...move} /> : null
    case 'takeBack':
      return handling ? <TakeBack handling={handling} {...move} /> : null
    case 'grantExtension':
      return handling ? <GrantExtension handling={handling} {...move} /> : null
    case 'refuseExtension':
      return handling ? <RefuseExtension handling={handling} {...move} /> : null
    case 'sendBack':
      return handling ? <SendBack handling={handling} {...move} /> : null
    case 'release':
      return handling ? <Release handling={handling} {...move} /> : null
    case 'urge':
      return handling ? <Urge handling={handling} {...move} /> : null
  }
}
