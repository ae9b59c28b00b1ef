/** @jest-environment ./tests/mini/county-environment.ts */
import { phone } from './wechat'

jest.setTimeout(30_000)

/** The staff's list as a table, on the built mini-program and the real functions: written, shown, sent on. */
const { county } = cloud
const { clerk } = county.ids
const his = phone({ call: (room, data) => cloud.call(clerk.openid, room, data), upload: cloud.upload })
const path = 'http://usr/export-群众意见-2026-03-02.xlsx'

async function openExport() {
  const page = await his.open('packages/staff/queue/index')
  await page.shows('待受理', '筛选')
  await page.tap('.button', '筛选')
  await page.tap('.link-row', '导出表格')
  await page.shows('里的全部意见')
  return page
}

test('nothing in the list is told, and no file is written', async () => {
  const page = await openExport()
  await page.tap('.button', '导出')
  await page.shows('没有符合的意见，没有导出表格。')
  expect(his.device.written.size).toBe(0)
  await page.close()
})

test('a table for Excel is written and shown; a full phone is told in words', async () => {
  await county.as(county.newPerson()).does('opinion.submit', {
    stationCode: county.ids.station.code,
    text: '南关菜市场门口的路灯坏了半个月。',
    mediaIds: [],
    anonymous: false,
  })
  await county.tick()
  const page = await openExport()
  his.device.full = true
  await page.tap('.button', '导出')
  await page.shows('表格没有存下来')
  his.device.full = false
  await page.tap('.button', '导出')
  await page.shows('导出了 1 件。', '表格已经打开')
  expect(his.device.shown).toEqual([`opened ${path}`])
  expect(Buffer.from(his.device.written.get(path) ?? []).subarray(0, 2).toString()).toBe('PK')
  await page.close()
})

test('a CSV, which WeChat cannot show, goes to a chat; the file before it is gone', async () => {
  const page = await openExport()
  await page.tap('.choice__one', 'CSV 文本')
  his.offline(true)
  await page.tap('.button', '导出')
  await page.shows('网络不通，没有导出。')
  his.offline(false)
  await page.tap('.button', '导出')
  await page.shows('微信里不能直接看这种表格')
  await page.tap('.button', '发到聊天里')
  expect(his.device.shown.at(-1)).toBe('sent 群众意见-2026-03-02.csv')
  const [only, ...others] = [...his.device.written]
  expect(others).toEqual([])
  expect(Buffer.from(only?.[1] ?? []).toString()).toContain('南关菜市场门口的路灯坏了半个月。')
  await page.close()
})
