import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { templates } from '../../local/services/templates'
import { WeChatRecord } from '../../local/services/wechat-record'
import { openStand, type Stand } from './stand'

// A machine under load draws a code slowly.
jest.setTimeout(60_000)

let stand: Stand
let openid: string
beforeAll(async () => {
  stand = await openStand()
})
afterAll(() => stand.close())
beforeEach(() => {
  openid = stand.wechat.addAccount({ name: '王大娘', about: '群众' }).openid
  stand.wechat.see(openid, stand.time)
})

async function ask(apiName: string, requestData: object): Promise<Record<string, unknown>> {
  const answer: unknown = await stand.sdk.callWxOpenApi({ apiName, requestData })
  // node-sdk types the answer as any; its `result` is the parsed JSON of WeChat.
  return (answer as { result: Record<string, unknown> }).result
}

const replied = templates.find((one) => one.bell === 'replied')
const good = {
  character_string1: { value: '1234-5678-9012' },
  thing2: { value: '巷子里的路灯坏了' },
  thing3: { value: '县城市管理局' },
  time4: { value: '2026年3月2日 10:00' },
  thing5: { value: '请查看答复并评价' },
}
const message = (change: object = {}) => ({
  touser: openid,
  templateId: replied?.id,
  page: 'pages/case/index?id=1',
  data: good,
  ...change,
})
const send = (change: object = {}) => ask('subscribeMessage.send', message(change))

describe('subscribeMessage.send', () => {
  test('one consent is one message; the next is refused with 43101', async () => {
    expect(await send()).toMatchObject({ errcode: 43101 })
    stand.wechat.consent(openid, replied?.id ?? '', stand.time)
    expect(await send()).toEqual({ errcode: 0, errmsg: 'ok' })
    expect(await send()).toMatchObject({ errcode: 43101 })
    const mine = stand.wechat.bells.filter((bell) => bell.openid === openid)
    expect(mine).toHaveLength(1)
    expect(mine[0]?.fields).toMatchObject({ thing2: '巷子里的路灯坏了' })
  })

  test('a consent is for its template only', async () => {
    stand.wechat.consent(openid, templates.find((one) => one.bell === 'due')?.id ?? '', stand.time)
    expect(await send()).toMatchObject({ errcode: 43101 })
  })

  test.each([
    ['an unknown person', { touser: 'nobody' }, 40003, 'invalid openid'],
    ['an unknown template', { templateId: 'other' }, 40037, 'invalid template_id'],
    ['a page with a leading slash', { page: '/pages/case/index' }, 41030, 'invalid page'],
    ['a field too long', { data: { ...good, thing2: { value: '字'.repeat(21) } } }, 47003, 'argument invalid! data.thing2.value invalid'],
    ['an empty field', { data: { ...good, thing3: { value: ' ' } } }, 47003, 'argument invalid! data.thing3.value is empty'],
    ['a missing field', { data: { ...good, thing5: undefined } }, 47003, 'argument invalid! data.thing5.value is empty'],
    ['a wrong time', { data: { ...good, time4: { value: '三月二日' } } }, 47003, 'argument invalid! data.time4.value invalid'],
    ['a field that the template has not', { data: { ...good, thing9: { value: '多' } } }, 47003, 'argument invalid! data.thing9 invalid'],
    ['no data', { data: undefined }, 47003, 'argument invalid! data is empty'],
  ])('refuses %s and spends no consent', async (_what, change, errcode, errmsg) => {
    stand.wechat.consent(openid, replied?.id ?? '', stand.time)
    expect(await send(change)).toEqual({ errcode, errmsg })
    expect(stand.wechat.consentsLeft(openid, replied?.id ?? '')).toBe(1)
  })
})

