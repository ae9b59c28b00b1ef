import { chinaClockOf, chinaDateOf, addDays, instantAt } from '../../shared/domain/china-time'
import { bells, type Bell } from '../../shared/contract/notice'
import { templateIds } from '../services/templates'
import type { WeChatRecord } from '../services/wechat-record'
import type { Caller, SeedCaller } from './caller'
import type { Ground, Seated } from './ground'
import { phoneOf } from './names'
import type { HandlingStep, Step, Story } from './story'

/** Where the stories play. */
export interface Stage {
  readonly caller: SeedCaller
  readonly ground: Ground
  readonly residents: readonly Caller[]
  readonly unitNames: Readonly<Record<string, string>>
  readonly wechat: WeChatRecord
  readonly pin: (moment: Date) => void
  readonly now: () => Date
  /** Runs the timer function once, at the pinned moment. */
  readonly tick: () => Promise<void>
}

/** One thing that happens at a moment. */
export interface Scene {
  readonly at: Date
  readonly play: () => Promise<void>
  readonly untimed?: boolean
}

const DAY = 86_400_000
const MINUTE = 60_000

/** The scenes of all stories, in the order of time, the timer's morning run of each day among them. */
export function scenesOf(stage: Stage, stories: readonly Story[], end: Date): Scene[] {
  const cases = new Map<string, Case>()
  const scenes: Scene[] = []
  for (const [index, story] of stories.entries()) {
    const one = new Case(stage, story, cases)
    cases.set(story.key, one)
    let at = startOf(story, index, end)
    scenes.push({ at, play: () => one.begin(), untimed: story.unchecked ?? false })
    const start = at.getTime()
    for (const step of story.steps) {
      const planned = atWork(new Date(start + step.after * DAY))
      at = new Date(Math.max(planned.getTime(), at.getTime() + 10 * MINUTE))
      if (at >= end) throw new Error(`${story.key}: ${step.do} would be after the end`)
      scenes.push({ at, play: () => one.step(step) })
    }
  }
  const first = Math.min(...scenes.map((scene) => scene.at.getTime()))
  for (let day = chinaDateOf(new Date(first)); instantAt(day, 9, 5) < end; day = addDays(day, 1)) {
    if (instantAt(day, 9, 5).getTime() > first) scenes.push({ at: instantAt(day, 9, 5), play: async () => undefined })
  }
  return scenes.sort((a, b) => a.at.getTime() - b.at.getTime())
}

/** Plays scenes in their order, with the timer after each as in life. */
export async function playScenes(stage: Stage, scenes: readonly Scene[]): Promise<void> {
  for (const scene of scenes) {
    stage.pin(scene.at)
    await scene.play()
    if (!scene.untimed) await stage.tick()
  }
}

/** Whole days ago lie in the daytime, spread by the story's index; fractions are meant exactly. */
function startOf(story: Story, index: number, end: Date): Date {
  if (story.daysAgo < 1) return new Date(end.getTime() - story.daysAgo * DAY)
  const day = addDays(chinaDateOf(end), -story.daysAgo)
  return instantAt(day, 8 + ((index * 3) % 8), (index * 17) % 60)
}

/** Offices act between eight and seven. */
function atWork(moment: Date): Date {
  const { hour, minute } = chinaClockOf(moment)
  if (hour < 8) return instantAt(chinaDateOf(moment), 8, minute)
  return hour >= 19 ? instantAt(chinaDateOf(moment), 17, minute) : moment
}

/** A resident or handler taps 允许 for some bells, a few times each: in her WeChat and in our ledger. */
export async function allowBells(stage: Stage, who: Caller, wanted: readonly Bell[], times: number): Promise<void> {
  if (!who.openid) return
  for (let i = 0; i < times; i++) {
    await stage.caller.call({ openid: who.openid }, 'notice.consent', { bells: [...wanted] })
    for (const bell of wanted) {
      const template = templateIds[bell]
      if (!template) throw new Error(`no template for ${bells[bell]}`)
      stage.wechat.consent(who.openid, template, stage.now())
    }
  }
}

/** One story as it goes on. */
class Case {
  private opinionId = ''
  private trackingNumber = ''
  private unit: Ground['units'][number] | undefined
  private readonly phone: string

  constructor(
    private readonly stage: Stage,
    private readonly story: Story,
    private readonly others: ReadonlyMap<string, Case>,
  ) {
    this.phone = phoneOf('resident' in story.by ? story.by.resident : 500 + story.by.deputyOf)
  }

  async begin(): Promise<void> {
    const { story, stage } = this
    const station = stage.ground.stations[story.station]
    if (!station) throw new Error(`${story.key}: no station ${story.station}`)
    const said = {
      text: story.text,
      mediaIds: [],
      anonymous: story.anonymous ?? false,
      ...(story.category ? { category: story.category } : {}),
      ...(story.place ? { place: { words: story.place } } : {}),
    }
    const contact = { phone: this.phone }
    const taken =
      'resident' in story.by
        ? await stage.caller.call(this.submitter(), 'opinion.submit', {
            stationCode: station.code,
            ...said,
            ...(story.contact ? { contact } : {}),
            ...(story.onBehalfOf ? { onBehalfOf: story.onBehalfOf } : {}),
          })
        : await stage.caller.call(this.deputy(), 'opinion.takeDown', { stationId: station.id, ...said, neighbour: contact })
    this.opinionId = taken.opinionId
    this.trackingNumber = taken.trackingNumber
    if ('resident' in story.by) await allowBells(stage, this.submitter(), ['replied', 'asked'], 1)
  }

