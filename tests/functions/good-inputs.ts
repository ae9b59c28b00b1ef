import { randomUUID } from 'node:crypto'
import type { ActionName, Contract } from '@shared/contract/registry'
import { spoken, type County, type Person } from './county'

export type Samples = { readonly [N in ActionName]: Contract[N]['input'] }

/** One input of each action that would do what it says. */
export async function goodInputs(county: County, resident: Person): Promise<Samples> {
  const { clerk, handler, deputy, housing, station } = county.ids
  const { opinionId, trackingNumber } = await county.as(resident).does('opinion.submit', { ...spoken(county), contact: { name: '林', phone: '13800001234' } })
  const other = (await county.as(resident).does('opinion.submit', spoken(county))).opinionId
  const noted = await county.as(deputy).does('opinion.takeDown', { stationId: station.id, text: '台阶太高', mediaIds: [], anonymous: false })
  const { slipCode } = await county.as(deputy).does('opinion.slip', { opinionId: noted.opinionId })
  await county.tick()
  const { version } = await county.as(clerk).does('opinion.viewAsStaff', { opinionId })
  await county.as(clerk).does('opinion.assign', { opinionId, version, unitId: housing, weight: 'small' })
  const file = await county.as(clerk).does('opinion.viewAsStaff', { opinionId })
  const handlingId = file.handling?.handlingId ?? ''
  await county.as(handler).does('handling.acknowledge', { handlingId, version: file.version })
  const seen = { opinionId: other, version: (await county.as(clerk).does('opinion.viewAsStaff', { opinionId: other })).version }
  const held = { handlingId, version: file.version + 1 }
  const { mediaId } = await county.as(resident).does('media.ticket', { kind: 'photo', mime: 'image/jpeg', bytes: 10 })
  const { pollToken, code, word } = await county.as(resident).does('people.signInStart', {})
  const slipProof = { by: 'slip' as const, slipCode }
  return {
    'station.view': { code: station.code },
    'station.find': { words: '城关', near: { lat: 38, lng: 114 }, cursor: 'x', limit: 5 },
    'station.mine': {},
    'station.ofMyCongress': {},
    'opinion.submit': { ...spoken(county), place: { words: '菜市场', lat: 38, lng: 114 }, category: 'roads', contact: { name: '林', phone: '13800001234' }, onBehalfOf: { name: '王', phone: '13800001235', relation: '邻居' } },
    'opinion.takeDown': { stationId: station.id, text: '台阶', mediaIds: [], anonymous: true, neighbour: { name: '王' }, receivedAt: '2026-03-01T00:00:00Z', title: '台阶', imported: false },
    'opinion.slip': { opinionId: noted.opinionId },
    'opinion.mine': { cursor: 'x', limit: 5 },
    'opinion.view': { opinionId },
    'opinion.track': { proof: { by: 'phone', trackingNumber, lastFour: '1234' } },
    'opinion.rateTracked': { proof: slipProof, round: 1, rating: 'satisfied', words: '好' },
    'opinion.rate': { opinionId, round: 1, rating: 'mostly', words: '好' },
    'opinion.supplement': { opinionId, text: '补充', mediaIds: [mediaId] },
    'opinion.withdraw': { opinionId, why: '不用了' },
    'opinion.atMyStations': { stationId: station.id, takenDownByMe: false, cursor: 'x', limit: 5 },
    'opinion.viewAsDeputy': { opinionId },
    'opinion.queue': { tab: 'new', overdueOnly: false, stationId: station.id, category: 'roads', unitId: housing, olderThanDays: 3, text: '路灯', cursor: 'x', limit: 5 },
    'opinion.export': { tab: 'new', text: '路灯', format: 'csv' },
    'opinion.queueCounts': {},
    'opinion.viewAsStaff': { opinionId },
    'opinion.contact': { opinionId, why: '核实' },
    'opinion.similar': { opinionId, text: '路灯' },
    'opinion.vouch': { ...seen, why: '看过' },
    'opinion.accept': { ...seen, category: 'roads' },
    'opinion.decline': { ...seen, reason: 'noContent', words: '没有内容' },
    'opinion.askForMore': { ...seen, words: '在哪里' },
    'opinion.answerNow': { ...seen, text: '已办', mediaIds: [] },
    'opinion.merge': { ...seen, into: opinionId, why: '同一件' },
    'opinion.assign': { ...seen, unitId: housing, weight: 'hard', dueOn: '2026-04-01', category: 'roads', remark: '请办' },
    'opinion.dueChoices': {},
    'handling.queue': { tab: 'open', cursor: 'x', limit: 5 },
    'handling.queueCounts': {},
    'handling.view': { handlingId },
    'handling.contact': { handlingId, why: '联系' },
    'handling.acknowledge': held,
    'handling.return': { ...held, reason: '不归我们' },
    'handling.progress': { ...held, text: '在办', mediaIds: [] },
    'handling.askExtension': { ...held, until: '2026-04-20', reason: '等料' },
    'handling.reply': { ...held, text: '办好了', replyClass: 'B', promisedOn: '2026-05-01', mediaIds: [] },
    'handling.insist': { ...held, words: '你办' },
    'handling.transfer': { ...held, unitId: housing, weight: 'small', dueOn: '2026-04-01', remark: '转' },
    'handling.takeBack': { ...held, why: '重新定' },
    'handling.grantExtension': { ...held, words: '同意' },
    'handling.refuseExtension': { ...held, words: '不同意' },
    'handling.sendBack': { ...held, remark: '重写' },
    'handling.release': held,
    'handling.urge': { ...held, words: '快办' },
    'people.me': {},
    'people.units': {},
    'people.exportMine': {},
    'people.eraseMe': { confirm: '注销' },
    'people.signInStart': {},
    'people.signInPoll': { pollToken },
    'people.signInLook': { code },
    'people.signInConfirm': { code, word },
    'people.sessions': {},
    'people.endSession': { sessionId: randomUUID() },
    'notice.inbox': { cursor: 'x', limit: 5 },
    'notice.read': { noticeIds: [randomUUID()] },
    'notice.bells': {},
    'notice.consent': { bells: ['replied', 'asked'] },
    'media.ticket': { kind: 'sound', mime: 'audio/mp4', bytes: 100, seconds: 5 },
    'media.arrive': { mediaId },
  }
}
