/**
 * The record sheet of a poll (票决计票记录): 应到 实到 发出 收回 有效 无效 弃权, paper and electronic ballots in one. It adds
 * up, or it says what does not.
 */

/** Votes for one project (民生实事项目). In the mark form only `for` is counted; against and abstain stay 0. */
export interface Votes {
  readonly for: number
  readonly against: number
  readonly abstain: number
}

/** One way of voting: ballots handed out and come back, and the votes on the valid ones by project. */
export interface Channel {
  /** Paper ballots handed out, or credentials on the electronic roll. */
  readonly issued: number
  readonly returned: number
  /** Electronic ballots prove themselves valid, so theirs is 0. */
  readonly invalid: number
  /** Ballots with nothing marked; they are valid and count as abstaining (弃权). */
  readonly blank: number
  readonly votes: Readonly<Record<string, Votes>>
}

export interface Attendance {
  /** 应到: all deputies. */
  readonly entitled: number
  /** 实到: those who signed in. */
  readonly present: number
}

/** (a) mark at most `most` and at least `least` of the projects (差额), or (b) for/against/abstain on each. */
export type BallotForm =
  | { readonly kind: 'mark'; readonly least: number; readonly most: number }
  | { readonly kind: 'each' }

export interface RecordSheet {
  readonly entitled: number
  readonly present: number
  readonly issued: number
  readonly returned: number
  readonly valid: number
  readonly invalid: number
  readonly abstained: number
  readonly votes: Readonly<Record<string, Votes>>
}

export type ChannelName = 'paper' | 'electronic'

/** What does not add up; `found` and `expected` are the two numbers that should agree, or found should not exceed. */
export interface Discrepancy {
  readonly kind:
    | 'notANumber'
    | 'presentOverEntitled'
    | 'issuedOverPresent'
    | 'invalidOverReturned'
    | 'blankOverValid'
    | 'electronicInvalid'
    | 'projectMissing'
    | 'projectUnknown'
    | 'votesNotValid'
    | 'abstainUnderBlank'
    | 'marksOverMarked'
    | 'marksOutOfRange'
  readonly channel?: ChannelName
  readonly project?: string
  readonly found: number
  readonly expected: number
}

const NONE: Votes = { for: 0, against: 0, abstain: 0 }

/** Sums of both channels. Invalid and blank ballots stand apart; nothing is corrected. */
export function recordSheet(
  projects: readonly string[],
  attendance: Attendance,
  paper: Channel,
  electronic: Channel,
): RecordSheet {
  const both = (pick: (channel: Channel) => number): number => pick(paper) + pick(electronic)
  const votesOf = (channel: Channel, project: string): Votes => channel.votes[project] ?? NONE
  return {
    ...attendance,
    issued: both(({ issued }) => issued),
    returned: both(({ returned }) => returned),
    valid: both(({ returned, invalid }) => returned - invalid),
    invalid: both(({ invalid }) => invalid),
    abstained: both(({ blank }) => blank),
    votes: Object.fromEntries(
      projects.map((project) => [
        project,
        {
          for: both((channel) => votesOf(channel, project).for),
          against: both((channel) => votesOf(channel, project).against),
          abstain: both((channel) => votesOf(channel, project).abstain),
        },
      ]),
    ),
  }
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0

function channelNumbers(channel: Channel): number[] {
  const votes = Object.values(channel.votes).flatMap((vote) => [vote.for, vote.against, vote.abstain])
  return [channel.issued, channel.returned, channel.invalid, channel.blank, ...votes]
}

/** Votes of one channel against its own ballots. */
function channelDiscrepancies(form: BallotForm, projects: readonly string[], name: ChannelName, channel: Channel): Discrepancy[] {
  const found: Discrepancy[] = []
  const say = (kind: Discrepancy['kind'], value: number, expected: number, project?: string): void =>
    void found.push({ kind, channel: name, ...(project === undefined ? {} : { project }), found: value, expected })
  const { returned, invalid, blank } = channel
  const valid = returned - invalid
  if (name === 'electronic' && invalid > 0) say('electronicInvalid', invalid, 0)
  if (invalid > returned) say('invalidOverReturned', invalid, returned)
  if (blank > valid) say('blankOverValid', blank, valid)
  for (const project of Object.keys(channel.votes)) if (!projects.includes(project)) say('projectUnknown', 1, 0, project)
  for (const project of projects) {
    const votes = channel.votes[project]
    if (!votes) {
      say('projectMissing', 0, 1, project)
      continue
    }
    const sum = votes.for + votes.against + votes.abstain
    if (form.kind === 'each') {
      if (sum !== valid) say('votesNotValid', sum, valid, project)
      if (votes.abstain < blank) say('abstainUnderBlank', votes.abstain, blank, project)
    } else if (sum > valid - blank) say('marksOverMarked', sum, valid - blank, project)
  }
  if (form.kind === 'mark') {
    const marks = projects.reduce((sum, project) => sum + (channel.votes[project]?.for ?? 0), 0)
    const marked = valid - blank
    // A ballot that is not blank has at least one mark, whatever the least the question asks for.
    const [low, high] = [Math.max(1, form.least) * marked, form.most * marked]
    if (marks < low) say('marksOutOfRange', marks, low)
    if (marks > high) say('marksOutOfRange', marks, high)
  }
  return found
}

/** Everything that does not add up; empty when the sheet is sound. Returned over issued is not here: it voids the vote. */
export function discrepancies(
  form: BallotForm,
  projects: readonly string[],
  attendance: Attendance,
  paper: Channel,
  electronic: Channel,
): Discrepancy[] {
  const numbers = [attendance.entitled, attendance.present, ...channelNumbers(paper), ...channelNumbers(electronic)]
  const odd = numbers.filter((value) => !isCount(value))
  if (odd.length > 0) return odd.map((value) => ({ kind: 'notANumber', found: value, expected: 0 }))
  const found: Discrepancy[] = []
  const { entitled, present } = attendance
  if (present > entitled) found.push({ kind: 'presentOverEntitled', found: present, expected: entitled })
  const issued = paper.issued + electronic.issued
  // More ballots than people present means that someone could vote both ways.
  if (issued > present) found.push({ kind: 'issuedOverPresent', found: issued, expected: present })
  return [
    ...found,
    ...channelDiscrepancies(form, projects, 'paper', paper),
    ...channelDiscrepancies(form, projects, 'electronic', electronic),
  ]
}
