import { randomUUID } from 'node:crypto'
import { overLimit, networkOf } from '../../cloudfunctions/kit/limits'
import type { Answer } from '@shared/contract/refusals'
import type { RoomName } from '@shared/contract/registry'
import { eachDatabase, type OpenDatabase } from './databases'
import { openCounty, spoken, type County, type Person } from './county'

eachDatabase('limits', (open) => {
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
  beforeEach(() => base.pool.query('delete from attempt'))

  const counts = async () => {
    const { rows } = await base.pool.query<{ key: string; count: number }>('select key, count from attempt order by key')
    return rows
  }
  /** Sets every counter of a kind as if so many calls had come. */
  const fill = (pattern: string, count: number) => base.pool.query('update attempt set count = $2 where key like $1', [pattern, count])
  const fromWeb = (room: RoomName, address: string, action: string, input: unknown) =>
    county.raw(
      room,
      {
        httpMethod: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ action, input }),
        isBase64Encoded: false,
        requestContext: { sourceIp: address },
      },
      {},
    ) as Promise<{ body: string }>
  const codeFromWeb = async (room: RoomName, address: string, action: string, input: unknown) => {
    const answer = JSON.parse((await fromWeb(room, address, action, input)).body) as Answer<unknown>
    return answer.ok ? 'ok' : answer.refusal.code
  }
  const codeOf = (answer: Answer<unknown>) => (answer.ok ? 'ok' : answer.refusal.code)
  const submit = (person: Person, requestId?: string) => county.as(person).call('opinion.submit', spoken(county), requestId)

  it('the thirty-first opinion in an hour waits: the answer says until when, and the same submission is taken then', async () => {
    county.setClock('2026-03-02T01:10:00.000Z')
    const person = county.newPerson()
    for (let i = 0; i < 30; i++) expect(codeOf(await submit(person))).toBe('ok')
    const requestId = randomUUID()
    const refused = await submit(person, requestId)
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'SLOW_DOWN' } })
    // 10:00 in China, when the hour is over.
    expect(!refused.ok && refused.refusal.text).toMatch(/10[:：]00.*以后再试.*还在/)
    expect((await county.as(person).does('opinion.mine', { limit: 50 })).items).toHaveLength(30)
    county.setClock('2026-03-02T02:00:01.000Z')
    expect(codeOf(await submit(person, requestId))).toBe('ok')
    // The answer of a repeat is the first one's.
    expect(codeOf(await submit(person, requestId))).toBe('ok')
    expect((await county.as(person).does('opinion.mine', { limit: 50 })).items).toHaveLength(31)
  })

  it('a station flooded by many accounts slows down; other stations, and staff at this one, go on', async () => {
    expect(codeOf(await submit(county.newPerson()))).toBe('ok')
    await fill('opinion.submit % station:YX01', 600)
    expect(codeOf(await submit(county.newPerson()))).toBe('SLOW_DOWN')
    const elsewhere = { ...spoken(county), stationCode: county.ids.secondStation.code }
    expect(codeOf(await county.as(county.newPerson()).call('opinion.submit', elsewhere))).toBe('ok')
    const before = await counts()
    const letter = { stationId: county.ids.station.id, text: '来信一封：路灯不亮。', mediaIds: [], anonymous: false }
    expect(codeOf(await county.as(county.ids.clerk).call('opinion.takeDown', letter))).toBe('ok')
    const imported = { ...letter, imported: true, importKey: randomUUID(), receivedAt: '2024-03-02T01:00:00.000Z' }
    expect(codeOf(await county.as(county.ids.clerk).call('opinion.takeDown', imported))).toBe('ok')
    // What staff enter is counted nowhere: neither to be stopped itself, nor to stop residents.
    expect(await counts()).toEqual(before)
  })

  it('an import of more than a resident may send in an hour is let through, and leaves residents their own', async () => {
    const imports = Array.from({ length: 40 }, (_, n) => ({ n, importKey: randomUUID() }))
    for (const { n, importKey } of imports) {
      const record = { stationId: county.ids.station.id, text: `旧系统第${n}件`, mediaIds: [], anonymous: false, imported: true, importKey, receivedAt: '2024-03-02T01:00:00.000Z' }
      expect(codeOf(await county.as(county.ids.clerk).call('opinion.takeDown', record))).toBe('ok')
    }
    expect(codeOf(await submit(county.newPerson()))).toBe('ok')
  })

  it("a deputy's notes are counted, also where they say that they are imported", async () => {
    const note = { stationId: county.ids.station.id, text: '台阶太高', mediaIds: [], anonymous: false, imported: true }
    expect(codeOf(await county.as(county.ids.deputy).call('opinion.takeDown', note))).toBe('ok')
    await fill('opinion.takeDown %', 120)
    expect(codeOf(await county.as(county.ids.deputy).call('opinion.takeDown', note))).toBe('SLOW_DOWN')
  })

  it('what is refused to one person does not fill up the station for the others', async () => {
    const flooder = county.newPerson()
    expect(codeOf(await submit(flooder))).toBe('ok')
    await fill('opinion.submit % person:%', 30)
    for (let i = 0; i < 5; i++) expect(codeOf(await submit(flooder))).toBe('SLOW_DOWN')
    expect((await counts()).map((c) => [c.key.replace(/person:.*/, 'person'), c.count])).toEqual([
      ['opinion.submit 60 person', 35],
      ['opinion.submit 60 station:YX01', 1],
    ])
  })

  it('who is not signed in is counted by network; her next house is not stopped with her, and no address is kept', async () => {
    const find = (address: string) => codeFromWeb('station', address, 'station.find', { words: '城关' })
    expect(await find('203.0.113.7')).toBe('ok')
    await fill('station.find %', 600)
    expect(await find('203.0.113.7')).toBe('SLOW_DOWN')
    expect(await find('203.0.113.8')).toBe('ok')
    const slip = { proof: { by: 'slip', slipCode: '1234 5678 9012 3456' } }
    expect(await codeFromWeb('opinion', '203.0.113.9', 'opinion.track', slip)).toBe('SLIP_NOT_FOUND')
    await fill('opinion.track %', 300)
    expect(await codeFromWeb('opinion', '203.0.113.9', 'opinion.track', slip)).toBe('SLOW_DOWN')
    expect(JSON.stringify(await counts())).not.toContain('203.0')
  })

  it('a network that is flooded from by many people who are signed in slows down as well', async () => {
    const network = networkOf(county.platform.keys, '203.0.113.7')
    const counters = (person: string) => [
      { key: `x person:${person}`, most: 30, minutes: 60 },
      { key: `x network:${network}`, most: 3, minutes: 60 },
    ]
    const until: (string | undefined)[] = []
    for (const person of ['a', 'b', 'c', 'd']) until.push(await overLimit(county.db, counters(person), county.now()))
    expect(until.map((u) => u !== undefined)).toEqual([false, false, false, true])
  })

  it('an IPv6 network is one however its addresses are written', () => {
    const { keys } = county.platform
    const one = networkOf(keys, '2001:db8:0:1::5')
    expect(networkOf(keys, '2001:0DB8:0000:0001:ffff:0:0:1')).toBe(one)
    expect(networkOf(keys, '2001:db8:0:2::5')).not.toBe(one)
    expect(networkOf(keys, '::ffff:203.0.113.7')).toBe(networkOf(keys, '203.0.113.7'))
    expect(networkOf(keys, '203.0.113.7')).not.toBe(networkOf(keys, '203.0.113.8'))
  })

  it("a signed-in person's reads write nothing", async () => {
    const resident = county.newPerson()
    await county.as(resident).does('opinion.mine', {})
    await county.as(resident).does('station.find', { words: '城关' })
    await county.as(resident).does('station.view', { code: county.ids.station.code })
    await county.as(county.ids.clerk).does('opinion.queue', { tab: 'new' })
    expect(await counts()).toEqual([])
  })

  it('calls at once are counted one by one, and exactly as many as the limit are let through', async () => {
    const key = `opinion.submit 60 person:${randomUUID()}`
    const counters = [{ key, most: 30, minutes: 60 }, { key: 'opinion.submit 60 station:YX09', most: 600, minutes: 60 }]
    const asked = await Promise.all(Array.from({ length: 50 }, () => overLimit(county.db, counters, county.now())))
    expect(asked.filter((until) => until === undefined)).toHaveLength(30)
    expect((await counts()).map((c) => c.count).sort()).toEqual([30, 50])
  })

  it('however many counters, it is one statement', async () => {
    const sent: string[] = []
    const listening = county.db.withPlugin({
      transformQuery: ({ node }) => {
        sent.push(node.kind)
        return node
      },
      transformResult: ({ result }) => Promise.resolve(result),
    })
    await overLimit(listening, ['a', 'b', 'c'].map((key) => ({ key, most: 1, minutes: 1 })), county.now())
    await overLimit(listening, [], county.now())
    expect(sent).toHaveLength(1)
  })
})
