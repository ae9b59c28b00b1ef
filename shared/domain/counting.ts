import {
  discrepancies,
  recordSheet,
  type Attendance,
  type BallotForm,
  type Channel,
  type Discrepancy,
  type RecordSheet,
  type Votes,
} from './counting-sheet'

/** A share such as two thirds, in whole numbers so that no rounding decides a vote. */
export interface Share {
  readonly of: number
  readonly outOf: number
}

/** Settings of a poll; they come from the congress's profile, the defaults below are only the usual ones. */
export interface CountingRules {
  readonly form: BallotForm
  /** How many projects can be adopted; equal to the projects in 等额. */
  readonly seats: number
  /** The meeting may vote when at least this share of all deputies is present. */
  readonly quorum: Share
  /** A project passes with more than this share of `base`. */
  readonly passing: Share & { readonly base: 'entitled' | 'present' }
  /** What follows when fewer pass than there are seats: the presidium decides, or the places stay vacant. */
  readonly tooFew: 'presidium' | 'vacant'
}

/** The usual settings: two thirds present, more than half of all deputies, the presidium decides about vacant places. */
export const USUAL_RULES: Omit<CountingRules, 'form' | 'seats'> = {
  quorum: { of: 2, outOf: 3 },
  passing: { of: 1, outOf: 2, base: 'entitled' },
  tooFew: 'presidium',
}

/** A project's place in the count. `rank` is 1 for the most votes; equal votes share it. */
export interface Placing {
  readonly project: string
  readonly votes: Votes
  readonly rank: number
  readonly fate: 'adopted' | 'tied' | 'outvoted' | 'notPassed'
}

export type Outcome =
  | { readonly kind: 'noQuorum'; readonly sheet: RecordSheet; readonly needed: number }
  | { readonly kind: 'unsound'; readonly sheet: RecordSheet; readonly discrepancies: readonly Discrepancy[] }
  | { readonly kind: 'void'; readonly sheet: RecordSheet }
  | {
      readonly kind: 'counted'
      readonly sheet: RecordSheet
      /** Votes a project needs to pass. */
      readonly needed: number
      readonly placings: readonly Placing[]
      readonly next: NextStep
    }

/** What the meeting does next. `seats` are the places still to fill. */
export type NextStep =
  | { readonly kind: 'done' }
  | { readonly kind: 'roundAmongTied'; readonly projects: readonly string[]; readonly seats: number }
  | { readonly kind: 'presidiumDecides'; readonly projects: readonly string[]; readonly seats: number }
  | { readonly kind: 'leftVacant'; readonly seats: number }

/** Least number present that makes a quorum. */
export const quorumOf = ({ quorum }: CountingRules, entitled: number): number =>
  Math.ceil((entitled * quorum.of) / quorum.outOf - 1e-9)

/** Least number of votes that is more than the passing share of the base. */
export function votesToPass({ passing }: CountingRules, { entitled, present }: Attendance): number {
  const base = passing.base === 'entitled' ? entitled : present
  return Math.floor((base * passing.of) / passing.outOf + 1e-9) + 1
}

function place(projects: readonly string[], sheet: RecordSheet, needed: number, seats: number): Placing[] {
  const votesOf = (project: string): Votes => sheet.votes[project] ?? { for: 0, against: 0, abstain: 0 }
  const ordered = [...projects].sort((a, b) => votesOf(b).for - votesOf(a).for)
  const passing = ordered.filter((project) => votesOf(project).for >= needed)
  // Votes of the last place that is free: whoever has more is in, whoever has as many shares the tie if there is one.
  const last = passing.length > seats ? votesOf(passing[seats - 1] ?? '').for : -1
  const overfull = passing.length > seats && votesOf(passing[seats] ?? '').for === last
  return ordered.map((project) => {
    const votes = votesOf(project)
    const rank = 1 + ordered.filter((other) => votesOf(other).for > votes.for).length
    if (votes.for < needed) return { project, votes, rank, fate: 'notPassed' }
    if (passing.length <= seats || votes.for > last) return { project, votes, rank, fate: 'adopted' }
    if (votes.for < last) return { project, votes, rank, fate: 'outvoted' }
    return { project, votes, rank, fate: overfull ? 'tied' : 'adopted' }
  })
}

function nextStep(rules: CountingRules, placings: readonly Placing[]): NextStep {
  const named = (fate: Placing['fate']): string[] => placings.filter((placing) => placing.fate === fate).map(({ project }) => project)
  const free = Math.min(rules.seats, placings.length) - named('adopted').length
  if (free <= 0) return { kind: 'done' }
  const tied = named('tied')
  if (tied.length > 0) return { kind: 'roundAmongTied', projects: tied, seats: free }
  if (rules.tooFew === 'vacant') return { kind: 'leftVacant', seats: free }
  return { kind: 'presidiumDecides', projects: named('notPassed'), seats: free }
}

