import { openEvents } from '@shared/domain/state-table'
import { handlingStates, handlingTable, type HandlingState } from '@shared/domain/handling'
import { opinionStates, opinionTable, type OpinionState } from '@shared/domain/opinion'
import { staffEvents, deskTabs } from '@shared/contract/opinion-desk'
import { addressOf, filtersFrom, narrowedBy, questionOf } from '@/features/staff/desk-filters'
import { deskTabWords } from '@/features/staff/desk-tabs'
import { savedIn, sayExported } from '@/features/staff/export-words'
import { moves, openMoves, wordOf, type StaffEvent } from '@/features/staff/moves'
import { dueMark } from '@/features/staff/staff-words'

const staffOnly = (events: readonly string[]): StaffEvent[] => staffEvents.filter((event) => events.includes(event))

describe('the moves that the desk offers', () => {
  const opinionCells = (Object.keys(opinionStates) as OpinionState[]).map((state) => ({
    state: `opinion ${state}`,
    // Taking back is the handling's event; the opinion only follows.
    open: staffOnly(openEvents(opinionTable, state, 'staff')).filter((event) => event !== 'takeBack'),
  }))
  const handlingCells = (Object.keys(handlingStates) as HandlingState[]).map((state) => ({
    state: `handling ${state}`,
    open: staffOnly(openEvents(handlingTable, state, 'staff')),
  }))

  it.each([...opinionCells, ...handlingCells])('offers every open event of $state once, and no other', ({ open }) => {
    const { main, others } = openMoves({ open })
    expect([...(main === undefined ? [] : [main]), ...others].sort()).toEqual([...open].sort())
    // Where staff can do anything, one button leads.
    expect(main === undefined).toBe(open.length === 0)
  })

  it('knows a word for every event of the contract', () => {
    expect(Object.keys(moves).sort()).toEqual([...staffEvents].sort())
  })

  it('takes a new opinion on by assigning it', () => {
    expect(wordOf('assign', { state: 'toReview' })).toBe('受理并交办')
    expect(wordOf('assign', { state: 'accepted' })).toBe('交办')
  })

  it('decides an extension before it urges', () => {
    expect(openMoves({ open: ['grantExtension', 'refuseExtension', 'urge'] })).toEqual({
      main: 'grantExtension',
      others: ['refuseExtension', 'urge'],
    })
  })
})

describe('what the list is narrowed to', () => {
  const filters = { tab: 'inHand', late: true, station: 's', category: 'roads', unit: 'u', age: '7', text: '路 灯' } as const

  it('comes back from the address as it went in', () => {
    expect(filtersFrom(addressOf(filters))).toEqual(filters)
    const plain = { tab: 'new', late: false, text: '' } as const
    expect(filtersFrom(addressOf(plain))).toEqual(plain)
  })

  it('leaves out what an address tells wrongly', () => {
    expect(filtersFrom({ tab: 'nowhere', age: '8', late: 'yes' })).toEqual({ tab: 'new', late: false, text: '' })
  })

  it('asks the contract for just that', () => {
    expect(questionOf(filters)).toEqual({
      tab: 'inHand',
      overdueOnly: true,
      stationId: 's',
      category: 'roads',
      unitId: 'u',
      olderThanDays: 7,
      text: '路 灯',
    })
    expect(questionOf({ tab: 'new', late: false, text: '' })).toEqual({ tab: 'new' })
    expect(narrowedBy(filters)).toBe(5)
    expect(narrowedBy({ tab: 'new', late: false, text: '路' })).toBe(0)
  })

  it('calls the tabs as the contract does', () => {
    expect(deskTabWords).toEqual(deskTabs)
  })
})

describe('words for staff', () => {
  it.each([
    ['今天到期', false, 'care'],
    ['还剩 2 个工作日', false, 'care'],
    ['还剩 3 个工作日', false, 'plain'],
    ['还剩 12 个工作日', false, 'plain'],
    ['已逾期 1 个工作日', true, 'bad'],
  ] as const)('%s (overdue: %s) looks %s', (dueWords, overdue, tone) => {
    expect(dueMark({ dueWords, overdue })).toEqual({ word: dueWords, tone })
  })

  it('has no mark where no date is owed', () => {
    expect(dueMark({ overdue: false })).toBeUndefined()
  })
})

describe('the desk exported as a table', () => {
  it.each([
    [{ rows: 12, cut: false }, '导出了 12 件。'],
    [{ rows: 2000, cut: true }, '只导出了前2000件，请先筛选。'],
    [{ rows: 0, cut: false }, '没有符合的意见，没有导出表格。'],
  ])('%o is told as %s', (came, words) => expect(sayExported(came)).toBe(words))

  it('is told where it is; only what WeChat cannot show is to be opened elsewhere', () => {
    expect(savedIn('downloaded', '群众意见.csv')).toContain('群众意见.csv')
    expect(savedIn('opened', '群众意见.xlsx')).toContain('已经打开')
    expect(savedIn('written', '群众意见.xlsx')).toContain('没能直接打开')
    expect(savedIn('written', '群众意见.csv')).toContain('不能直接看')
  })
})
