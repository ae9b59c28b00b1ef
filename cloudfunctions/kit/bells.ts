import type { Bell } from '@shared/contract/notice'
import type { ChinaDate } from '@shared/domain/china-time'
import { sayDay, sayFullInstant } from '@shared/domain/say-date'
import { sayTrackingNumber } from '@shared/domain/tracking'
import type { Telling } from './notices'

/**
 * The subscribe-message templates this product expects, field by field. The operator picks templates with these fields
 * from WeChat's library; values are cut to their kinds' limits when queued.
 */
export const bellFields: Readonly<Record<Bell, readonly string[]>> = {
  replied: ['character_string1', 'thing2', 'thing3', 'time4', 'thing5'],
  asked: ['character_string1', 'thing2', 'thing3', 'time4'],
  assigned: ['character_string1', 'thing2', 'thing3', 'date4'],
  due: ['character_string1', 'thing2', 'date3', 'thing4'],
}

type Ring = NonNullable<Telling['ring']>

interface About {
  readonly tracking_number: string
  readonly headline: string
}

/** 意见答复通知 */
export function ringReplied(about: About, by: string, at: Date, note: string): Ring {
  const fields = {
    character_string1: sayTrackingNumber(about.tracking_number),
    thing2: about.headline,
    thing3: by,
    time4: sayFullInstant(at),
    thing5: note,
  }
  return { bell: 'replied', fields }
}

/** 补充材料通知 */
export function ringAsked(about: About, asked: string, at: Date): Ring {
  const fields = {
    character_string1: sayTrackingNumber(about.tracking_number),
    thing2: about.headline,
    thing3: asked,
    time4: sayFullInstant(at),
  }
  return { bell: 'asked', fields }
}

/** 新办理件提醒 */
export function ringAssigned(about: About, note: string, dueOn: ChinaDate): Ring {
  const fields = {
    character_string1: sayTrackingNumber(about.tracking_number),
    thing2: about.headline,
    thing3: note,
    date4: sayDay(dueOn),
  }
  return { bell: 'assigned', fields }
}

/** 办理到期提醒 */
export function ringDue(about: About, dueOn: ChinaDate, words: string): Ring {
  const fields = {
    character_string1: sayTrackingNumber(about.tracking_number),
    thing2: about.headline,
    date3: sayDay(dueOn),
    thing4: words,
  }
  return { bell: 'due', fields }
}