describe('security.msgSecCheck', () => {
  const check = (change: object = {}) =>
    ask('security.msgSecCheck', { openid, scene: 2, version: 2, content: '路灯坏了', ...change })

  test.each([
    ['plain words', '村口的路坑洼不平', 'pass'],
    ['doubtful words', '有人说加微信就能赚钱', 'review'],
    ['unlawful words', '代开发票，价格面议', 'risky'],
  ])('%s', async (_what, content, suggest) => {
    expect(await check({ content })).toMatchObject({ errcode: 0, result: { suggest } })
  })

  test('takes 2,500 characters, counted as people count them, and refuses one more', async () => {
    expect(await check({ content: '𠮷'.repeat(2500) })).toMatchObject({ errcode: 0 })
    expect(await check({ content: '字'.repeat(2501) })).toMatchObject({ errcode: 45002 })
  })

  test.each([
    ['an unknown person', { openid: 'nobody' }, 40003],
    ['nothing', { content: '' }, 44004],
    ['another version', { version: 1 }, 40097],
    ['a scene there is not', { scene: 5 }, 40097],
  ])('refuses %s', async (_what, change, errcode) => {
    expect(await check(change)).toMatchObject({ errcode })
  })

  test('refuses somebody who left the mini-program more than two hours ago', async () => {
    stand.wechat.see(openid, new Date(stand.time.getTime() - 2 * 3_600_000))
    expect(await check()).toMatchObject({ errcode: 0 })
    stand.wechat.see(openid, new Date(stand.time.getTime() - 2 * 3_600_000 - 1))
    expect(await check()).toMatchObject({ errcode: 61010 })
  })
})

describe('wxacode.getUnlimited', () => {
  const draw = (change: object = {}) => ask('wxacode.getUnlimited', { scene: 'YX001', page: 'pages/station/index', width: 280, ...change })

  test('draws a PNG', async () => {
    const { buffer, contentType } = await draw()
    expect(contentType).toBe('image/png')
    expect(Buffer.from(String(buffer), 'base64').subarray(1, 4).toString()).toBe('PNG')
  })

  test.each([
    ['a scene of 33 characters', { scene: 'a'.repeat(33) }, 40129],
    ['a scene with a percent sign', { scene: 'a%20b' }, 40129],
    ['a scene in Chinese', { scene: '云溪' }, 40129],
    ['an empty scene', { scene: '' }, 40129],
    ['a page with a leading slash', { page: '/pages/station/index' }, 41030],
    ['a width of 279', { width: 279 }, 40097],
    ['a width of 1281', { width: 1281 }, 40097],
  ])('refuses %s', async (_what, change, errcode) => {
    expect(await draw(change)).toMatchObject({ errcode })
  })

  test('takes 32 characters and every sign that is allowed', async () => {
    expect(await draw({ scene: 'a'.repeat(32) })).toMatchObject({ errcode: 0 })
    expect(await draw({ scene: "!#$&'()*+,/:;=?@-._~" })).toMatchObject({ errcode: 0 })
  })
})

test('an interface that is not there is refused', async () => {
  expect(await ask('phonenumber.getNothing', {})).toMatchObject({ errcode: 40066 })
})

test('what WeChat knows survives a restart, a torn last line included', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'express-lane-wechat-'))
  const file = path.join(directory, 'wechat.jsonl')
  const first = new WeChatRecord(file)
  const { openid: hers } = first.addAccount({ name: '李婶', about: '群众' })
  first.consent(hers, 't', stand.time)
  first.consent(hers, 't', stand.time)
  first.deliver({ at: stand.time.toISOString(), openid: hers, templateId: 't', fields: { thing1: '好' }, page: '' })
  const { appendFileSync } = await import('node:fs')
  appendFileSync(file, '{"kind":"consent","openid"')
  const second = new WeChatRecord(file)
  expect(second.accounts.get(hers)?.name).toBe('李婶')
  expect(second.consentsLeft(hers, 't')).toBe(1)
  expect(second.bells).toHaveLength(1)
  rmSync(directory, { recursive: true })
})
