import { randomUUID } from 'node:crypto'
import type { Role } from '@shared/contract/action'
import { contract, type ActionName, type RoomName } from '@shared/contract/registry'
import { hashSecret, openSession } from '../../cloudfunctions/kit/session'
import { eachDatabase, type OpenDatabase } from './databases'
import { openCounty, type County, type Person } from './county'
import { goodInputs, type Samples } from './good-inputs'

const names = Object.keys(contract) as ActionName[] // the registry's own keys
const callers: readonly Role[] = ['visitor', 'resident', 'deputy', 'staff', 'handler']

eachDatabase('every action as every role', (open) => {
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

  const personOf = (role: Role): Person | undefined => {
    const { deputy, clerk, handler } = county.ids
    return { visitor: undefined, resident: county.newPerson(), deputy, staff: clerk, handler }[role]
  }
  /** The roles come before the input: an empty input tells who was let through to it. */
  const codeOf = async (name: ActionName, person: Person | undefined) => {
    const context = person ? { environment: JSON.stringify({ WX_OPENID: person.openid }) } : {}
    const event = { action: name, input: null, requestId: randomUUID(), ...(person?.seatId ? { seat: person.seatId } : {}) }
    const answer = (await county.raw(name.split('.')[0] as RoomName, event, context)) as { ok: boolean; refusal?: { code: string } }
    return answer.ok ? 'OK' : answer.refusal?.code
  }

  it.each(names)('%s', async (name) => {
    const who: readonly Role[] = contract[name].who
    for (const role of callers) {
      const code = await codeOf(name, personOf(role))
      const mayAsVisitor = role === 'resident' && who.includes('visitor') && !who.includes('resident')
      if (who.includes(role) || mayAsVisitor) expect([role, code]).toEqual([role, 'INVALID_INPUT'])
      else expect([role, code]).toEqual([role, role === 'visitor' ? 'SIGN_IN_REQUIRED' : 'NOT_ALLOWED'])
    }
  })

  it('a person without her seat is a resident, whatever seats she holds', async () => {
    const bare = { openid: county.ids.clerk.openid }
    expect(await codeOf('opinion.queue', bare)).toBe('NOT_ALLOWED')
    expect(await codeOf('opinion.mine', bare)).toBe('INVALID_INPUT')
  })
})

eachDatabase("every action on another's case", (open) => {
  let base: OpenDatabase
  let county: County
  let samples: Samples
  let owner: Person
  beforeAll(async () => {
    base = await open()
    county = await openCounty(base.pool)
    owner = county.newPerson()
    samples = await goodInputs(county, owner)
  })
  afterAll(async () => {
    await county.close()
    await base.close()
  })

  /** Others of the same role: of another congress, another unit, another station, or another person. */
  const strangers = (role: Role): readonly (Person | undefined)[] => {
    const { otherClerk, otherHandler, waterHandler, secondDeputy } = county.ids
    return { visitor: [], resident: [county.newPerson()], deputy: [secondDeputy], staff: [otherClerk], handler: [otherHandler, waterHandler] }[role]
  }
  // Whoever holds the number and phone, the slip, or the page's secret may: that is what they are for.
  const byProof: readonly ActionName[] = ['opinion.track', 'opinion.rateTracked', 'people.signInPoll', 'people.signInLook', 'people.signInConfirm']
  // Storage that is slow says nothing of the case either.
  const absent = ['NOT_FOUND', 'STATION_NOT_FOUND', 'UNIT_NOT_FOUND', 'MEDIA_NOT_READY', 'STORAGE_DOWN']

  it.each(names.filter((name) => !byProof.includes(name)))('%s shows and moves nothing of it', async (name) => {
    const ours = await base.pool.query<{ id: string; version: number; tracking_number: string }>('select id, version, tracking_number from opinion order by id')
    const handlings = await base.pool.query<{ id: string; state: string }>('select id, state from handling order by id')
    for (const role of contract[name].who as readonly Role[]) {
      for (const stranger of strangers(role)) {
        const answer = await county.as(stranger).call(name, samples[name] as never)
        if (!answer.ok) {
          expect([name, role, absent.includes(answer.refusal.code)]).toEqual([name, role, true])
          continue
        }
        const told = JSON.stringify(answer.value)
        for (const row of [...ours.rows, ...handlings.rows]) expect(told).not.toContain(row.id)
        for (const { tracking_number } of ours.rows) expect(told.replace(/\s/g, '')).not.toContain(tracking_number)
      }
    }
    const after = await base.pool.query('select id, version, tracking_number from opinion where id = any($1) order by id', [ours.rows.map((r) => r.id)])
    expect(after.rows).toEqual(ours.rows)
    expect((await base.pool.query('select id, state from handling order by id')).rows).toEqual(handlings.rows)
  })

  it.each(names)('%s is closed to a forged, an expired and a revoked session', async (name) => {
    const { person_id } = await county.db.selectFrom('opinion').select('person_id').executeTakeFirstOrThrow()
    const live = await openSession(base.pool, person_id, county.now())
    const expired = await openSession(base.pool, person_id, new Date(county.now().getTime() - 40 * 86_400_000))
    const revoked = await openSession(base.pool, person_id, county.now())
    await base.pool.query('update session set revoked_at = $1 where token_hash = $2', [county.now(), hashSecret(revoked)])
    const who: readonly Role[] = contract[name].who
    const codeWith = async (token: string) => {
      const event = {
        httpMethod: 'POST',
        headers: { 'content-type': 'application/json', cookie: `xl_session=${token}` },
        body: JSON.stringify({ action: name, input: null, requestId: randomUUID() }),
        isBase64Encoded: false,
        requestContext: { sourceIp: '10.0.0.1' },
      }
      const { body } = (await county.raw(name.split('.')[0] as RoomName, event, {})) as { body: string }
      const answer = JSON.parse(body) as { ok: boolean; refusal?: { code: string } }
      return answer.ok ? 'OK' : answer.refusal?.code
    }
    const closed = who.includes('visitor') ? 'INVALID_INPUT' : 'SIGN_IN_REQUIRED'
    for (const token of ['', 'made-up', `${live}x`, expired, revoked]) expect(await codeWith(token)).toBe(closed)
    const open = who.includes('resident') || who.includes('visitor') ? 'INVALID_INPUT' : 'NOT_ALLOWED'
    expect(await codeWith(live)).toBe(open)
  })
})
