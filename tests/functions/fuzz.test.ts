import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { verifyLedger } from '../../cloudfunctions/kit/ledger-check'
import { commonRefusals, type RefusalCode } from '@shared/contract/refusals'
import { contract, type ActionName, type RoomName } from '@shared/contract/registry'
import { eachDatabase, type OpenDatabase } from './databases'
import { openCounty, type County, type Person } from './county'
import { spoiled } from './fuzz-inputs'
import { goodInputs, type Samples } from './good-inputs'

/** Inputs an action; `npm run bench -- fuzz` asks for 100,000. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 60)
const names = Object.keys(contract) as ActionName[] // the registry's own keys

eachDatabase('whatever is sent', (open, kind) => {
  let base: OpenDatabase
  let county: County
  let samples: Samples
  let resident: Person
  beforeAll(async () => {
    base = await open()
    county = await openCounty(base.pool)
    resident = county.newPerson()
    samples = await goodInputs(county, resident)
  }, 60_000)
  afterAll(async () => {
    // Whatever was sent, no case is half written.
    expect((await verifyLedger(county.db)).broken).toEqual([])
    await county.close()
    await base.close()
  })

  const personFor = (name: ActionName): Person => {
    const who: readonly string[] = contract[name].who
    if (who.includes('staff') && !who.includes('resident')) return county.ids.clerk
    if (who.includes('handler') && !who.includes('resident')) return county.ids.handler
    if (who.includes('deputy') && !who.includes('resident')) return county.ids.deputy
    return resident
  }

  // The long run takes the real server alone: it is what a county runs on.
  const chosen = RUNS > 1000 && kind === 'PGlite' ? [] : names
  it.each(chosen.length > 0 ? chosen : names.slice(0, 1))('%s is a success or a declared refusal', async (name) => {
    const person = personFor(name)
    const context = { environment: JSON.stringify({ WX_OPENID: person.openid }) }
    let sent = 0
    const declared: readonly RefusalCode[] = [...contract[name].refusals, ...commonRefusals]
    await fc.assert(
      fc.asyncProperty(spoiled(samples[name]), async (input) => {
        // Limits count every call: below the lowest of them they are forgotten, so that inputs reach the handler.
        if (sent++ % 5 === 0) await base.pool.query('delete from attempt')
        const event = { action: name, input, requestId: randomUUID(), ...(person.seatId ? { seat: person.seatId } : {}) }
        const answer = (await county.raw(name.split('.')[0] as RoomName, event, context)) as { ok: boolean; refusal?: { code: RefusalCode; text: string } }
        if (answer.ok) return
        expect(declared).toContain(answer.refusal?.code)
        expect(answer.refusal?.code).not.toBe('INTERNAL')
        expect(answer.refusal?.text).toMatch(/[\u4e00-\u9fff]/)
      }),
      { numRuns: RUNS },
    )
  }, Math.max(60_000, RUNS * 50))
})
