/** @jest-environment ./tests/mini/county-environment.ts */
import { phone } from './wechat'

jest.setTimeout(30_000)

/**
 * The main job on the built mini-program and the real functions: a resident scans, speaks, is answered, and says
 * whether it helped. Staff and the unit work through the functions; everything of hers is done on the phone.
 */
const { county } = cloud
const { clerk, handler, housing, station } = county.ids
const resident = county.newPerson()
let holder = resident
const her = phone({ call: (room, data) => cloud.call(holder.openid, room, data), upload: cloud.upload })
// One grey pixel.
const photo = Uint8Array.from(
  Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
)

/** Her opinion once it is handed in. */
const hers = { opinionId: '', number: '' }

const mine = async () => (await county.as(resident).does('opinion.mine', {})).items
const fileOf = () => county.as(clerk).does('opinion.viewAsStaff', { opinionId: hers.opinionId })
const kept = () => [...her.stored.keys()].filter((key) => key.includes('draft') || key.includes('sending'))

/** The unit's matter of her opinion, as the unit sees it now. */
async function matter() {
  const { handling } = await fileOf()
  if (!handling) throw new Error('no unit has it')
  const { handlingId } = handling
  return { handlingId, version: (await county.as(handler).does('handling.view', { handlingId })).version }
}

/** The unit replies, staff release it, and the submitter is told. */
async function answer(text: string): Promise<void> {
  await county.as(handler).does('handling.reply', { ...(await matter()), text, replyClass: 'A', mediaIds: [] })
  await county.as(clerk).does('handling.release', await matter())
  await county.tick()
}

test('the code on a poster leads to the station, by its scene as by a link', async () => {
  const scanned = await her.open('pages/station/index', { scene: station.code })
  await scanned.shows('云溪县人大', '城关代表家站', '城关代表家站街1号', '周一至周五 9:00–17:00', '韩梅', '县人大代表')
  await scanned.close()
  const linked = await her.open('pages/station/index', { code: station.code })
  await linked.shows('城关代表家站', '韩梅')
  await linked.tap('.button', '我有话说')
  const speak = await her.arrive('pages/speak/index')
  await speak.shows('交到：城关代表家站')
})

test('a code of no station is refused in words', async () => {
  const page = await her.open('pages/station/index', { scene: 'NOBODY9' })
  await page.shows('没有找到')
  expect(page.text()).not.toContain('我有话说')
})

test('what she began to write, with its photo, survives the app being killed', async () => {
  her.device.photos.set('wxfile://tmp_lamp.png', photo)
  const before = await her.open('pages/speak/index', { code: station.code })
  await before.type('#speak-text', '南关菜市场门口的路灯坏了半个月，晚上老人走路不安全。')
  await before.fill('电话', '13800001234')
  await before.tap('.media-tile--add', '加照片')
  await before.until(() => before.text().includes('1/9') && !before.text().includes('正在上传'))
  expect(JSON.parse(String(her.stored.get(`lane.draft.speak.${station.code}.media`)))).toMatchObject([{ state: 'sent' }])
  await before.close()
  her.kill()

  const after = await her.open('pages/speak/index', { code: station.code })
  await after.shows('上次没写完的还在', '26/8000 字', '1/9')
  await after.close()
})

test('a full phone does not stop her from writing', async () => {
  const aMegabyte = 'x'.repeat(1024 * 1024 - 10)
  for (let key = 0; key < 9; key += 1) her.stored.set(`other.${key}`, aMegabyte)
  her.stored.set('other.9', aMegabyte.slice(5_000))
  const before = her.stored.get(kept()[0] ?? '')
  const page = await her.open('pages/speak/index', { code: station.code })
  await page.type('#speak-text', '路灯坏了，请来修。'.repeat(800))
  await page.shows('7200/8000 字')
  expect(her.stored.get(kept()[0] ?? '')).toBe(before)
  await page.type('#speak-text', '路灯坏了，请来修。'.repeat(900))
  await page.shows('多了100个字，最多8000字')
  await page.tap('.button', '提交')
  await page.shows('写得太长了，最多 8000 字')
  await page.close()
  for (let key = 0; key < 10; key += 1) her.stored.delete(`other.${key}`)
  expect(await mine()).toEqual([])
})

