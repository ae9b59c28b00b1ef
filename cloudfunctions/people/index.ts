import { peopleActions } from '@shared/contract/people'
import { serve } from '../kit/serve'
import { eraseMe } from './erase-me'
import { exportMine } from './export-mine'
import { me } from './me'
import { units } from './units'

export const { main, create } = serve(peopleActions, {
  'people.me': me,
  'people.units': units,
  'people.exportMine': exportMine,
  'people.eraseMe': eraseMe,
})
