import { instantAt, chinaDateOf } from '../../shared/domain/china-time'
import { assign, checkReply, decideReturn, lookAt } from './desk'
import { EventQueue } from './event-queue'
import { after, DAY, newTally, type Play } from './play'
import type { Message } from './read-messages'
import { submit, supplement, willRate } from './residents'
import type { Stage } from './stage'
import { receive, reply, rework } from './unit'

/** How long the timer goes on after the last thing happened: past the last reminder to rate. */
const QUIET_DAYS = 15

/** Plays the messages in the order of their times, each through the whole loop; answers what the players counted. */
export async function perform(stage: Stage, messages: readonly Message[], say: (line: string) => void): Promise<Play> {
  const queue = new EventQueue()
  const play: Play = {
    stage,
    queue,
    tally: newTally(),
    residents: new Map(),
    latest: new Map(),
    crew: {
      lookAt: (matter) => lookAt(play, matter),
      supplement: (matter) => supplement(play, matter),
      willRate: (root) => willRate(play, root),
      assign: (matter) => assign(play, matter),
      receive: (matter) => receive(play, matter),
      decideReturn: (matter) => decideReturn(play, matter),
      checkReply: (matter) => checkReply(play, matter),
      reply: (matter) => reply(play, matter),
      rework: (matter) => rework(play, matter),
    },
  }
  for (const message of messages) queue.plan(message.time, () => submit(play, message))
  await runAll(play, say)
  return play
}

/** Everything in the order of time, with the timer every morning at eight. */
async function runAll({ stage, queue }: Play, say: (line: string) => void): Promise<void> {
  let morning = nextMorning(stage.now())
  let year = ''
  const mornings = async (until: Date) => {
    for (; morning <= until; morning = after(morning, DAY)) {
      stage.moveTo(morning)
      await stage.tick()
    }
  }
  for (let happening = queue.next(); happening; happening = queue.next()) {
    await mornings(happening.at)
    stage.moveTo(happening.at)
    await happening.does()
    const now = chinaDateOf(stage.now()).slice(0, 4)
    if (now !== year) say(`演到${(year = now)}年，已调用${stage.counts.calls}次`)
  }
  await mornings(after(stage.now(), QUIET_DAYS * DAY))
}

function nextMorning(now: Date): Date {
  const today = instantAt(chinaDateOf(now), 8)
  return today > now ? today : after(today, DAY)
}