test('a double tap hands in one opinion; she sees its number and by when she is answered', async () => {
  const page = await her.open('pages/speak/index', { code: station.code })
  await page.shows('上次没写完的还在', '1/9')
  her.offline(true)
  await page.tap('.button', '提交')
  await page.shows('网络不通，内容还在手机里')
  her.offline(false)
  page.saying('.button', '提交').dispatchEvent('tap')
  page.saying('.button', '提交').dispatchEvent('tap')
  const sent = await her.arrive('pages/sent/index')

  const handedIn = await mine()
  expect(handedIn).toHaveLength(1)
  // One press without a network, and one of the double tap: the same request.
  const presses = her.sent.filter(({ action }) => action === 'opinion.submit')
  expect(presses).toHaveLength(2)
  expect(presses[1]).toEqual(presses[0])
  expect(kept()).toEqual([])
  Object.assign(hers, { opinionId: handedIn[0]?.opinionId, number: handedIn[0]?.trackingNumber })
  expect(hers.number).toMatch(/^[0-9]{4} [0-9]{4} [0-9]{4}$/)
  await sent.shows('收到了', hers.number, '已收到，3月9日前告诉您是否受理')
  await sent.tap('.button', '复制编号')
  expect(her.device.clipboard).toBe(hers.number.replaceAll(' ', ''))

  await sent.shows('要不要在微信里告诉您')
  await sent.tap('.button', '有答复就告诉我')
  await sent.shows('好的，有了答复会在微信里告诉您')
  for (const template of her.device.asked) county.services.wechat.consent(resident.openid, template, county.now())
})

test('she follows her case while the unit works on it', async () => {
  // WeChat answers about the photo later than about the words.
  await county.tick()
  expect(await county.deliver()).toBe(1)
  await county.tick()
  const file = await fileOf()
  expect(file.check).toBe('passed')
  expect(file.media).toHaveLength(1)
  await county.as(clerk).does('opinion.assign', { opinionId: hers.opinionId, version: file.version, unitId: housing, weight: 'small' })
  county.pass({ days: 1 })
  await county.as(handler).does('handling.acknowledge', await matter())
  await county.as(handler).does('handling.progress', { ...(await matter()), text: '已到现场查看，正在更换灯具。', mediaIds: [] })

  const me = await her.open('pages/me/index')
  await me.shows('我的意见', '城关代表家站')
  await me.tap('.case-row', '南关菜市场')
  const page = await her.arrive('pages/case/index')
  await page.shows('县住建局正在办理', '3月11日前答复您', '已到现场查看，正在更换灯具。', '办理经过', hers.number)
  expect(page.text()).not.toContain('这次答复，您满意吗')
  await page.close()
})

test('the bell rings and leads to the answer; dissatisfied, she has it done again with a new date', async () => {
  await answer('已安排，请耐心等待。')
  her.kill()
  const bell = county.services.wechat.bells.findLast((one) => one.openid === resident.openid)
  const [path = '', query = ''] = bell?.page.split('?') ?? []
  expect(path).toBe('pages/case/index')
  const page = await her.open(path, Object.fromEntries(new URLSearchParams(query)))
  await page.shows('县住建局已经答复，请您评价', '给您的答复', '已安排，请耐心等待。', '这次答复，您满意吗')
  await page.tap('.rating__one', '不满意')
  await page.shows('会请单位重新办理一次')
  await page.type('.text-box--area', '还有一盏不亮')
  await page.tap('.button', '提交评价')
  await page.shows('县住建局正在重新办理，4月3日前答复您', '您的评价', '还有一盏不亮')
  expect(page.text()).not.toContain('提交评价')
  await page.close()
})

test('the second answer is in her inbox; satisfied, the case is closed', async () => {
  await answer('已重新接线，六盏灯全部亮了。')
  her.kill()
  const inbox = await her.open('pages/inbox/index')
  await inbox.shows('您的意见有答复了', '未读')
  await inbox.tap('.notice', '六盏灯全部亮了')
  const page = await her.arrive('pages/case/index')
  await page.shows('第2次答复', '已重新接线，六盏灯全部亮了。')
  await page.tap('.rating__one', '基本满意')
  await page.tap('.button', '提交评价')
  await page.shows('已办结', '基本满意')
  expect(await county.as(clerk).does('opinion.queue', { tab: 'ended' })).toMatchObject({ items: [{ opinionId: hers.opinionId }] })
})

test('on another phone the number and the last four digits show the case, and nothing else does', async () => {
  her.kill()
  holder = county.newPerson()
  const page = await her.open('pages/follow/index')
  await page.shows('用编号查')
  await page.type('#follow-number', hers.number)
  await page.type('#follow-last-four', '9999')
  await page.tap('.button', '查询')
  await page.shows('查另一件')
  expect(page.text()).not.toContain('六盏灯')
  await page.tap('.button', '查另一件')

  await page.type('#follow-number', hers.number)
  await page.type('#follow-last-four', '1234')
  await page.tap('.button', '查询')
  await page.shows('已办结', '六盏灯全部亮了', '办理经过')
  await page.close()

  const stranger = await her.open('pages/case/index', { id: hers.opinionId })
  await stranger.shows('没有找到')
  expect(stranger.text()).not.toContain('六盏灯')
})
