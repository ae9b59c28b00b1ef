import type { ChinaDate } from '../../shared/domain/china-time'
import { addDays, chinaDateOf, instantAt } from '../../shared/domain/china-time'
import type { ReplyClass } from '../../shared/domain/handling'
import { chance } from './chance'
import { after, DAY, expected, HOUR, move, openFile, plan, staffOf, stepOf, type Matter, type Play } from './play'
import type { Caller } from './stage'

/** The handler of the unit that has the matter now. */
function handlerOf(play: Play, matter: Matter): Caller {
  const handler = play.stage.ground.units.find((unit) => unit.id === matter.unitId)?.handlers[0]
  if (!handler) throw new Error('every unit has a handler')
  return handler
}

/** A unit gets the matter: it will take it, or return it where it did so for the first time. */
export async function receive(play: Play, matter: Matter): Promise<void> {
  const file = await openFile(play, matter)
  if (!file?.handling) return
  const isNew = matter.handlingId === undefined
  matter.handlingId = file.handling.handlingId
  urgeIfLate(play, matter, file.handling.dueOn as ChinaDate) // the contract's `day`
  const returns = isNew && matter.round === 1 && chance('return', matter.message.id) < 0.04
  plan(play, after(play.stage.now(), stepOf(matter)), () => (returns ? giveBack(play, matter) : acknowledge(play, matter)))
}

/** Staff urge the unit three days past the due date, where the reply came later than that. */
function urgeIfLate(play: Play, matter: Matter, dueOn: ChinaDate): void {
  const at = instantAt(addDays(dueOn, 3), 10)
  const id = matter.handlingId
  if (matter.round > 1 || at >= after(matter.message.replyTime, -HOUR)) return
  plan(play, at, async () => {
    const stillThere = matter.handlingId === id && !matter.released
    const file = stillThere ? await openFile(play, matter) : undefined
    if (file?.open.includes('urge')) await move(play, matter, staffOf(play, matter), 'handling.urge', {})
  })
}

async function giveBack(play: Play, matter: Matter): Promise<void> {
  if (!(await move(play, matter, handlerOf(play, matter), 'handling.return', { reason: '此事不在本单位职责范围内。' }))) return
  plan(play, after(play.stage.now(), stepOf(matter)), () => play.crew.decideReturn(matter))
}

async function acknowledge(play: Play, matter: Matter): Promise<void> {
  if (!(await move(play, matter, handlerOf(play, matter), 'handling.acknowledge', {}))) return
  const now = play.stage.now()
  const isFirst = matter.round === 1
  const left = isFirst ? Math.max(0, matter.message.replyTime.getTime() - now.getTime()) : 7 * DAY
  if (chance('progress', matter.message.id) < 0.35) plan(play, after(now, left * 0.3), () => progress(play, matter))
  if (left > 20 * DAY && chance('extension', matter.message.id) < 0.3) plan(play, after(now, left * 0.5), () => askExtension(play, matter))
  plan(play, after(now, left), () => reply(play, matter))
}

async function progress(play: Play, matter: Matter): Promise<void> {
  await move(play, matter, handlerOf(play, matter), 'handling.progress', { text: '已到现场查看，正在拿出办法。', mediaIds: [] })
}

async function askExtension(play: Play, matter: Matter): Promise<void> {
  const handler = handlerOf(play, matter)
  const view = expected(play, 'handling.view', await play.stage.call(handler, 'handling.view', { handlingId: matter.handlingId ?? '' }))
  if (!view?.open.includes('askExtension')) return
  const today = chinaDateOf(play.stage.now())
  const due = view.dueOn as ChinaDate // the contract's `day`
  const until = addDays(due > today ? due : today, 20)
  // The way is shut past the latest date that the congress's rules allow.
  if (until > view.extensionLatest) return
  if (!(await move(play, matter, handler, 'handling.askExtension', { until, reason: '需要协调几个部门，原定时间来不及。' }))) return
  const grants = chance('grant', matter.message.id) < 0.7
  plan(play, after(play.stage.now(), 5 * HOUR), async () => {
    const file = await openFile(play, matter)
    // The reply may have come before staff decided.
    if (!file?.handling?.extensionAsked) return
    if (grants) await move(play, matter, staffOf(play, matter), 'handling.grantExtension', {})
    else await move(play, matter, staffOf(play, matter), 'handling.refuseExtension', { words: '请按原定时间答复。' })
  })
}

/** The unit hands in its reply: the first is the official one. */
export async function reply(play: Play, matter: Matter): Promise<void> {
  const lot = chance('class', matter.message.id, String(matter.round))
  const replyClass: ReplyClass = lot < 0.6 ? 'A' : lot < 0.8 ? 'B' : lot < 0.95 ? 'C' : 'D'
  const promisedOn = replyClass === 'B' ? { promisedOn: addDays(chinaDateOf(play.stage.now()), 30) } : {}
  const text = matter.round === 1 ? matter.message.reply : `经重新办理，再次答复如下。${matter.message.reply}`
  const input = { text, replyClass, mediaIds: [], ...promisedOn }
  if (!(await move(play, matter, handlerOf(play, matter), 'handling.reply', input))) return
  plan(play, after(play.stage.now(), 2 * HOUR), () => play.crew.checkReply(matter))
}

/** The submitter was not satisfied: the unit works on it again and replies once more. */
export async function rework(play: Play, matter: Matter): Promise<void> {
  if (chance('rework progress', matter.message.id) < 0.3) await progress(play, matter)
  plan(play, after(play.stage.now(), (5 + 23 * chance('rework reply', matter.message.id)) * DAY), () => reply(play, matter))
}
