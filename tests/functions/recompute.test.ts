import { computeDeadline } from '@shared/domain/deadline'
import { eachDatabase, type OpenDatabase } from './databases'
import { openCounty, spoken, type County } from './county'

/** A calendar before the holiday notice came: weekends only. */
const before = { version: 'before the notice', publishedYears: [], holidays: {}, makeUpWorkdays: {} }

eachDatabase('a new holiday notice', (open) => {
  let base: OpenDatabase
  let county: County
  beforeAll(async () => {
    base = await open()
    county = await openCounty(base.pool, '2026-04-28T02:00:00.000Z')
  })
  afterAll(async () => {
    await county.close()
    await base.close()
  })

  it('moves every open deadline that it touches, once, and tells why', async () => {
    const { clerk, handler, housing } = county.ids
    const person = county.newPerson()
    const assigned = (await county.as(person).does('opinion.submit', spoken(county))).opinionId
    const waiting = (await county.as(person).does('opinion.submit', spoken(county))).opinionId
    await county.tick()
    const file = (opinionId: string) => county.as(clerk).does('opinion.viewAsStaff', { opinionId })
    await county.as(clerk).does('opinion.assign', { opinionId: assigned, version: (await file(assigned)).version, unitId: housing, weight: 'small' })
    const handlingId = (await file(assigned)).handling?.handlingId ?? ''
    // Both dates as they would have been reckoned before Labour Day was announced.
    const reply = computeDeadline('2026-04-28', { kind: 'workingDays', days: 7 }, before)
    const review = computeDeadline('2026-04-28', { kind: 'workingDays', days: 5 }, before)
    await base.pool.query('update handling set due_on = $2, due_basis = $3 where id = $1', [handlingId, reply.dueOn, JSON.stringify(reply)])
    await base.pool.query('update opinion set due_on = $2, due_basis = $3 where id = $1', [waiting, review.dueOn, JSON.stringify(review)])

    expect((await county.tick()).recomputeDeadlines).toBe(2)
    expect((await file(assigned)).handling?.dueOn).toBe('2026-05-11')
    expect((await file(waiting)).dueOn).toBe('2026-05-08')
    expect((await county.tick()).recomputeDeadlines).toBe(0)
    for (const opinionId of [assigned, waiting]) {
      const lines = (await county.as(person).does('opinion.view', { opinionId })).timeline.filter((line) => line.event === 'recompute')
      expect(lines).toHaveLength(1)
      expect(lines[0]?.remark).toBeTruthy()
    }
    const told = async (who: { openid: string }) =>
      (await county.as({ openid: who.openid }).does('notice.inbox', { limit: 50 })).items.filter((n) => n.title === '办理期限有变化').length
    expect([await told(person), await told(handler)]).toEqual([2, 1])
  })
})
