import { randomUUID } from 'node:crypto'
import { eachDatabase, type OpenDatabase } from './databases'
import { openCounty, spoken, type County, type Person } from './county'

eachDatabase('what the rooms promise', (open) => {
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
  const file = (opinionId: string) => county.as(county.ids.clerk).does('opinion.viewAsStaff', { opinionId })
  const handlingOf = async (opinionId: string) => (await file(opinionId)).handling?.handlingId ?? ''
  const submitted = async (person: Person, text?: string) => {
    const taken = await county.as(person).does('opinion.submit', spoken(county, text))
    await county.tick()
    return taken.opinionId
  }
  const assign = async (opinionId: string, unitId = county.ids.housing, dueOn?: string) => {
    const { version } = await file(opinionId)
    await county.as(county.ids.clerk).does('opinion.assign', { opinionId, version, unitId, weight: 'small', ...(dueOn ? { dueOn } : {}) })
    return handlingOf(opinionId)
  }

  describe('a write happens once', () => {
    it('the same request answers the same and writes nothing more', async () => {
      const person = county.newPerson()
      const requestId = randomUUID()
      const first = await county.as(person).does('opinion.submit', spoken(county), requestId)
      const second = await county.as(person).does('opinion.submit', spoken(county), requestId)
      expect(second).toEqual(first)
      expect((await county.as(person).does('opinion.mine', {})).items).toHaveLength(1)
    })

    it('the same request with other words is refused, and another person may use the same id', async () => {
      const person = county.newPerson()
      const requestId = randomUUID()
      await county.as(person).does('opinion.submit', spoken(county), requestId)
      const other = await county.as(person).call('opinion.submit', spoken(county, '别的事'), requestId)
      expect(other).toMatchObject({ ok: false, refusal: { code: 'REQUEST_REUSED' } })
      const stranger = await county.as(county.newPerson()).call('opinion.submit', spoken(county), requestId)
      expect(stranger.ok).toBe(true)
    })

    it('a refused write claims nothing: the same id can be used again', async () => {
      const person = county.newPerson()
      const requestId = randomUUID()
      const bad = { ...spoken(county), stationCode: 'NOWHERE' }
      expect(await county.as(person).call('opinion.submit', bad, requestId)).toMatchObject({ refusal: { code: 'STATION_NOT_FOUND' } })
      expect((await county.as(person).call('opinion.submit', spoken(county), requestId)).ok).toBe(true)
    })

    it('a write without a request id, and an unknown key, are refused by name', async () => {
      const person = county.newPerson()
      const context = { environment: JSON.stringify({ WX_OPENID: person.openid }) }
      const none = await county.raw('opinion', { action: 'opinion.submit', input: spoken(county) }, context)
      expect(none).toMatchObject({ ok: false, refusal: { code: 'INVALID_INPUT', fields: [{ path: 'requestId' }] } })
      const extra = { ...spoken(county), state: 'closed' }
      const sneaked = await county.raw('opinion', { action: 'opinion.submit', input: extra, requestId: randomUUID() }, context)
      expect(sneaked).toMatchObject({ ok: false, refusal: { code: 'INVALID_INPUT' } })
    })
  })

  describe('nobody in where she does not belong', () => {
    it("another congress's staff, units and deputies find nothing, and the answer is the same as for what is not there", async () => {
      const { clerk, otherClerk, otherHandler, waterHandler, secondDeputy, deputy } = county.ids
      const opinionId = await submitted(county.newPerson())
      const handlingId = await assign(opinionId)
      const nowhere = randomUUID()
      for (const id of [opinionId, nowhere]) {
        expect(await county.as(otherClerk).call('opinion.viewAsStaff', { opinionId: id })).toEqual(
          await county.as(clerk).call('opinion.viewAsStaff', { opinionId: nowhere }),
        )
        expect(await county.as(secondDeputy).call('opinion.viewAsDeputy', { opinionId: id })).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
        expect(await county.as(county.newPerson()).call('opinion.view', { opinionId: id })).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
      }
      for (const stranger of [otherHandler, waterHandler]) {
        expect(await county.as(stranger).call('handling.view', { handlingId })).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
        expect(await county.as(stranger).call('handling.acknowledge', { handlingId, version: 1 })).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
      }
      expect((await county.as(deputy).call('opinion.viewAsDeputy', { opinionId })).ok).toBe(true)
      expect((await county.as(otherClerk).does('opinion.queue', { tab: 'inHand' })).items).toEqual([])
    })

    it('a seat works only for the person who holds it, and not once it has ended', async () => {
      const { clerk, secondClerk } = county.ids
      const thief = county.newPerson()
      const stolen = { openid: thief.openid, ...(clerk.seatId ? { seatId: clerk.seatId } : {}) }
      expect(await county.as(stolen).call('opinion.queue', { tab: 'new' })).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
      await county.db.updateTable('seat').set({ ended_at: county.now() }).where('id', '=', secondClerk.seatId ?? '').execute()
      expect(await county.as(secondClerk).call('opinion.queue', { tab: 'new' })).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
      await county.db.updateTable('seat').set({ ended_at: null }).where('id', '=', secondClerk.seatId ?? '').execute()
    })

    it('an opinion cannot be assigned to a unit of another congress', async () => {
      const { clerk, otherUnit } = county.ids
      const opinionId = await submitted(county.newPerson())
      const { version } = await file(opinionId)
      const answer = await county.as(clerk).call('opinion.assign', { opinionId, version, unitId: otherUnit, weight: 'small' })
      expect(answer).toMatchObject({ refusal: { code: 'UNIT_NOT_FOUND' } })
    })

    it('identity never comes from the event: an http-looking event from the mini-program is the person WeChat says', async () => {
      const person = county.newPerson()
      const context = { environment: JSON.stringify({ WX_OPENID: person.openid }) }
      const forged = { httpMethod: 'POST', headers: { cookie: 'xl_session=x' }, body: JSON.stringify({ action: 'people.me', input: {} }) }
      // Read as a plain event it is no envelope.
      expect(await county.raw('people', forged, context)).toMatchObject({ ok: false, refusal: { code: 'INVALID_INPUT' } })
      const withOpenid = { action: 'people.me', input: {}, WX_OPENID: county.ids.clerk.openid }
      expect(await county.raw('people', withOpenid, context)).toMatchObject({ ok: false })
    })
  })

  describe('anonymity and contact', () => {
    it('an anonymous submitter is unknown to deputy and unit; staff look only with a reason, and the look is on record', async () => {
      const { clerk, deputy, handler } = county.ids
      const person = county.newPerson()
      const input = { ...spoken(county), anonymous: true, contact: { name: '林小溪', phone: '139 0000 5678' } }
      const { opinionId, trackingNumber } = await county.as(person).does('opinion.submit', input)
      await county.tick()
      const handlingId = await assign(opinionId)
      const seenByDeputy = await county.as(deputy).does('opinion.viewAsDeputy', { opinionId })
      const seenByUnit = await county.as(handler).does('handling.view', { handlingId })
      expect(seenByDeputy.submitter).toBe('匿名群众')
      expect(seenByUnit).toMatchObject({ submitter: '匿名群众', contactAllowed: false })
      for (const seen of [seenByDeputy, seenByUnit, await file(opinionId)]) {
        expect(JSON.stringify(seen)).not.toMatch(/林小溪|13900005678/)
      }
      expect(await county.as(handler).call('handling.contact', { handlingId, why: '联系' })).toMatchObject({ refusal: { code: 'STAYS_ANONYMOUS' } })
      const contact = await county.as(clerk).does('opinion.contact', { opinionId, why: '核实地点' })
      expect(contact).toEqual({ name: '林小溪', phone: '13900005678' })
      expect((await file(opinionId)).timeline.at(-1)).toMatchObject({ event: 'look', remark: '核实地点', who: '人大 周敏' })
      // Sealed at rest, and absent from the log.
      const { rows } = await county.pool.query('select sealed from opinion_contact where opinion_id = $1', [opinionId])
      expect(JSON.stringify(rows)).not.toContain('13900005678')
      expect(JSON.stringify(county.logged)).not.toMatch(/林小溪|13900005678|核实地点/)

      const found = await county.as(undefined).does('opinion.track', { proof: { by: 'phone', trackingNumber, lastFour: '5678' } })
      expect(found.opinionId).toBe(opinionId)
      expect(JSON.stringify(found)).not.toContain('林小溪')
      const wrong = await county.as(undefined).call('opinion.track', { proof: { by: 'phone', trackingNumber, lastFour: '0000' } })
      expect(wrong).toMatchObject({ refusal: { code: 'TRACKING_NOT_FOUND' } })
    })

    it('guessing the last four digits of one number is stopped, whoever guesses', async () => {
      const { trackingNumber } = await county
        .as(county.newPerson())
        .does('opinion.submit', { ...spoken(county), contact: { phone: '13711112222' } })
      const codes: string[] = []
      for (let i = 0; i < 12; i++) {
        const answer = await county.as(county.newPerson()).call('opinion.track', { proof: { by: 'phone', trackingNumber, lastFour: '9999' } })
        codes.push(answer.ok ? 'ok' : answer.refusal.code)
      }
      expect(codes.slice(0, 10)).toEqual(Array(10).fill('TRACKING_NOT_FOUND'))
      expect(codes.slice(10)).toEqual(['SLOW_DOWN', 'SLOW_DOWN'])
    })
  })

  describe('a deputy notes down for an old neighbour', () => {
    it('the slip opens the case, and the neighbour rates with it', async () => {
      const { deputy, clerk, handler, station, secondStation } = county.ids
      const input = { stationId: station.id, text: '家门口的台阶太高，上不去。', mediaIds: [], anonymous: false, neighbour: { name: '赵大爷' } }
      const elsewhere = await county.as(deputy).call('opinion.takeDown', { ...input, stationId: secondStation.id })
      expect(elsewhere).toMatchObject({ refusal: { code: 'STATION_NOT_FOUND' } })
      const { opinionId } = await county.as(deputy).does('opinion.takeDown', input)
      await county.tick()
      const slip = await county.as(deputy).does('opinion.slip', { opinionId })
      expect(slip.slipCode).toMatch(/^\d{4} \d{4} \d{4} \d{4}$/)
      expect(await county.as(county.ids.secondDeputy).call('opinion.slip', { opinionId })).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
      const handlingId = await assign(opinionId)
      const v = async () => (await county.as(handler).does('handling.view', { handlingId })).version
      await county.as(handler).does('handling.acknowledge', { handlingId, version: await v() })
      await county.as(handler).does('handling.reply', { handlingId, version: await v(), text: '已加装扶手和缓坡。', replyClass: 'A', mediaIds: [] })
      await county.as(clerk).does('handling.release', { handlingId, version: await v() })
      // Printed again after all of that, the slip says what the first one said.
      expect(await county.as(deputy).does('opinion.slip', { opinionId })).toEqual(slip)
      const proof = { by: 'slip' as const, slipCode: slip.slipCode }
      expect(await county.as(undefined).does('opinion.track', { proof })).toMatchObject({ open: ['rate'], replies: [{ text: '已加装扶手和缓坡。' }] })
      const rated = await county.as(undefined).does('opinion.rateTracked', { proof, round: 1, rating: 'satisfied' })
      expect(rated.state).toBe('closed')
      // The deputy is told what came of it, on her own page.
      const inbox = await county.as({ openid: deputy.openid }).does('notice.inbox', {})
      expect(inbox.items[0]?.leadsTo).toMatchObject({ kind: 'deputyCase', id: opinionId })
      const mine = await county.as(deputy).does('opinion.atMyStations', { takenDownByMe: true })
      expect(mine.items.map((i) => i.opinionId)).toEqual([opinionId])
    })
  })

  describe('the clock', () => {
    it('overdue is derived, and each reminder is given once', async () => {
      const { handler } = county.ids
      county.setClock('2026-06-01T02:00:00.000Z')
      const opinionId = await submitted(county.newPerson(), '公交站牌倒了。')
      const handlingId = await assign(opinionId, county.ids.housing, '2026-06-10')
      const titles = async () =>
        (await county.as({ openid: handler.openid }).does('notice.inbox', { limit: 50 })).items
          .filter((n) => n.body.includes('公交站牌') && n.title.startsWith('办理件'))
          .map((n) => n.title)
      await county.tick()
      expect(await titles()).toEqual([])
      county.setClock('2026-06-07T02:00:00.000Z')
      await county.tick()
      await county.tick()
      expect(await titles()).toEqual(['办理件快到期了'])
      county.setClock('2026-06-10T15:59:00.000Z') // still the 10th in China
      await county.tick()
      expect((await county.as(handler).does('handling.view', { handlingId })).overdue).toBe(false)
      expect(await titles()).toHaveLength(2)
      county.setClock('2026-06-10T16:00:00.000Z')
      await county.tick()
      await county.tick()
      expect((await county.as(handler).does('handling.view', { handlingId })).overdue).toBe(true)
      expect(await titles()).toEqual(['办理件已经逾期', '办理件快到期了', '办理件快到期了'])
      county.setClock('2026-06-30T02:00:00.000Z')
      await county.tick()
      await county.tick()
      expect(await titles()).toHaveLength(4)
      expect((await county.as(county.ids.clerk).does('opinion.queue', { tab: 'inHand', overdueOnly: true })).items.map((i) => i.opinionId)).toContain(opinionId)
    })

    it('only the timer is the timer', async () => {
      const { create } = await import('../../cloudfunctions/clockwork')
      const run = create(county.platform)
      const timer = { Type: 'Timer', TriggerName: 'x', Time: '' }
      const person = { environment: JSON.stringify({ WX_OPENID: 'o1' }) }
      expect(await run(timer, person)).toMatchObject({ ok: false, did: {} })
      expect(await run({ ...timer, httpMethod: 'POST', headers: {} }, {})).toMatchObject({ ok: false, did: {} })
      expect(await run({}, {})).toMatchObject({ ok: false, did: {} })
    })
  })

  describe('when the platform is in trouble', () => {
    afterEach(() => {
      county.services.trouble = 'none'
    })

    it.each(['down', 'garbage'] as const)('WeChat %s: the opinion waits as being checked, and goes on later', async (trouble) => {
      county.services.trouble = trouble
      const { opinionId } = await county.as(county.newPerson()).does('opinion.submit', spoken(county))
      await county.tick()
      expect(await file(opinionId)).toMatchObject({ state: 'checking', check: 'pending' })
      expect((await county.as(county.ids.deputy).does('opinion.atMyStations', {})).items.map((i) => i.opinionId)).not.toContain(opinionId)
      county.services.trouble = 'none'
      county.pass({ hours: 1 })
      await county.tick()
      expect(await file(opinionId)).toMatchObject({ state: 'toReview', check: 'passed' })
    })

    it('a person who left before WeChat could be asked: an hour is waited for her, then a person looks', async () => {
      county.services.trouble = 'down'
      const { opinionId } = await county.as(county.newPerson()).does('opinion.submit', spoken(county))
      await county.tick()
      county.services.trouble = 'none'
      county.pass({ hours: 3 })
      await county.tick()
      expect(await file(opinionId)).toMatchObject({ state: 'checking' })
      for (let minutes = 0; minutes < 65; minutes += 5) {
        county.pass({ hours: 5 / 60 })
        await county.tick()
      }
      expect(await file(opinionId)).toMatchObject({ state: 'toReview', check: 'review' })
    })

    it('a message leaves later, once, and the inbox had it all the time', async () => {
      const person = county.newPerson()
      const opinionId = await submitted(person, '公园的健身器材坏了，请修一修。')
      await county.as(person).does('notice.consent', { bells: ['asked'] })
      county.services.wechat.consent(person.openid, county.platform.settings.templates.asked ?? '', county.now())
      const { version } = await file(opinionId)
      await county.as(county.ids.clerk).does('opinion.askForMore', { opinionId, version, words: '请写明是哪个公园。' })
      county.services.trouble = 'down'
      await county.tick()
      const heard = () => county.services.wechat.bells.filter((b) => b.openid === person.openid)
      expect(heard()).toHaveLength(0)
      expect((await county.as(person).does('notice.inbox', {})).items[0]?.title).toBe('请您补充情况')
      county.services.trouble = 'none'
      county.pass({ hours: 2 })
      await county.tick()
      await county.tick()
      expect(heard()).toHaveLength(1)
      expect((await county.as(person).does('notice.bells', {})).items.find((b) => b.bell === 'asked')?.left).toBe(0)
    })

    it('an unlawful text is declined in plain words; a doubtful one goes to a person', async () => {
      const person = county.newPerson()
      const risky = await submitted(person, '广场上有人网络赌球，请管一管。')
      expect(await county.as(person).does('opinion.view', { opinionId: risky })).toMatchObject({ state: 'declined' })
      expect((await county.as(person).does('notice.inbox', {})).items[0]?.body).toContain('平台不允许')
      expect((await county.as(county.ids.deputy).does('opinion.atMyStations', {})).items.map((i) => i.opinionId)).not.toContain(risky)
      const doubtful = await submitted(person, '有人到处发广告让老人加微信。')
      expect(await file(doubtful)).toMatchObject({ state: 'toReview', check: 'review' })
    })
  })

  describe('the ledger', () => {
    it('refuses to be changed, and its chain holds', async () => {
      await expect(county.pool.query(`update ledger set event = 'accept'`)).rejects.toThrow('append-only')
      await expect(county.pool.query('delete from ledger')).rejects.toThrow('append-only')
      await expect(county.pool.query('truncate ledger')).rejects.toThrow('append-only')
      const { verifyLedger } = await import('../../cloudfunctions/kit/ledger-check')
      const found = await verifyLedger(county.db)
      expect(found.broken).toEqual([])
      expect(found.lines).toBeGreaterThan(30)
    })
  })
})
