import { stationActions } from '@shared/contract/station'
import { serve } from '../kit/serve'
import { find, mine, ofMyCongress } from './find'
import { view } from './view'

export const { main, create } = serve(stationActions, {
  'station.view': view,
  'station.find': find,
  'station.mine': mine,
  'station.ofMyCongress': ofMyCongress,
})
