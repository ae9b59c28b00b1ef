import { templateIds } from '../../local/services/templates'
import type { Rating } from '../../shared/domain/opinion'
import { sayRefusal } from '../import/problem-words'
import { chance, pick } from './chance'
import { after, count, DAY, expected, HOUR, plan, rootOf, type Matter, type Play } from './play'
import type { Message } from './read-messages'
import type { Caller } from './stage'

/** A resident hands in her message, and may allow a subscribe message for the answer. */
export async function submit(play: Play, message: Message): Promise<void> {
  const { stage, tally } = play
  const resident = residentOf(play, message.user)
  const station = pick(stage.ground.stations, 'station', message.user)
  const answer = await stage.call(resident, 'opinion.submit', {
    stationCode: station.code,
    text: message.title === '' ? message.text : `${message.title}\n${message.text}`,
    mediaIds: [],
    anonymous: chance('anonymous', message.user) < 0.3,
  })
  if (!answer.ok) return count(tally.notTaken, sayRefusal(answer.refusal))
  count(tally.events, 'opinion.submit')
  tally.submitted++
  const { opinionId } = answer.value
  const matter: Matter = { message, resident, opinionId, merged: [], version: undefined, round: 1, askedForMore: false, released: false, sentBack: 0 }
  if (chance('consent', message.id) < 0.6) await allow(play, matter)
  checkSoon(play)
  play.crew.lookAt(matter)
}

/** The timer runs every minute in the cloud; here after each message and once a day. */
function checkSoon({ stage, queue }: Play): void {
  queue.plan(after(stage.now(), 2 * 60_000), () => stage.tick())
}

function residentOf(play: Play, user: string): Caller {
  const known = play.residents.get(user)
  if (known) return known
  const made = play.stage.wechat.addAccount({ name: `群众${play.residents.size + 1}`, about: '群众' })
  const resident = { openid: made.openid }
  play.residents.set(user, resident)
  return resident
}

async function allow(play: Play, matter: Matter): Promise<void> {
  const { stage } = play
  stage.wechat.consent(matter.resident.openid, templateIds.replied ?? '', stage.now())
  const answer = await stage.call(matter.resident, 'notice.consent', { bells: ['replied'] })
  if (expected(play, 'notice.consent', answer)) play.tally.consents++
}

/** She tells more, as she was asked. */
export async function supplement(play: Play, matter: Matter): Promise<void> {
  const input = { opinionId: matter.opinionId, text: '具体位置和时间见原文，白天晚上都是这样。', mediaIds: [] }
  const answer = await play.stage.call(matter.resident, 'opinion.supplement', input)
  matter.version = undefined
  if (!expected(play, 'opinion.supplement', answer)) return
  checkSoon(play)
  play.crew.lookAt(matter)
}

/** Everyone who waited for an answer that has gone out looks at it some days later, but for the few who never do. */
export function willRate(play: Play, root: Matter): void {
  const now = play.stage.now()
  for (const own of [root, ...root.merged]) {
    const key = `${own.message.id} ${root.round}`
    if (chance('silent', key) < 0.08) continue
    const late = chance('late', key) < 0.05
    const days = late ? 12 + 4 * chance('days', key) : 0.2 + 8 * chance('days', key)
    plan(play, after(now, days * DAY), () => rate(play, own))
  }
}

async function rate(play: Play, own: Matter): Promise<void> {
  const { stage, tally } = play
  const seen = expected(play, 'opinion.view', await stage.call(own.resident, 'opinion.view', { opinionId: own.opinionId }))
  // Somebody with the same matter was quicker and had it opened again: she waits for the next answer.
  if (!seen?.open.includes('rate')) return count(tally.events, 'waits for the next answer')
  const rating = ratingOf(`${own.message.id} ${seen.round}`)
  const words = rating === 'dissatisfied' ? { words: '问题还在，请再看看。' } : {}
  const input = { opinionId: own.opinionId, round: seen.round, rating, ...words }
  const rated = expected(play, 'opinion.rate', await stage.call(own.resident, 'opinion.rate', input))
  if (!rated) return
  tally.ratings[rating]++
  const root = rootOf(own)
  root.version = undefined
  if (rated.round > root.round) rework(play, root, rated.round, rated.state === 'toReview')
}

/** Seven in ten are satisfied, near two in ten mostly. */
function ratingOf(key: string): Rating {
  const lot = chance('rating', key)
  return lot < 0.7 ? 'satisfied' : lot < 0.88 ? 'mostly' : 'dissatisfied'
}

function rework(play: Play, root: Matter, round: number, atDesk: boolean): void {
  root.round = round
  root.released = false
  const when = after(play.stage.now(), (2 + 10 * chance('rework', root.message.id)) * HOUR)
  plan(play, when, () => (atDesk ? play.crew.assign(root) : play.crew.rework(root)))
}
