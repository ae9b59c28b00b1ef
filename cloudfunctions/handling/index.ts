import { handlingActions } from '@shared/contract/handling'
import { serve } from '../kit/serve'
import { queue, queueCounts } from './queue'
import * as staff from './staff-moves'
import * as unit from './unit-moves'
import { view } from './unit-view'

export const { main, create } = serve(handlingActions, {
  'handling.queue': queue,
  'handling.queueCounts': queueCounts,
  'handling.view': view,
  'handling.contact': unit.contact,
  'handling.acknowledge': unit.acknowledge,
  'handling.return': unit.returnIt,
  'handling.progress': unit.progress,
  'handling.askExtension': unit.askExtension,
  'handling.reply': unit.reply,
  'handling.insist': staff.insist,
  'handling.transfer': staff.transfer,
  'handling.takeBack': staff.takeBack,
  'handling.grantExtension': staff.grantExtension,
  'handling.refuseExtension': staff.refuseExtension,
  'handling.sendBack': staff.sendBack,
  'handling.release': staff.release,
  'handling.urge': staff.urge,
})
