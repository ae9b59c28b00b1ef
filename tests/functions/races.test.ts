import { randomUUID } from 'node:crypto'
import { verifyLedger } from '../../cloudfunctions/kit/ledger-check'
import { onPostgres, type OpenDatabase } from './databases'
import { openCounty, spoken, type County } from './county'

const ROUNDS = 15

onPostgres('two people, one row', (open) => {
  let base: OpenDatabase
  let county: County
  beforeAll(async () => {
    base = await open()
    county = await openCounty(base.pool)
  })
  afterAll(async () => {
    expect((await verifyLedger(county.db)).broken).toEqual([])
    await county.close()
    await base.close()
  })

  const file = (opinionId: string) => county.as(county.ids.clerk).does('opinion.viewAsStaff', { opinionId })
  const fresh = async () => {
    const person = county.newPerson()
    const { opinionId } = await county.as(person).does('opinion.submit', spoken(county))
    return { person, opinionId }
  }
  const released = async () => {
    const { clerk, handler, housing } = county.ids
    const one = await fresh()
    await county.tick()
    const { version } = await file(one.opinionId)
    await county.as(clerk).does('opinion.assign', { opinionId: one.opinionId, version, unitId: housing, weight: 'small' })
    const handlingId = (await file(one.opinionId)).handling?.handlingId ?? ''
    const v = async () => (await county.as(handler).does('handling.view', { handlingId })).version
    await county.as(handler).does('handling.acknowledge', { handlingId, version: await v() })
    await county.as(handler).does('handling.reply', { handlingId, version: await v(), text: '已修好。', replyClass: 'A', mediaIds: [] })
    await county.as(clerk).does('handling.release', { handlingId, version: await v() })
    return { ...one, handlingId }
  }
  const codes = (answers: readonly { ok: boolean; refusal?: { code: string } }[]) =>
    answers.map((a) => (a.ok ? 'ok' : (a.refusal?.code ?? ''))).sort()

  it('the same submission ten times at once is one opinion, and all get its number', async () => {
    for (let i = 0; i < ROUNDS; i++) {
      const person = county.newPerson()
      await county.as(person).does('people.me', {})
      const requestId = randomUUID()
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => county.as(person).does('opinion.submit', spoken(county), requestId)),
      )
      expect(new Set(answers.map((a) => a.trackingNumber)).size).toBe(1)
      expect((await county.as(person).does('opinion.mine', {})).items).toHaveLength(1)
    }
  })

  it('a new person who calls ten times at once is one person', async () => {
    const person = county.newPerson()
    await Promise.all(Array.from({ length: 10 }, () => county.as(person).does('opinion.submit', spoken(county))))
    expect((await county.as(person).does('opinion.mine', {})).items).toHaveLength(10)
  })

  it('of two staff on one case one moves it, the other is told what happened', async () => {
    const { clerk, secondClerk, housing } = county.ids
    for (let i = 0; i < ROUNDS; i++) {
      const { opinionId } = await fresh()
      await county.tick()
      const { version } = await file(opinionId)
      const answers = await Promise.all([
        county.as(clerk).call('opinion.assign', { opinionId, version, unitId: housing, weight: 'small' }),
        county.as(secondClerk).call('opinion.decline', { opinionId, version, reason: 'noContent', words: '没有具体地点。' }),
      ])
      expect(codes(answers)).toEqual(['MOVED_ON', 'ok'])
      const refused = answers.find((a) => !a.ok)
      expect(refused?.ok === false && refused.refusal.text).toMatch(/周敏|吴刚/)
    }
  })

  it('two clerks merging two opinions into each other: one is merged, nothing hangs', async () => {
    const { clerk, secondClerk } = county.ids
    for (let i = 0; i < ROUNDS; i++) {
      const a = (await fresh()).opinionId
      const b = (await fresh()).opinionId
      await county.tick()
      const answers = await Promise.all([
        county.as(clerk).call('opinion.merge', { opinionId: a, version: (await file(a)).version, into: b }),
        county.as(secondClerk).call('opinion.merge', { opinionId: b, version: (await file(b)).version, into: a }),
      ])
      expect(answers.filter((x) => x.ok)).toHaveLength(1)
      const states = [(await file(a)).state, (await file(b)).state].sort()
      expect(states).toEqual(['merged', 'toReview'])
    }
  })

  it('acknowledged while staff take it back, released twice, rated twice: one of each', async () => {
    const { clerk, secondClerk, handler, housing, water } = county.ids
    for (let i = 0; i < ROUNDS; i++) {
      const { opinionId } = await fresh()
      await county.tick()
      await county.as(clerk).does('opinion.assign', { opinionId, version: (await file(opinionId)).version, unitId: housing, weight: 'small' })
      const handlingId = (await file(opinionId)).handling?.handlingId ?? ''
      const returned = await county.as(handler).does('handling.return', { handlingId, version: (await file(opinionId)).version, reason: '不归我们管' })
      const { version } = returned
      const steered = await Promise.all([
        county.as(clerk).call('handling.transfer', { handlingId, version, unitId: water, weight: 'small' }),
        county.as(secondClerk).call('handling.insist', { handlingId, version, words: '由你局办理' }),
      ])
      expect(codes(steered)).toEqual(['MOVED_ON', 'ok'])

      const done = await released()
      const ratings = await Promise.all(
        (['satisfied', 'dissatisfied'] as const).map((rating) =>
          county.as(done.person).call('opinion.rate', { opinionId: done.opinionId, round: 1, rating }),
        ),
      )
      expect(ratings.filter((r) => r.ok)).toHaveLength(1)
    }
  })

  it('one consent is spent on one message, however many are told at once', async () => {
    const { clerk, secondClerk } = county.ids
    const person = county.newPerson()
    const ids = await Promise.all([1, 2, 3].map(async () => (await county.as(person).does('opinion.submit', spoken(county))).opinionId))
    await county.tick()
    await county.as(person).does('notice.consent', { bells: ['asked'] })
    const versions = await Promise.all(ids.map(async (id) => (await file(id)).version))
    await Promise.all(
      ids.map((opinionId, i) =>
        county.as(i % 2 ? clerk : secondClerk).does('opinion.askForMore', { opinionId, version: versions[i] ?? 0, words: '请写明地点' }),
      ),
    )
    const queued = await county.db.selectFrom('outbox').select('id').where('bell', '=', 'asked').execute()
    expect(queued).toHaveLength(1)
  })

  it('two timers at once send each message once and remind once', async () => {
    const { clerk, handler, housing } = county.ids
    const { opinionId } = await fresh()
    await county.tick()
    await county.as(clerk).does('opinion.assign', { opinionId, version: (await file(opinionId)).version, unitId: housing, weight: 'small', dueOn: '2026-03-05' })
    await county.as({ openid: handler.openid }).does('notice.consent', { bells: ['due'] })
    county.services.wechat.consent(handler.openid, county.platform.settings.templates.due ?? '', county.now())
    county.setClock('2026-03-06T02:00:00.000Z')
    await Promise.all([county.tick(), county.tick(), county.tick()])
    await county.tick()
    const heard = county.services.wechat.bells.filter((b) => b.openid === handler.openid)
    expect(heard).toHaveLength(1)
    const reminders = await county.db.selectFrom('reminder').selectAll().where('kind', '=', 'due').execute()
    expect(new Set(reminders.map((r) => `${r.subject_id} ${r.offset_days}`)).size).toBe(reminders.length)
  })
})
