import { opinionActions } from '@shared/contract/opinion'
import { deskActions } from '@shared/contract/opinion-desk'
import { caller, fromNetwork } from '../kit/limits'
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
import { proofKey, type Proof } from './proof'
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

// Four digits can be guessed in ten thousand tries: ten a day for one number leave no hope of it, whoever tries.
const proving = [
  { most: 300, minutes: 1440, by: caller },
  { most: 10, minutes: 1440, by: ({ input }: { input: { proof: Proof } }) => proofKey(input.proof) },
]

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
    'opinion.submit': [
      { most: 30, minutes: 60, by: caller },
      { most: 300, minutes: 60, by: fromNetwork },
      // A hall full of people is let through; a crowd of bought accounts at one station is not.
      { most: 600, minutes: 60, by: ({ input }) => `station:${input.stationCode}` },
    ],
    // Staff enter whole boxes of letters and import whole systems: they are not counted.
    'opinion.takeDown': [{ most: 120, minutes: 60, by: ({ actor }) => (actor.role === 'deputy' ? `person:${actor.personId}` : undefined) }],
    'opinion.supplement': [{ most: 60, minutes: 60, by: caller }],
    'opinion.rate': [{ most: 60, minutes: 60, by: caller }],
    'opinion.withdraw': [{ most: 60, minutes: 60, by: caller }],
    'opinion.export': [{ most: 20, minutes: 60, by: caller }],
    'opinion.track': proving,
    'opinion.rateTracked': proving,
  },
)
