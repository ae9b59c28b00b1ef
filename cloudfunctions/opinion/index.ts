import { opinionActions } from '@shared/contract/opinion'
import { deskActions } from '@shared/contract/opinion-desk'
import { serve } from '../kit/serve'
import { accept } from './accept'
import { answerNow } from './answer-now'
import { askForMore } from './ask-for-more'
import { assign } from './assign'
import { atMyStations } from './at-my-stations'
import { contact } from './contact'
import { decline } from './decline'
import { dueChoices } from './due-choices'
import { exportQueue } from './export'
import { merge } from './merge'
import { mine } from './mine'
import { proofKey } from './proof'
import { queue } from './queue'
import { queueCounts } from './queue-counts'
import { rate, rateTracked } from './rate'
import { similar } from './similar'
import { slip } from './slip'
import { submit } from './submit'
import { supplement } from './supplement'
import { takeDown } from './take-down'
import { track } from './track'
import { view } from './view'
import { viewAsDeputy } from './view-as-deputy'
import { viewAsStaff } from './view-as-staff'
import { vouch } from './vouch'
import { withdraw } from './withdraw'

export const { main, create } = serve(
  { ...opinionActions, ...deskActions },
  {
    'opinion.submit': submit,
    'opinion.takeDown': takeDown,
    'opinion.slip': slip,
    'opinion.mine': mine,
    'opinion.view': view,
    'opinion.track': track,
    'opinion.rateTracked': rateTracked,
    'opinion.rate': rate,
    'opinion.supplement': supplement,
    'opinion.withdraw': withdraw,
    'opinion.atMyStations': atMyStations,
    'opinion.viewAsDeputy': viewAsDeputy,
    'opinion.queue': queue,
    'opinion.export': exportQueue,
    'opinion.queueCounts': queueCounts,
    'opinion.viewAsStaff': viewAsStaff,
    'opinion.contact': contact,
    'opinion.similar': similar,
    'opinion.vouch': vouch,
    'opinion.accept': accept,
    'opinion.decline': decline,
    'opinion.askForMore': askForMore,
    'opinion.answerNow': answerNow,
    'opinion.merge': merge,
    'opinion.assign': assign,
    'opinion.dueChoices': dueChoices,
  },
  {
    'opinion.submit': { most: 30, minutes: 60 },
    'opinion.export': { most: 20, minutes: 60 },
    // Four digits can be guessed in ten thousand tries: ten a day for one number leave no hope of it.
    'opinion.track': { most: 10, minutes: 1440, by: (input) => proofKey(input.proof), mostByCaller: 300 },
    'opinion.rateTracked': { most: 10, minutes: 1440, by: (input) => proofKey(input.proof), mostByCaller: 300 },
  },
)