/**
 * Counts a poll: from the totals of both ways of voting and the settings to an outcome with everything needed to explain
 * it. In this order: numbers that do not add up are said and nothing is decided; without a quorum there is no vote;
 * more ballots returned than issued, on paper, electronically or together, void the whole vote; then the count.
 * Throws RangeError for settings that are no settings. Source: DOMAIN rules of the poll, each a profile setting.
 */
export function countPoll(
  rules: CountingRules,
  projects: readonly string[],
  attendance: Attendance,
  channels: { readonly paper: Channel; readonly electronic: Channel },
): Outcome {
  demandRules(rules, projects)
  const { paper, electronic } = channels
  const sheet = recordSheet(projects, attendance, paper, electronic)
  const wrong = discrepancies(rules.form, projects, attendance, paper, electronic)
  const numbers = wrong.filter(({ kind }) => kind === 'notANumber')
  if (numbers.length > 0) return { kind: 'unsound', sheet, discrepancies: numbers }
  const needed = quorumOf(rules, attendance.entitled)
  if (attendance.present < needed) return { kind: 'noQuorum', sheet, needed }
  if (paper.returned > paper.issued || electronic.returned > electronic.issued) return { kind: 'void', sheet }
  if (wrong.length > 0) return { kind: 'unsound', sheet, discrepancies: wrong }
  const votes = votesToPass(rules, attendance)
  const placings = place(projects, sheet, votes, rules.seats)
  return { kind: 'counted', sheet, needed: votes, placings, next: nextStep(rules, placings) }
}

function demandRules({ form, seats, quorum, passing }: CountingRules, projects: readonly string[]): void {
  const share = ({ of, outOf }: Share): boolean => Number.isInteger(of) && Number.isInteger(outOf) && of >= 0 && of <= outOf && outOf > 0
  const marks = form.kind === 'each' || (Number.isInteger(form.least) && form.least >= 0 && form.most >= Math.max(1, form.least) && form.most <= projects.length)
  const sound = Number.isInteger(seats) && seats >= 1 && share(quorum) && share(passing) && marks
  if (!sound || projects.length === 0 || new Set(projects).size !== projects.length) throw new RangeError('no such counting rules')
}

/** The rules of the next round when there is one: the same, among the tied or failed projects, for the places left. */
export function nextRound(rules: CountingRules, next: NextStep): { rules: CountingRules; projects: readonly string[] } | undefined {
  if (next.kind === 'done' || next.kind === 'leftVacant' || next.projects.length === 0) return undefined
  const most = Math.min(next.seats, next.projects.length)
  const form: BallotForm = rules.form.kind === 'each' ? rules.form : { kind: 'mark', least: Math.min(rules.form.least, most), most }
  return { rules: { ...rules, form, seats: next.seats }, projects: next.projects }
}

/**
 * The electronic channel from a decrypted result: one question of for/against/abstain a project, or one question to mark.
 * `blank` is known in the mark form when the question counts blank votes first (`countsBlank`), otherwise it is passed by
 * nobody and each abstention stands by its project.
 */
export function electronicChannel(
  form: BallotForm,
  projects: readonly string[],
  result: readonly (readonly number[])[],
  counts: { readonly issued: number; readonly returned: number; readonly countsBlank: boolean },
): Channel {
  const { issued, returned, countsBlank } = counts
  const rows = form.kind === 'each' ? result : [result[0] ?? []]
  const width = form.kind === 'each' ? 3 : projects.length + (countsBlank ? 1 : 0)
  if (rows.length !== (form.kind === 'each' ? projects.length : 1) || rows.some((row) => row.length !== width)) {
    throw new RangeError('the result is not of this form')
  }
  const marks = (rows[0] ?? []).slice(countsBlank ? 1 : 0)
  const votes = projects.map((project, i): [string, Votes] => {
    if (form.kind === 'mark') return [project, { for: marks[i] ?? 0, against: 0, abstain: 0 }]
    const [yes = 0, no = 0, abstain = 0] = rows[i] ?? []
    return [project, { for: yes, against: no, abstain }]
  })
  const blank = form.kind === 'mark' && countsBlank ? (rows[0]?.[0] ?? 0) : 0
  return { issued, returned, invalid: 0, blank, votes: Object.fromEntries(votes) }
}