  async step(step: Step): Promise<void> {
    const { caller } = this.stage
    switch (step.do) {
      case 'accept':
        await caller.call(this.staff(), 'opinion.accept', await this.seen())
        return
      case 'decline':
        await caller.call(this.staff(), 'opinion.decline', { ...(await this.seen()), reason: step.reason, words: step.words })
        return
      case 'askForMore':
        await caller.call(this.staff(), 'opinion.askForMore', { ...(await this.seen()), words: step.words })
        return
      case 'answerNow':
        await caller.call(this.staff(), 'opinion.answerNow', { ...(await this.seen()), text: step.text, mediaIds: [] })
        return
      case 'merge':
        await caller.call(this.staff(), 'opinion.merge', { ...(await this.seen()), into: this.other(step.into).opinionId })
        return
      case 'assign': {
        const input = { unitId: this.takeUnit(step.unit).id, weight: step.weight, ...remarkOf(step) }
        await caller.call(this.staff(), 'opinion.assign', { ...(await this.seen()), ...input })
        return
      }
      case 'supplement':
        await caller.call(this.submitter(), 'opinion.supplement', { opinionId: this.opinionId, text: step.text, mediaIds: [] })
        return
      case 'withdraw':
        await caller.call(this.submitter(), 'opinion.withdraw', { opinionId: this.opinionId })
        return
      case 'rate':
        return this.rate(step)
      default:
        return this.handlingStep(step)
    }
  }

  private async handlingStep(step: HandlingStep): Promise<void> {
    const { caller } = this.stage
    const seen = await this.seenHandling()
    switch (step.do) {
      case 'acknowledge':
        await caller.call(this.handler(), 'handling.acknowledge', seen)
        return
      case 'return':
        await caller.call(this.handler(), 'handling.return', { ...seen, reason: step.reason })
        return
      case 'progress':
        await caller.call(this.handler(), 'handling.progress', { ...seen, text: step.text, mediaIds: [] })
        return
      case 'askExtension':
        await caller.call(this.handler(), 'handling.askExtension', { ...seen, until: this.dayAfter(step.days), reason: step.reason })
        return
      case 'reply': {
        const promised = step.promisedInDays ? { promisedOn: this.dayAfter(step.promisedInDays) } : {}
        const input = { ...seen, text: step.text, replyClass: step.replyClass, mediaIds: [], ...promised }
        await caller.call(this.handler(), 'handling.reply', input)
        return
      }
      case 'transfer': {
        const input = { unitId: this.takeUnit(step.unit).id, weight: step.weight, ...remarkOf(step) }
        await caller.call(this.staff(), 'handling.transfer', { ...seen, ...input })
        return
      }
      case 'sendBack':
        await caller.call(this.staff(), 'handling.sendBack', { ...seen, remark: step.remark })
        return
      case 'insist':
      case 'urge':
        await caller.call(this.staff(), `handling.${step.do}`, { ...seen, words: step.words })
        return
      case 'grantExtension':
      case 'release':
        await caller.call(this.staff(), `handling.${step.do}`, seen)
    }
  }

  private async rate(step: Extract<Step, { do: 'rate' }>): Promise<void> {
    const { caller } = this.stage
    const given = { rating: step.rating, ...(step.words ? { words: step.words } : {}) }
    if ('resident' in this.story.by) {
      const view = await caller.call(this.submitter(), 'opinion.view', { opinionId: this.opinionId })
      await caller.call(this.submitter(), 'opinion.rate', { opinionId: this.opinionId, round: view.round, ...given })
      return
    }
    const proof = { by: 'phone', trackingNumber: this.trackingNumber, lastFour: this.phone.slice(-4) } as const
    const view = await caller.call({}, 'opinion.track', { proof })
    await caller.call({}, 'opinion.rateTracked', { proof, round: view.round, ...given })
  }

  private async seen(): Promise<{ opinionId: string; version: number }> {
    const file = await this.stage.caller.call(this.staff(), 'opinion.viewAsStaff', { opinionId: this.opinionId })
    return { opinionId: this.opinionId, version: file.version }
  }

  private async seenHandling(): Promise<{ handlingId: string; version: number }> {
    const file = await this.stage.caller.call(this.staff(), 'opinion.viewAsStaff', { opinionId: this.opinionId })
    if (!file.handling) throw new Error(`${this.story.key}: no unit handles it`)
    return { handlingId: file.handling.handlingId, version: file.version }
  }

  private dayAfter(days: number) {
    return addDays(chinaDateOf(this.stage.now()), days)
  }

  private takeUnit(key: string): Ground['units'][number] {
    const found = this.stage.ground.units.find((unit) => unit.name === this.stage.unitNames[key])
    if (!found) throw new Error(`${this.story.key}: no unit ${key}`)
    this.unit = found
    return found
  }

  private other(key: string): Case {
    const found = this.others.get(key)
    if (!found) throw new Error(`${this.story.key}: no story ${key}`)
    return found
  }

  private submitter(): Caller {
    const { by } = this.story
    const found = 'resident' in by ? this.stage.residents[by.resident] : this.deputy()
    if (!found) throw new Error(`${this.story.key}: nobody submitted it`)
    return found
  }

  private deputy(): Seated {
    const { by } = this.story
    return need('deputyOf' in by ? this.stage.ground.stations[by.deputyOf]?.deputies[0] : undefined, this.story.key)
  }

  /** Two of the staff share the desk. */
  private staff(): Seated {
    return need(this.stage.ground.staff[this.story.station % 2], this.story.key)
  }

  private handler(): Seated {
    return need(this.unit?.handlers[this.story.station % (this.unit.handlers.length || 1)], this.story.key)
  }
}

function need<T>(found: T | undefined, key: string): T {
  if (found === undefined) throw new Error(`${key}: somebody is missing`)
  return found
}

const remarkOf = (step: { readonly remark?: string }) => (step.remark ? { remark: step.remark } : {})
