import { eachDatabase, type OpenDatabase } from './databases'
import { openCounty, spoken, type County, type Person } from './county'

/** Brings an opinion to a unit's desk: submitted, checked, assigned. */
async function assigned(county: County, resident: Person) {
  const { clerk, housing } = county.ids
  const taken = await county.as(resident).does('opinion.submit', spoken(county))
  await county.tick()
  const file = await county.as(clerk).does('opinion.viewAsStaff', { opinionId: taken.opinionId })
  await county.as(clerk).does('opinion.assign', { opinionId: taken.opinionId, version: file.version, unitId: housing, weight: 'small' })
  const { handling } = await county.as(clerk).does('opinion.viewAsStaff', { opinionId: taken.opinionId })
  if (!handling) throw new Error('the unit has the matter')
  return { opinionId: taken.opinionId, handlingId: handling.handlingId }
}

const versionOf = async (county: County, handlingId: string) =>
  (await county.as(county.ids.handler).does('handling.view', { handlingId })).version

/** Acknowledged, replied by the unit, released by staff. */
async function answered(county: County, handlingId: string, text: string) {
  const { clerk, handler } = county.ids
  const view = await county.as(handler).does('handling.view', { handlingId })
  if (view.open.includes('acknowledge')) await county.as(handler).does('handling.acknowledge', { handlingId, version: view.version })
  await county.as(handler).does('handling.reply', {
    handlingId,
    version: await versionOf(county, handlingId),
    text,
    replyClass: 'A',
    mediaIds: [],
  })
  return county.as(clerk).does('handling.release', { handlingId, version: await versionOf(county, handlingId) })
}

