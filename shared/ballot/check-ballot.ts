import { parseBallot, unsignedText, type Answer, type Ballot } from './ballot'
import { allowedTotals, divideOut, hashJson, type OpenElection, type Question } from './election'
import { isMember } from './engine'
import { group, multiply } from './group'
import { disjunctionHolds, knowledgeHolds, type Proof, type Statement } from './proofs'
import { demand, type Where } from './refusal'

/** What stays of a ballot once it is checked: whose credential, and the ciphertexts to add to the tally. */
export interface CheckedBallot {
  readonly credential: bigint
  readonly choices: readonly (readonly Statement[])[]
}

/** Takes each element that must lie in the subgroup; by default each is tested at once. */
export type MemberCheck = (x: bigint, where: Where) => void

/** Tests membership of one element at once. */
export function directMembers(election: OpenElection): MemberCheck {
  return (x, where) => demand(isMember(election.engine, x), 'ballot-member', where)
}

/** Proofs of a ballot that the parser has been over. */
const numbersOf = (proofs: readonly Proof[]): { c: bigint; t: bigint }[] =>
  proofs.map(({ challenge, response }) => ({ c: BigInt(challenge), t: BigInt(response) }))

function product(choices: readonly Statement[]): Statement {
  const { one } = group()
  return choices.reduce((sum, { alpha, beta }) => ({ alpha: multiply(sum.alpha, alpha), beta: multiply(sum.beta, beta) }), {
    alpha: one,
    beta: one,
  })
}

/** Everything about one question: each choice is 0 or 1, the total is allowed, a blank is only blank. Spec 4.12, 4.13. */
function checkAnswer(election: OpenElection, head: string, question: Question, answer: Answer, where: Where): Statement[] {
  const { engine } = election
  const choices = answer.choices.map(({ alpha, beta }) => ({ alpha: BigInt(alpha), beta: BigInt(beta) }))
  const one = engine.hash().update(`prove|${head}|`)
  choices.forEach((choice, i) => {
    const prefix = one.copy().update(`${answer.choices[i]?.alpha},${answer.choices[i]?.beta}|`)
    const values = [choice, { alpha: choice.alpha, beta: multiply(choice.beta, election.inverseG) }]
    const proofs = numbersOf(answer.individual_proofs[i] ?? [])
    demand(disjunctionHolds(election, prefix, values, proofs), 'ballot-choice-proof', { ...where, answer: i + 1 })
  })
  const all = `${head}|${answer.choices.map(({ alpha, beta }) => `${alpha},${beta}`).join(',')}`
  const total = product(question.blank ? choices.slice(1) : choices)
  const totals = allowedTotals(question).map((v) => ({ alpha: total.alpha, beta: divideOut(election, total.beta, v) }))
  const proofs = numbersOf(answer.overall_proof)
  if (!question.blank) {
    const prefix = engine.hash().update(`prove|${all}|${total.alpha},${total.beta}|`)
    demand(disjunctionHolds(election, prefix, totals, proofs), 'ballot-total-proof', where)
    return choices
  }
  const slot = choices[0] ?? total // a blank question has its slot: the parser counted them
  const blank = engine.hash().update(`bproof0|${all}|`)
  const blankProofs = numbersOf(answer.blank_proof ?? [])
  demand(disjunctionHolds(election, blank, [slot, total], blankProofs), 'ballot-blank-proof', where)
  const prefix = engine.hash().update(`bproof1|${all}|`)
  const first = { alpha: slot.alpha, beta: divideOut(election, slot.beta, 1) }
  demand(disjunctionHolds(election, prefix, [first, ...totals], proofs), 'ballot-total-proof', where)
  return choices
}

/**
 * Checks everything a ballot can prove by itself: canonical text, this election, members of the group, every proof,
 * the signature. Who may vote is the board's question. Specification 4.11 to 4.15.
 */
export function checkBallot(
  election: OpenElection,
  text: string,
  member: MemberCheck = directMembers(election),
): CheckedBallot {
  return checkParsed(election, parseBallot(election, text), member)
}

/** The same for a ballot that has been read already. */
export function checkParsed(
  election: OpenElection,
  ballot: Required<Ballot>,
  member: MemberCheck = directMembers(election),
): CheckedBallot {
  const { engine, g } = election
  const credential = BigInt(ballot.credential)
  member(credential, { field: 'credential' })
  ballot.answers.forEach((answer, i) =>
    answer.choices.forEach((choice, j) => {
      const where = { question: i + 1, answer: j + 1 }
      member(BigInt(choice.alpha), { ...where, field: 'alpha' })
      member(BigInt(choice.beta), { ...where, field: 'beta' })
    }),
  )
  demand(hashJson(engine, unsignedText(ballot)) === ballot.signature.hash, 'ballot-signature', { field: 'hash' })
  const [proof] = numbersOf([ballot.signature.proof])
  const signed = proof && knowledgeHolds(engine, g, `sig|${ballot.signature.hash}|`, credential, proof)
  demand(signed === true, 'ballot-signature', { field: 'proof' })
  const head = `${election.fingerprint}|${ballot.credential}`
  const choices = election.questions.map((question, i) => {
    const answer = ballot.answers[i]
    demand(answer !== undefined, 'ballot-shape', { question: i + 1 })
    return checkAnswer(election, head, question, answer, { question: i + 1 })
  })
  return { credential, choices }
}
