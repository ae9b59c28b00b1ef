import { peopleActions } from '@shared/contract/people'
import { caller } from '../kit/limits'
import { serve } from '../kit/serve'
import { eraseMe } from './erase-me'
import { exportMine } from './export-mine'
import { me } from './me'
import { endSession, sessions, signInConfirm, signInLook, signInPoll, signInStart } from './sign-in'
import { units } from './units'

export const { main, create } = serve(
  peopleActions,
  {
    'people.me': me,
    'people.units': units,
    'people.exportMine': exportMine,
    'people.eraseMe': eraseMe,
    'people.signInStart': signInStart,
    'people.signInPoll': signInPoll,
    'people.signInLook': signInLook,
    'people.signInConfirm': signInConfirm,
    'people.sessions': sessions,
    'people.endSession': endSession,
  },
  {
    'people.signInStart': [{ most: 60, minutes: 10, by: caller }],
    // A page asks every two seconds for three minutes.
    'people.signInPoll': [{ most: 600, minutes: 10, by: caller }],
    'people.signInLook': [{ most: 20, minutes: 10, by: caller }],
    'people.signInConfirm': [{ most: 10, minutes: 10, by: caller }],
    'people.exportMine': [{ most: 20, minutes: 60, by: caller }],
    'people.eraseMe': [{ most: 5, minutes: 60, by: caller }],
  },
)