eachDatabase('the opinion loop', (open) => {
  let base: OpenDatabase
  let county: County
  beforeAll(async () => {
    base = await open()
    county = await openCounty(base.pool)
  })
  afterAll(async () => {
    await county.close()
    await base.close()
  })

  it('a resident speaks, is answered, and says whether it helped', async () => {
    const { clerk, handler } = county.ids
    const resident = county.newPerson()
    await county.as(resident).does('notice.consent', { bells: ['replied'] })
    county.services.wechat.consent(resident.openid, county.platform.settings.templates.replied ?? '', county.now())

    const taken = await county.as(resident).does('opinion.submit', { ...spoken(county), contact: { name: '王大娘', phone: '13800001234' } })
    expect(taken.trackingNumber).toMatch(/^\d{4} \d{4} \d{4}$|^\d{12}$/)
    expect(taken.answerBy).toBe('2026-03-09')
    await county.tick()

    const queue = await county.as(clerk).does('opinion.queue', { tab: 'new' })
    expect(queue.items.find((i) => i.opinionId === taken.opinionId)?.sentence).toBe('已收到，3月9日前告诉提交人是否受理')
    const file = await county.as(clerk).does('opinion.viewAsStaff', { opinionId: taken.opinionId })
    expect(file.check).toBe('passed')
    await county.as(clerk).does('opinion.accept', { opinionId: taken.opinionId, version: file.version, category: 'roads' })
    const after = await county.as(clerk).does('opinion.viewAsStaff', { opinionId: taken.opinionId })
    const assignedTo = await county.as(clerk).does('opinion.assign', {
      opinionId: taken.opinionId,
      version: after.version,
      unitId: county.ids.housing,
      weight: 'small',
      remark: '请尽快现场查看',
    })
    expect(assignedTo.sentence).toBe('已交给县住建局办理，3月11日前答复提交人')

    county.pass({ days: 1 })
    const [line] = (await county.as(handler).does('handling.queue', { tab: 'toAcknowledge' })).items
    const handlingId = line?.handlingId ?? ''
    const seen = await county.as(handler).does('handling.view', { handlingId })
    expect(seen).toMatchObject({ submitter: '王大娘', assignRemark: '请尽快现场查看', contactAllowed: true })
    await county.as(handler).does('handling.acknowledge', { handlingId, version: seen.version })
    await county.as(handler).does('handling.progress', {
      handlingId,
      version: await versionOf(county, handlingId),
      text: '已到现场查看，正在更换灯具。',
      mediaIds: [],
    })
    await county.as(handler).does('handling.reply', {
      handlingId,
      version: await versionOf(county, handlingId),
      text: '路灯已全部修好，共更换灯具6盏。',
      replyClass: 'A',
      mediaIds: [],
    })
    const checking = await county.as(clerk).does('opinion.viewAsStaff', { opinionId: taken.opinionId })
    expect(checking.handling?.draftReply?.text).toContain('更换灯具6盏')
    // Until staff release it, the submitter does not see the reply.
    expect((await county.as(resident).does('opinion.view', { opinionId: taken.opinionId })).replies).toEqual([])

    const released = await county.as(clerk).does('handling.release', { handlingId, version: checking.version })
    // Staff are told how it stands for the submitter, who is told how it stands for her, below.
    expect(released).toMatchObject({ told: 1, sentence: '县住建局已经答复，等提交人评价' })
    await county.tick()
    expect(county.services.wechat.bells.filter((b) => b.openid === resident.openid)).toHaveLength(1)

    const mine = await county.as(resident).does('opinion.view', { opinionId: taken.opinionId })
    expect(mine.replies).toMatchObject([{ by: '县住建局', text: '路灯已全部修好，共更换灯具6盏。', round: 1 }])
    expect(mine.sentence).toBe('县住建局已经答复，请您评价')
    expect(mine.open).toEqual(['rate'])
    const rated = await county.as(resident).does('opinion.rate', { opinionId: taken.opinionId, round: 1, rating: 'satisfied', words: '修得快' })
    expect(rated).toMatchObject({ state: 'closed', open: [] })
    expect(rated.timeline.map((e) => e.event)).toEqual([
      'submit', 'accept', 'assign', 'acknowledge', 'progress', 'release', 'rateHelped', 'conclude',
    ])
    const inbox = await county.as(resident).does('notice.inbox', {})
    expect(inbox.items.map((n) => n.title)).toContain('您的意见有答复了')
    expect((await county.as(clerk).does('opinion.queue', { tab: 'ended' })).items.map((i) => i.opinionId)).toContain(taken.opinionId)
  })

  it('dissatisfied opens a rework with a new date; after it the case closes whatever the rating', async () => {
    const resident = county.newPerson()
    const { opinionId, handlingId } = await assigned(county, resident)
    await answered(county, handlingId, '已安排，请耐心等待。')
    const first = await county.as(resident).does('opinion.rate', { opinionId, round: 1, rating: 'dissatisfied', words: '灯还是不亮' })
    expect(first).toMatchObject({ state: 'handling', handlingState: 'rework', round: 2, open: [] })
    expect(first.dueOn).toBe('2026-04-03')
    await answered(county, handlingId, '已重新接线，路灯亮了。')
    const second = await county.as(resident).does('opinion.rate', { opinionId, round: 2, rating: 'dissatisfied' })
    expect(second.state).toBe('closed')
    expect(second.ratings.map((r) => r.rating)).toEqual(['dissatisfied', 'dissatisfied'])
    const again = await county.as(resident).call('opinion.rate', { opinionId, round: 2, rating: 'satisfied' })
    expect(again).toMatchObject({ ok: false, refusal: { code: 'ALREADY_RATED' } })
  })

  it('every submitter of merged opinions is answered, and can rate', async () => {
    const { clerk } = county.ids
    const one = county.newPerson()
    const two = county.newPerson()
    const lead = await assigned(county, one)
    const taken = await county.as(two).does('opinion.submit', spoken(county, '菜市场路口晚上没有灯，路灯坏了很久。'))
    await county.tick()
    const similar = await county.as(clerk).does('opinion.similar', { opinionId: taken.opinionId })
    expect(similar.items.map((i) => i.opinionId)).toContain(lead.opinionId)
    const file = await county.as(clerk).does('opinion.viewAsStaff', { opinionId: taken.opinionId })
    await county.as(clerk).does('opinion.merge', { opinionId: taken.opinionId, version: file.version, into: lead.opinionId })
    const released = await answered(county, lead.handlingId, '路灯已修好。')
    expect(released.told).toBe(2)
    for (const person of [one, two]) {
      const inbox = await county.as(person).does('notice.inbox', {})
      expect(inbox.items.some((n) => n.title === '您的意见有答复了' && n.body.includes('路灯已修好'))).toBe(true)
    }
    const theirs = await county.as(two).does('opinion.view', { opinionId: taken.opinionId })
    expect(theirs).toMatchObject({ merged: true, open: ['rate'], replies: [{ text: '路灯已修好。' }] })
    await county.as(two).does('opinion.rate', { opinionId: taken.opinionId, round: 1, rating: 'mostly' })
    expect((await county.as(one).does('opinion.view', { opinionId: lead.opinionId })).open).toEqual(['rate'])
    await county.as(one).does('opinion.rate', { opinionId: lead.opinionId, round: 1, rating: 'satisfied' })
    expect((await county.as(two).does('opinion.view', { opinionId: taken.opinionId })).sentence).toBe('已办结')
  })

  it('merged into a case that is merged again, the submitter still stands with the last one', async () => {
    const { clerk } = county.ids
    const people = [county.newPerson(), county.newPerson(), county.newPerson()]
    const ids: string[] = []
    for (const p of people) ids.push((await county.as(p).does('opinion.submit', spoken(county))).opinionId)
    await county.tick()
    const [a = '', b = '', c = ''] = ids
    const version = async (opinionId: string) => (await county.as(clerk).does('opinion.viewAsStaff', { opinionId })).version
    await county.as(clerk).does('opinion.merge', { opinionId: a, version: await version(a), into: b })
    await county.as(clerk).does('opinion.merge', { opinionId: b, version: await version(b), into: c })
    const file = await county.as(clerk).does('opinion.viewAsStaff', { opinionId: c })
    expect(file.mergedHere.map((m) => m.opinionId).sort()).toEqual([a, b].sort())
    await county.as(clerk).does('opinion.answerNow', { opinionId: c, version: file.version, text: '今晚就修。', mediaIds: [] })
    for (const [i, p] of people.entries()) {
      const seen = await county.as(p).does('opinion.view', { opinionId: ids[i] ?? '' })
      expect(seen.replies.map((r) => r.text)).toEqual(['今晚就修。'])
    }
    const back = await county.as(clerk).call('opinion.merge', { opinionId: c, version: file.version + 1, into: a })
    expect(back).toMatchObject({ ok: false, refusal: { code: 'MERGE_TARGET_ENDED' } })
  })

  it('whoever is merged into a case that has its reply already is answered at once', async () => {
    const { clerk } = county.ids
    const lead = await assigned(county, county.newPerson())
    await answered(county, lead.handlingId, '路灯昨天已修好。')
    const late = county.newPerson()
    const earlier = county.newPerson()
    const { opinionId } = await county.as(late).does('opinion.submit', spoken(county))
    const joined = (await county.as(earlier).does('opinion.submit', spoken(county))).opinionId
    await county.tick()
    const version = async (id: string) => (await county.as(clerk).does('opinion.viewAsStaff', { opinionId: id })).version
    await county.as(clerk).does('opinion.merge', { opinionId: joined, version: await version(joined), into: opinionId })
    county.pass({ hours: 1 })
    await county.as(clerk).does('opinion.merge', { opinionId, version: await version(opinionId), into: lead.opinionId })
    for (const person of [late, earlier]) {
      expect((await county.as(person).does('notice.inbox', {})).items[0]).toMatchObject({ title: '您的意见有答复了', body: expect.stringContaining('路灯昨天已修好') })
    }
    expect((await county.as(late).does('opinion.view', { opinionId })).open).toEqual(['rate'])
  })

  it('a case that others were merged into is not taken back by one, and its decline is told to all with the reason', async () => {
    const { clerk } = county.ids
    const lead = county.newPerson()
    const other = county.newPerson()
    const { opinionId } = await county.as(lead).does('opinion.submit', spoken(county))
    const joined = (await county.as(other).does('opinion.submit', spoken(county))).opinionId
    await county.tick()
    const version = async (id: string) => (await county.as(clerk).does('opinion.viewAsStaff', { opinionId: id })).version
    await county.as(clerk).does('opinion.merge', { opinionId: joined, version: await version(joined), into: opinionId })
    expect(await county.as(lead).call('opinion.withdraw', { opinionId })).toMatchObject({ refusal: { code: 'NOT_OPEN' } })
    expect((await county.as(lead).does('opinion.view', { opinionId })).open).toEqual([])
    await county.as(clerk).does('opinion.decline', { opinionId, version: await version(opinionId), reason: 'outsidePowers', words: '请向铁路部门反映。' })
    const seen = await county.as(other).does('opinion.view', { opinionId: joined })
    expect(seen.timeline.find((e) => e.event === 'decline')?.remark).toBe('请向铁路部门反映。')
    expect((await county.as(other).does('notice.inbox', {})).items.some((n) => n.body.includes('请向铁路部门反映'))).toBe(true)
  })

  it('staff decline with a reason, ask for more, and answer at once', async () => {
    const { clerk } = county.ids
    const resident = county.newPerson()
    const one = await county.as(resident).does('opinion.submit', spoken(county))
    const two = await county.as(resident).does('opinion.submit', spoken(county, '那个地方不行。'))
    await county.tick()
    const version = async (opinionId: string) => (await county.as(clerk).does('opinion.viewAsStaff', { opinionId })).version
    const noWords = await county.as(clerk).call('opinion.decline', { opinionId: one.opinionId, version: 1, reason: 'inCourt', words: ' ' })
    expect(noWords).toMatchObject({ ok: false, refusal: { code: 'INVALID_INPUT', fields: [{ path: 'words' }] } })
    await county.as(clerk).does('opinion.decline', {
      opinionId: one.opinionId,
      version: await version(one.opinionId),
      reason: 'inCourt',
      words: '此事已由县法院受理，请等待判决。',
    })
    expect((await county.as(resident).does('opinion.view', { opinionId: one.opinionId })).timeline.at(-1)).toMatchObject({
      event: 'decline',
      remark: '此事已由县法院受理，请等待判决。',
    })

    await county.as(clerk).does('opinion.askForMore', { opinionId: two.opinionId, version: await version(two.opinionId), words: '请写明在哪里。' })
    expect((await county.as(resident).does('opinion.view', { opinionId: two.opinionId }))).toMatchObject({ asked: '请写明在哪里。', open: ['supplement', 'withdraw'] })
    await county.as(resident).does('opinion.supplement', { opinionId: two.opinionId, text: '在南关菜市场东门。', mediaIds: [] })
    // What was added is checked like what was said first.
    expect((await county.as(clerk).does('opinion.viewAsStaff', { opinionId: two.opinionId })).state).toBe('checking')
    await county.tick()
    await county.as(clerk).does('opinion.answerNow', { opinionId: two.opinionId, version: await version(two.opinionId), text: '今天已清理。', mediaIds: [] })
    const reopened = await county.as(resident).does('opinion.rate', { opinionId: two.opinionId, round: 1, rating: 'dissatisfied' })
    expect(reopened).toMatchObject({ state: 'toReview', round: 2 })
  })

  it('a unit returns within the window, staff transfer; after the window the way is shut', async () => {
    const { clerk, handler, waterHandler, water } = county.ids
    const resident = county.newPerson()
    const first = await assigned(county, resident)
    await county.as(handler).does('handling.return', { handlingId: first.handlingId, version: await versionOf(county, first.handlingId), reason: '属于水务局职责' })
    const file = await county.as(clerk).does('opinion.viewAsStaff', { opinionId: first.opinionId })
    expect(file.open).toEqual(['insist', 'transfer', 'takeBack'])
    await county.as(clerk).does('handling.transfer', { handlingId: first.handlingId, version: file.version, unitId: water, weight: 'ordinary' })
    expect((await county.as(waterHandler).does('handling.queue', { tab: 'toAcknowledge' })).items).toHaveLength(1)
    expect(await county.as(handler).does('handling.view', { handlingId: first.handlingId })).toMatchObject({ open: [], state: 'ended' })
    expect((await county.as(resident).does('opinion.view', { opinionId: first.opinionId })).sentence).toContain('县水务局')

    const second = await assigned(county, resident)
    county.pass({ days: 11 })
    const late = await county.as(handler).call('handling.return', {
      handlingId: second.handlingId,
      version: await versionOf(county, second.handlingId),
      reason: '不是我们的',
    })
    expect(late).toMatchObject({ ok: false, refusal: { code: 'RETURN_WINDOW_CLOSED' } })
  })

  it('an extension is asked for, granted with a reason told, and moves the date', async () => {
    const { clerk, handler } = county.ids
    const resident = county.newPerson()
    const { opinionId, handlingId } = await assigned(county, resident)
    await county.as(handler).does('handling.acknowledge', { handlingId, version: await versionOf(county, handlingId) })
    const seen = await county.as(handler).does('handling.view', { handlingId })
    const until = `${seen.dueOn.slice(0, 8)}28`
    await county.as(handler).does('handling.askExtension', { handlingId, version: seen.version, until, reason: '等待灯具到货' })
    const file = await county.as(clerk).does('opinion.viewAsStaff', { opinionId })
    expect(file.handling?.extensionAsked).toEqual({ until, reason: '等待灯具到货' })
    await county.as(clerk).does('handling.grantExtension', { handlingId, version: file.version })
    const told = await county.as(resident).does('opinion.view', { opinionId })
    expect(told.dueOn).toBe(until)
    expect(told.timeline.at(-1)).toMatchObject({ event: 'grantExtension', remark: '等待灯具到货' })
  })

  it('a reply is sent back with a remark and only the better one is released', async () => {
    const { clerk, handler } = county.ids
    const resident = county.newPerson()
    const { opinionId, handlingId } = await assigned(county, resident)
    await county.as(handler).does('handling.acknowledge', { handlingId, version: await versionOf(county, handlingId) })
    await county.as(handler).does('handling.reply', { handlingId, version: await versionOf(county, handlingId), text: '收到。', replyClass: 'D', mediaIds: [] })
    await county.as(clerk).does('handling.sendBack', { handlingId, version: await versionOf(county, handlingId), remark: '请写明何时修好' })
    expect(await county.as(handler).does('handling.view', { handlingId })).toMatchObject({ sentBack: '请写明何时修好', state: 'inProgress' })
    const noDate = await county.as(handler).call('handling.reply', { handlingId, version: await versionOf(county, handlingId), text: '列入计划。', replyClass: 'B', mediaIds: [] })
    expect(noDate).toMatchObject({ ok: false, refusal: { code: 'CLASS_NEEDS_DATE' } })
    await answered(county, handlingId, '已于今日修好。')
    const seen = await county.as(resident).does('opinion.view', { opinionId })
    expect(seen.replies.map((r) => r.text)).toEqual(['已于今日修好。'])
    expect(seen.timeline.some((e) => e.event === 'sendBack' || e.event === 'reply')).toBe(false)
  })
})
