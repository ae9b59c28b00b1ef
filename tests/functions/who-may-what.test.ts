import { randomUUID } from 'node:crypto'
import type { Role } from '@shared/contract/action'
import { contract, type ActionName, type RoomName } from '@shared/contract/registry'
import { eachDatabase, type OpenDatabase } from './databases'
import { openCounty, type County, type Person } from './county'

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
