import { noticeActions } from '@shared/contract/notice'
import { caller } from '../kit/limits'
import { serve } from '../kit/serve'
import { bellsOf, consent } from './consent'
import { inbox, read } from './inbox'

export const { main, create } = serve(
  noticeActions,
  {
    'notice.inbox': inbox,
    'notice.read': read,
    'notice.bells': bellsOf,
    'notice.consent': consent,
  },
  { 'notice.consent': [{ most: 200, minutes: 60, by: caller }] },
)
