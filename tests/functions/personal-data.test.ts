import { randomBytes } from 'node:crypto'
import { verifyLedger } from '../../cloudfunctions/kit/ledger-check'
import { applyRetention } from '../../cloudfunctions/kit/retention'
import { heldByOldKeys, rotateKeys } from '../../cloudfunctions/kit/rotate'
import { contactOf } from '../../cloudfunctions/kit/contact'
import type { Keys } from '../../cloudfunctions/kit/seal'
import { eachDatabase, type OpenDatabase } from './databases'
import { openCounty, spoken, type County } from './county'

// Marks that stand nowhere else: a name, a phone, and the ones spoken for.
const NAME = '欧阳标记甲'
const PHONE = '13955550001'
const OTHER_NAME = '司徒标记乙'
const OTHER_PHONE = '13955550002'
const RELATION = '标记邻居丙'
const MARKS = [NAME, PHONE, OTHER_NAME, OTHER_PHONE, RELATION]

eachDatabase('personal data', (open) => {
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

  /** Every row of every table, as text. */
  const dump = async () => {
    const tables = await base.pool.query<{ table_name: string }>(
      `select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    )
    const texts: string[] = []
    for (const { table_name } of tables.rows) {
      const rows = await base.pool.query<{ row: string }>(`select to_jsonb(t)::text as row from "${table_name}" t`)
      texts.push(...rows.rows.map((r) => `${table_name}: ${r.row}`))
    }
    return texts.join('\n')
  }
  const marked = () => ({
    ...spoken(county),
    anonymous: true,
    contact: { name: NAME, phone: PHONE },
    onBehalfOf: { name: OTHER_NAME, phone: OTHER_PHONE, relation: RELATION },
  })

  it('stands nowhere in the clear: not in the database, the log, or an answer to anyone but those who handle it', async () => {
    const { clerk, deputy, handler, housing } = county.ids
    const person = county.newPerson()
    const { opinionId, trackingNumber } = await county.as(person).does('opinion.submit', marked())
    await county.tick()
    const file = await county.as(clerk).does('opinion.viewAsStaff', { opinionId })
    await county.as(clerk).does('opinion.assign', { opinionId, version: file.version, unitId: housing, weight: 'small' })
    const handlingId = (await county.as(clerk).does('opinion.viewAsStaff', { opinionId })).handling?.handlingId ?? ''
    const looked = await county.as(clerk).does('opinion.contact', { opinionId, why: '核实' })
    expect(looked).toEqual({ name: NAME, phone: PHONE, onBehalfOf: { name: OTHER_NAME, phone: OTHER_PHONE, relation: RELATION } })

    const answers = JSON.stringify([
      await county.as(clerk).does('opinion.viewAsStaff', { opinionId }),
      await county.as(clerk).does('opinion.queue', { tab: 'inHand' }),
      await county.as(deputy).does('opinion.atMyStations', {}),
      await county.as(deputy).does('opinion.viewAsDeputy', { opinionId }),
      await county.as(handler).does('handling.view', { handlingId }),
      await county.as(handler).does('handling.queue', { tab: 'toAcknowledge' }),
      await county.as({ openid: handler.openid }).does('notice.inbox', {}),
      await county.as(undefined).does('opinion.track', { proof: { by: 'phone', trackingNumber, lastFour: '0001' } }),
      await county.as(handler).call('handling.contact', { handlingId, why: '联系' }),
    ])
    const database = await dump()
    const log = JSON.stringify(county.logged)
    for (const mark of MARKS) {
      expect(database).not.toContain(mark)
      expect(log).not.toContain(mark)
      expect(answers).not.toContain(mark)
    }
    for (const openid of [person.openid, clerk.openid]) {
      expect(database).not.toContain(openid)
      expect(log).not.toContain(openid)
    }
  })

  it('comes whole into the hands of its owner, and of nobody else', async () => {
    const person = county.newPerson()
    await county.as(person).does('opinion.submit', marked())
    const mine = await county.as(person).does('people.exportMine', {})
    expect(mine.opinions).toMatchObject([{ contact: { name: NAME, phone: PHONE, onBehalfOf: { name: OTHER_NAME } } }])
    expect(mine.cut).toBe(false)
    const other = await county.as(county.newPerson()).does('people.exportMine', {})
    expect(other.opinions).toEqual([])
  })

  it('is gone when its owner asks; the case stays without her and the ledger still holds', async () => {
    const { clerk, housing } = county.ids
    const person = county.newPerson()
    const { opinionId, trackingNumber } = await county.as(person).does('opinion.submit', { ...marked(), contact: { name: NAME, phone: '13955559999' } })
    await county.tick()
    const slip = await county.as(person).call('people.eraseMe', { confirm: '不' as '注销' })
    expect(slip).toMatchObject({ refusal: { code: 'INVALID_INPUT' } })
    expect(await county.as(person).does('people.eraseMe', { confirm: '注销' })).toEqual({ openCases: 1 })

    expect((await county.as(person).does('opinion.mine', {})).items).toEqual([])
    expect(await county.as(person).call('opinion.view', { opinionId })).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
    expect(await county.as(undefined).call('opinion.track', { proof: { by: 'phone', trackingNumber, lastFour: '9999' } })).toMatchObject({
      refusal: { code: 'TRACKING_NOT_FOUND' },
    })
    expect(await county.as(clerk).call('opinion.contact', { opinionId, why: '核实' })).toMatchObject({ refusal: { code: 'NO_CONTACT' } })
    // The matter itself is still handled; there is nobody to tell.
    const file = await county.as(clerk).does('opinion.viewAsStaff', { opinionId })
    await county.as(clerk).does('opinion.assign', { opinionId, version: file.version, unitId: housing, weight: 'small' })
    const notices = await base.pool.query('select 1 from notice n join opinion o on o.person_id = n.person_id where o.id = $1', [opinionId])
    expect(notices.rowCount).toBe(0)
    expect((await verifyLedger(county.db)).broken).toEqual([])
  })

  it('a person with a seat is not erased by a slip of her own', async () => {
    const bare = { openid: county.ids.clerk.openid }
    expect(await county.as(bare).call('people.eraseMe', { confirm: '注销' })).toMatchObject({ refusal: { code: 'HOLDS_SEAT' } })
  })

  it('goes by the retention rule when its purpose has ended, after a dry run that only counts', async () => {
    const { clerk } = county.ids
    const person = county.newPerson()
    const { opinionId } = await county.as(person).does('opinion.submit', marked())
    await county.tick()
    const { version } = await county.as(clerk).does('opinion.viewAsStaff', { opinionId })
    await county.as(clerk).does('opinion.decline', { opinionId, version, reason: 'noContent', words: '没有具体内容。' })
    const before = await applyRetention(county.db, county.now(), { dryRun: true, most: 100 })
    expect(before.contacts).toBe(0)
    county.pass({ days: 366 })
    const due = await applyRetention(county.db, county.now(), { dryRun: true, most: 100 })
    expect(due.contacts).toBeGreaterThan(0)
    expect(await contactOf(county.db, county.platform.keys, opinionId)).toBeDefined()
    await county.tick()
    expect(await contactOf(county.db, county.platform.keys, opinionId)).toBeUndefined()
    county.pass({ days: 400 })
    await county.tick()
    expect((await county.as(person).does('notice.inbox', {})).items).toEqual([])
  })

  it('is sealed anew by a new key, and the old one can go', async () => {
    const person = county.newPerson()
    const { opinionId } = await county.as(person).does('opinion.submit', marked())
    const { keys } = county.platform
    const next: Keys = { ...keys, current: 'k2', byId: new Map([['k2', randomBytes(32)], ...keys.byId]) }
    expect(await heldByOldKeys(county.db, next)).toBeGreaterThan(0)
    const done = await rotateKeys(county.db, next)
    expect(done.contacts).toBeGreaterThan(0)
    expect(await rotateKeys(county.db, next)).toEqual({ contacts: 0, openids: 0 })
    await base.pool.query('delete from request')
    expect(await heldByOldKeys(county.db, next)).toBe(0)
    const only: Keys = { ...next, byId: new Map([...next.byId].filter(([id]) => id === 'k2')) }
    expect(await contactOf(county.db, only, opinionId)).toMatchObject({ name: NAME, phone: PHONE })
  })
})
