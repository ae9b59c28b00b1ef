import { mediaActions } from '@shared/contract/media'
import { caller, fromNetwork } from '../kit/limits'
import { serve } from '../kit/serve'
import { arrive } from './arrive'
import { ticket } from './ticket'

export const { main, create } = serve(
  mediaActions,
  { 'media.ticket': ticket, 'media.arrive': arrive },
  {
    'media.ticket': [
      { most: 200, minutes: 60, by: caller },
      { most: 2000, minutes: 60, by: fromNetwork },
    ],
    // Each looks at the file: as many as there are tickets, twice.
    'media.arrive': [{ most: 400, minutes: 60, by: caller }],
  },
)
