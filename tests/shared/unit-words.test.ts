import { handlingStates, owingStates, type HandlingState } from '@shared/domain/handling'
import { dueMark, sayToUnit } from '@/features/unit/unit-words'

const now = new Date('2026-03-10T02:00:00Z')
const states = Object.keys(handlingStates) as HandlingState[] // the record has no other keys than its type says
const matter = (state: HandlingState, dueOn: string, overdue = false) => ({
  state,
  dueOn,
  dueWords: owingStates.includes(state) ? (overdue ? '已逾期 2 个工作日' : '还剩 3 个工作日') : '',
  overdue: overdue && owingStates.includes(state),
})

describe('how a matter stands, said to its handler', () => {
  test.each(states)('%s: a whole sentence that says 超期 exactly when the unit is late', (state) => {
    for (const overdue of [false, true]) {
      const said = sayToUnit(matter(state, '2026-03-06', overdue), now)
      expect(said).toMatch(/^[\u4e00-\u9fff].+[^，。：]$/)
      expect(said.includes('超期')).toBe(overdue && owingStates.includes(state))
    }
  })

  test('asks for the signature first, then names the day', () => {
    expect(sayToUnit(matter('assigned', '2026-03-12'), now)).toBe('请签收，3月12日前答复')
    expect(sayToUnit(matter('rework', '2027-01-05'), now)).toBe('群众不满意，请重新办理，2027年1月5日前再答复')
  })
})

describe('the mark of a matter', () => {
  test.each([
    ['2026-03-10', 'care'],
    ['2026-03-13', 'care'],
    ['2026-03-14', 'plain'],
  ] as const)('due on %s is %s', (dueOn, tone) => {
    expect(dueMark(matter('inProgress', dueOn), now)).toEqual({ word: '还剩 3 个工作日', tone })
  })

  test('late is bad, and where nothing is owed the state is said instead', () => {
    expect(dueMark(matter('acknowledged', '2026-03-06', true), now)).toEqual({ word: '已逾期 2 个工作日', tone: 'bad' })
    expect(dueMark(matter('replied', '2026-03-06', true), now)).toEqual({ word: '答复待审核', tone: 'plain' })
    expect(dueMark(matter('closed', '2026-03-06'), now)).toEqual({ word: '已办结', tone: 'good' })
  })
})
