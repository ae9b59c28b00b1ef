import { stationActions } from '@shared/contract/station'
import { visitor } from '../kit/limits'
import { serve } from '../kit/serve'
import { find, mine, ofMyCongress } from './find'
import { view } from './view'

// Who is not signed in is counted by network; a signed-in person's reads write nothing.
const looking = [{ most: 600, minutes: 10, by: visitor }]

export const { main, create } = serve(
  stationActions,
  {
    'station.view': view,
    'station.find': find,
    'station.mine': mine,
    'station.ofMyCongress': ofMyCongress,
  },
  { 'station.view': looking, 'station.find': looking },
)
