import type { Contract } from '@shared/contract/registry'
import { phone } from './wechat'

type View = Contract['opinion.view']['output']

const her = phone()
const opinionId = '7a0c5c1e-3c55-4f0e-9d0a-0d5b8f1f2a10'
const me = { signedIn: true, seats: [], unread: 1, today: '2026-03-05', now: '2026-03-05T02:00:00.000Z' }
const station: Contract['station.view']['output'] = {
  stationId: '7a0c5c1e-3c55-4f0e-9d0a-0d5b8f1f2a01',
  code: 'QH01',
  name: '东街代表家站',
  congressName: '清河县人大常委会',
  address: '东街社区一楼',
  hours: '周一至周五 9:00—17:00',
  deputies: [{ name: '王桂兰', title: '县人大代表' }],
}
const answered: View = {
  opinionId,
  trackingNumber: '482109375523',
  text: '菜市场东门口的路灯不亮',
  media: [],
  stationName: station.name,
  stationCode: station.code,
  anonymous: false,
  submittedAt: '2026-03-01T02:00:00.000Z',
  state: 'handling',
  handlingState: 'released',
  sentence: '县住建局已经答复，请您评价',
  overdue: false,
  merged: false,
  replies: [{ by: '县住建局', at: '2026-03-04T02:00:00.000Z', text: '路灯已经修好。', media: [], round: 1 }],
  ratings: [],
  timeline: [
    { at: '2026-03-01T02:00:00.000Z', event: 'submit', who: '您', sentence: '您提交了意见', media: [] },
    { at: '2026-03-04T02:00:00.000Z', event: 'release', who: '县住建局', sentence: '答复了您', media: [] },
  ],
  open: ['rate'],
  round: 1,
}
her.answer({ 'people.me': () => me, 'station.view': () => station })

const submits = () => her.sent.filter((one) => one.action === 'opinion.submit')

test('a scanned code leads to its station, and from there to writing', async () => {
  const page = await her.open('pages/station/index', { scene: 'QH01' })
  await page.until(() => page.text().includes('王桂兰'))
  expect(page.text()).toContain('东街社区一楼')
  await page.tap('.button', '我有话说')
  await page.until(() => her.went() === '/pages/speak/index?code=QH01')
  await page.tap('.button', '办得怎么样了')
  await page.until(() => her.went() === '/pages/follow/index')
})

test('nothing written and nothing recorded is said at once and not sent', async () => {
  const page = await her.open('pages/speak/index', { code: 'QH01' })
  await page.tap('.button', '提交')
  await page.until(() => page.text().includes('还没有写内容，也没有录音'))
  expect(submits()).toHaveLength(0)
})

test('a draft survives the page; a dead network and a double tap make one opinion', async () => {
  const first = await her.open('pages/speak/index', { code: 'QH01' })
  await first.type('#speak-text', '菜市场东门口的路灯不亮')
  const page = await her.open('pages/speak/index', { code: 'QH01' })
  await page.until(() => page.text().includes('上次没写完的还在'))

  her.offline(true)
  await page.tap('.button', '提交')
  await page.until(() => page.text().includes('网络不通，内容还在手机里'))

  her.offline(false)
  her.answer({
    'opinion.submit': () => ({
      opinionId,
      trackingNumber: '482109375523',
      answerBy: '2026-03-12',
      sentence: '3月12日前答复您',
    }),
  })
  page.saying('.button', '提交').dispatchEvent('tap')
  page.saying('.button', '提交').dispatchEvent('tap')
  await page.until(() => her.went().startsWith('/pages/sent/index'))

  expect(submits()).toHaveLength(2)
  expect(submits()[0]?.requestId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(submits()[1]?.requestId).toBe(submits()[0]?.requestId)
  expect(submits()[1]?.input).toEqual({
    stationCode: 'QH01',
    text: '菜市场东门口的路灯不亮',
    mediaIds: [],
    anonymous: false,
  })
  expect([...her.stored.keys()].filter((key) => key.includes('draft') || key.includes('sending'))).toEqual([])
})

test('the number is shown in groups that can be read out', async () => {
  her.answer({ 'notice.bells': () => ({ items: [] }) })
  const page = await her.open('pages/sent/index', { n: '482109375523', id: opinionId, says: '3月12日前答复您' })
  await page.until(() => page.text().includes('4821 0937 5523'))
  expect(page.text()).toContain('3月12日前答复您')
})

test('a wrong digit is found before anything is asked; the right number and phone show the case', async () => {
  her.answer({ 'opinion.track': () => answered })
  const page = await her.open('pages/follow/index', { n: '482109375523' })
  await page.until(() => page.text().includes('手机号后四位'))
  await page.type('#follow-number', '482109375528')
  await page.type('#follow-last-four', '5678')
  await page.tap('.button', '查询')
  await page.until(() => page.text().includes('有一位数字不对'))
  expect(her.sent.some((one) => one.action === 'opinion.track')).toBe(false)

  await page.type('#follow-number', '4821 0937 5523')
  await page.tap('.button', '查询')
  await page.until(() => page.text().includes('路灯已经修好'))
  expect(her.sent.find((one) => one.action === 'opinion.track')?.input).toEqual({
    proof: { by: 'phone', trackingNumber: '482109375523', lastFour: '5678' },
  })
})

test('she reads the answer and rates it with words', async () => {
  let view = answered
  her.answer({
    'opinion.view': () => view,
    'opinion.rate': ({ round, rating, words = '' }) => {
      const at = me.now
      view = { ...view, open: [], sentence: '县住建局正在重新办理', ratings: [{ round, rating, words, at }] }
      return view
    },
  })
  const page = await her.open('pages/case/index', { id: opinionId })
  await page.until(() => page.text().includes('县住建局已经答复，请您评价'))
  await page.tap('.rating__one', '不满意')
  await page.until(() => page.text().includes('会请单位重新办理一次'))
  await page.type('.text-box--area', '还有一盏不亮')
  await page.tap('.button', '提交评价')
  await page.until(() => page.text().includes('县住建局正在重新办理'))
  expect(her.sent.find((one) => one.action === 'opinion.rate')?.input).toEqual({
    opinionId,
    round: 1,
    rating: 'dissatisfied',
    words: '还有一盏不亮',
  })
  expect(page.text()).toContain('您的评价')
  expect(page.text()).not.toContain('提交评价')
})

test('a refusal is shown with the button to try again, and the case comes when it can', async () => {
  const missing = { refused: { code: 'NOT_FOUND', text: '没有找到，或者您不能查看。' } }
  her.answer({ 'opinion.view': () => missing })
  const page = await her.open('pages/case/index', { id: '7a0c5c1e-3c55-4f0e-9d0a-0d5b8f1f2a11' })
  await page.until(() => page.text().includes('没有找到'))
  her.answer({ 'opinion.view': () => answered })
  await page.tap('.button', '再试一次')
  await page.until(() => page.text().includes('路灯已经修好'))
})
