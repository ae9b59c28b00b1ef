import { chance, pick } from './chance'
import { after, HOUR, move, openFile, plan, rootOf, staffOf, stepOf, type Matter, type Play } from './play'

const isQuick = (matter: Matter) => matter.message.replyTime.getTime() - matter.message.time.getTime() < 6 * HOUR

/** Staff will look at a message: within a day, or when the answer to a quick one came. */
export function lookAt(play: Play, matter: Matter): void {
  const key = `${matter.message.user}\0${matter.message.title}`
  const earlier = play.latest.get(key)
  if (!matter.askedForMore) play.latest.set(key, matter)
  const at = isQuick(matter) && !earlier ? matter.message.replyTime : after(play.stage.now(), Math.max(stepOf(matter), 5 * 60_000))
  plan(play, at, () => look(play, matter, earlier === matter ? undefined : earlier))
}

async function look(play: Play, matter: Matter, earlier: Matter | undefined): Promise<void> {
  const file = await openFile(play, matter)
  if (!file || file.state === 'declined') return
  const staff = staffOf(play, matter)
  // The check by machine has not answered: a person lets it through.
  if (file.state === 'checking' && !(await move(play, matter, staff, 'opinion.vouch', {}))) return
  const into = earlier && rootOf(earlier)
  if (into && into !== matter && !into.released && (await mergeInto(play, matter, into))) return
  if (isQuick(matter)) return answerNow(play, matter)
  if (!matter.askedForMore && chance('more', matter.message.id) < 0.02) return askForMore(play, matter)
  const { suggestedCategory } = file
  if (!(await move(play, matter, staff, 'opinion.accept', suggestedCategory ? { category: suggestedCategory } : {}))) return
  plan(play, after(play.stage.now(), stepOf(matter)), () => assign(play, matter))
}

/** @returns whether it stands with the other one now; an ended one takes nothing in */
async function mergeInto(play: Play, matter: Matter, into: Matter): Promise<boolean> {
  const target = await openFile(play, into)
  if (!target || ['checking', 'declined', 'merged', 'withdrawn', 'closed'].includes(target.state)) return false
  if (!(await move(play, matter, staffOf(play, matter), 'opinion.merge', { into: into.opinionId, why: '同一人反映同一问题' }))) return false
  into.version = undefined
  into.merged.push(matter, ...matter.merged)
  matter.mergedInto = into
  play.tally.merged++
  return true
}

async function askForMore(play: Play, matter: Matter): Promise<void> {
  matter.askedForMore = true
  if (!(await move(play, matter, staffOf(play, matter), 'opinion.askForMore', { words: '请补充具体地点和时间。' }))) return
  plan(play, after(play.stage.now(), stepOf(matter)), () => play.crew.supplement(matter))
}

async function answerNow(play: Play, matter: Matter): Promise<void> {
  const { tally } = play
  if (!(await move(play, matter, staffOf(play, matter), 'opinion.answerNow', { text: matter.message.reply, mediaIds: [] }))) return
  matter.released = true
  tally.answeredNow++
  tally.told += 1 + matter.merged.length
  play.crew.willRate(matter)
}

/** Staff give the matter to a unit; what it is about says to which. */
export async function assign(play: Play, matter: Matter): Promise<void> {
  const lot = chance('weight', matter.message.id)
  const weight = lot < 0.2 ? 'small' : lot < 0.85 ? 'ordinary' : 'hard'
  const unit = pick(play.stage.ground.units, 'unit', matter.message.title)
  if (!(await move(play, matter, staffOf(play, matter), 'opinion.assign', { unitId: unit.id, weight }))) return
  matter.unitId = unit.id
  await play.crew.receive(matter)
}

/** What staff do with a matter that its unit returned. */
export async function decideReturn(play: Play, matter: Matter): Promise<void> {
  const staff = staffOf(play, matter)
  const lot = chance('returned', matter.message.id)
  if (lot < 0.25) {
    if (await move(play, matter, staff, 'handling.insist', { words: '职责清单里写明由你单位办理。' })) await play.crew.receive(matter)
    return
  }
  if (lot < 0.4) {
    if (await move(play, matter, staff, 'handling.takeBack', { why: '重新研究由谁办理' })) await assign(play, matter)
    return
  }
  const others = play.stage.ground.units.filter((unit) => unit.id !== matter.unitId)
  const unit = pick(others, 'other unit', matter.message.id)
  if (!(await move(play, matter, staff, 'handling.transfer', { unitId: unit.id, weight: 'ordinary' }))) return
  matter.unitId = unit.id
  await play.crew.receive(matter)
}

/** Staff check the reply: a few go back to be written anew, the others go out. */
export async function checkReply(play: Play, matter: Matter): Promise<void> {
  const { tally } = play
  const staff = staffOf(play, matter)
  if (matter.sentBack !== matter.round && chance('send back', matter.message.id, String(matter.round)) < 0.04) {
    matter.sentBack = matter.round
    const sent = await move(play, matter, staff, 'handling.sendBack', { remark: '请写明谁来办、什么时候办完。' })
    if (sent) plan(play, after(play.stage.now(), 4 * HOUR), () => play.crew.reply(matter))
    return
  }
  const released = await move(play, matter, staff, 'handling.release', {})
  if (!released || !('told' in released)) return
  matter.released = true
  tally.released++
  tally.told += released.told
  play.crew.willRate(matter)
}
