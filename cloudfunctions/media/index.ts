import { mediaActions } from '@shared/contract/media'
import { serve } from '../kit/serve'
import { arrive } from './arrive'
import { ticket } from './ticket'

export const { main, create } = serve(
  mediaActions,
  { 'media.ticket': ticket, 'media.arrive': arrive },
  { 'media.ticket': { most: 200, minutes: 60 } },
)
