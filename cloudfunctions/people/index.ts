import { peopleActions } from '@shared/contract/people'
import { serve } from '../kit/serve'
import { me } from './me'
import { units } from './units'

export const { main, create } = serve(peopleActions, { 'people.me': me, 'people.units': units })
