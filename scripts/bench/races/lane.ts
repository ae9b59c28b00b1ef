import { randomUUID } from 'node:crypto'
import type { Answer } from '../../../shared/contract/refusals'
import { spoken, type County } from '../../../tests/functions/county'
import { linesSince, look, wrongWith, type Seen } from './cases'
import { raceFor, type Own, type Race } from './menu'
import type { Move } from './moves'

const LIVE = 14
// What may be said to one who comes second; anything else is an anomaly.
const losing = ['MOVED_ON', 'NOT_OPEN', 'ALREADY_RATED', 'MERGE_TARGET_ENDED', 'BEING_CHECKED']

/** What was counted over all lanes. */
export interface Tally {
  interleavings: number
  readonly byRace: Map<string, number>
  readonly refusals: Map<string, number>
  readonly anomalies: string[]
}

/** Notes one interleaving and what was wrong with it. */
export function note(tally: Tally, name: string, wrong: readonly string[]): void {
  tally.interleavings++
  tally.byRace.set(name, (tally.byRace.get(name) ?? 0) + 1)
  tally.anomalies.push(...wrong.map((what) => `${name}: ${what}`))
}

/** A lane has cases of its own, so that lanes can run side by side and each case's doings are still known exactly. */
export class Lane {
  readonly cases: Own[] = []

  constructor(
    private readonly county: County,
    private readonly tally: Tally,
    private readonly random: (below: number) => number,
  ) {}

  /** One interleaving: a race on a case of this lane, or a new case handed in ten times at once. */
  async step(): Promise<void> {
    if (this.cases.length < LIVE) return this.handIn()
    const own = this.pick(this.cases)
    const all = await look(this.county.pool, this.cases.map(({ id }) => id))
    const seen = all.find(({ id }) => id === own.id)
    if (!seen) throw new Error('a case of the lane is there')
    const others = all
      .filter((other) => other.id !== seen.id && ['toReview', 'accepted'].includes(other.state))
      .map((other) => ({ seen: other, own: this.cases.find(({ id }) => id === other.id) ?? own }))
      .sort(() => this.random(3) - 1)
    const race = raceFor({ county: this.county, random: this.random, seen, own, others, merged: await this.unrated(seen) })
    if (!race) this.cases.splice(this.cases.indexOf(own), 1)
    // One in eight is one call that comes ten times, as over a bad line.
    else if (this.random(8) === 0) await this.tenTimes(race, all)
    else await this.run(race, all)
  }

  private readonly everybody = new Map<string, Own>()

  private pick<T>(from: readonly T[]): T {
    const one = from[this.random(from.length)]
    if (one === undefined) throw new Error('there is something to pick from')
    return one
  }

  private async unrated(seen: Seen): Promise<Own[]> {
    if (seen.mergedCount === 0) return []
    const { rows } = await this.county.pool.query<{ id: string }>(
      'select id from opinion o where merged_into = $1 and not exists (select 1 from rating r where r.opinion_id = o.id and r.round = $2)',
      [seen.id, seen.round],
    )
    return rows.flatMap(({ id }) => this.everybody.get(id) ?? [])
  }

  /** The same submission ten times at once is one opinion. */
  private async handIn(): Promise<void> {
    const person = this.county.newPerson()
    const requestId = randomUUID()
    const times = this.random(4) === 0 ? 10 : 2
    const answers = await Promise.all(
      Array.from({ length: times }, () => this.county.as(person).call('opinion.submit', spoken(this.county, `路灯坏了${requestId}`), requestId)),
    )
    this.count(answers)
    const ids = new Set(answers.map((answer) => (answer.ok ? answer.value.opinionId : answer.refusal.code)))
    const { rows } = await this.county.pool.query<{ id: string }>('select id from opinion where text = $1', [`路灯坏了${requestId}`])
    const wrong = ids.size === 1 && rows.length === 1 && ids.has(rows[0]?.id ?? '') ? [] : [`${[...ids].join(' ')}, ${rows.length} rows`]
    for (const { id } of rows) {
      this.cases.push({ id, person })
      this.everybody.set(id, { id, person })
      wrong.push(...(await wrongWith(this.county.pool, [id])))
    }
    note(this.tally, `the same submission ${times === 10 ? 'ten times' : 'twice'} at once`, wrong)
  }

  private async run(race: Race, before: readonly Seen[]): Promise<void> {
    const answers = await Promise.all(
      race.moves.map(async (move) => {
        await this.aMoment()
        return move.call(randomUUID())
      }),
    )
    this.count(answers)
    const won = race.moves.filter((_, n) => answers[n]?.ok)
    const wrong = answers.flatMap(wrongRefusal)
    if (race.winners === 'one' ? won.length !== 1 : won.length === 0) wrong.push(`${won.length} won: ${say(race, answers)}`)
    note(this.tally, race.name, [...wrong, ...(await this.compare(race, won, before))])
  }

  private async tenTimes(race: Race, before: readonly Seen[]): Promise<void> {
    const move = race.moves[0]
    if (!move) return
    const requestId = randomUUID()
    const answers = await Promise.all(Array.from({ length: 10 }, () => move.call(requestId)))
    this.count(answers)
    const wrong = new Set(answers.map((answer) => JSON.stringify(answer))).size === 1 && answers[0]?.ok ? [] : [say({ ...race, moves: [move] }, answers)]
    note(this.tally, 'one move ten times at once', [...wrong, ...(await this.compare(race, [move], before))])
  }

  /** Lets a few turns of the event loop pass, so that calls meet at different moments. */
  private async aMoment(): Promise<void> {
    for (let n = this.random(12); n > 0; n--) await new Promise((resolve) => setImmediate(resolve))
  }

  /** Every success left exactly its lines, nothing else left any, and the rows agree with each other. */
  private async compare(race: Race, won: readonly Move[], before: readonly Seen[]): Promise<string[]> {
    const { pool } = this.county
    const touched = [...new Set(race.moves.flatMap((move) => move.lines.map(([id]) => id)))]
    const wrong = await wrongWith(pool, touched)
    for (const id of touched) {
      const was = before.find((one) => one.id === id)
      const now = (await look(pool, [id]))[0]
      const expected = won.flatMap((move) => move.lines.filter(([on]) => on === id).map(([, line]) => line)).sort()
      const found = (await linesSince(pool, id, was?.seq ?? 0)).sort()
      if (JSON.stringify(expected) !== JSON.stringify(found)) wrong.push(`lines ${found.join(' ')} where ${expected.join(' ')} succeeded (${id})`)
      if (was && now && now.version - was.version !== now.seq - was.seq) wrong.push(`the version does not count the lines (${id})`)
    }
    return wrong
  }

  private count(answers: readonly Answer<unknown>[]): void {
    for (const answer of answers) {
      if (!answer.ok) this.tally.refusals.set(answer.refusal.code, (this.tally.refusals.get(answer.refusal.code) ?? 0) + 1)
    }
  }
}

/** A loser gets a refusal that says, in words, what happened. */
function wrongRefusal(answer: Answer<unknown>): string[] {
  if (answer.ok) return []
  const { code, text } = answer.refusal
  if (!losing.includes(code)) return [`refused with ${code}`]
  return code === 'MOVED_ON' && !/新的变化：\S.{3,}。/.test(text) ? [`MOVED_ON does not say what happened: ${text}`] : []
}

const say = (race: Race, answers: readonly Answer<unknown>[]) =>
  answers.map((answer, n) => `${race.moves[n]?.name ?? ''} ${answer.ok ? 'ok' : answer.refusal.code}`).join(', ')
