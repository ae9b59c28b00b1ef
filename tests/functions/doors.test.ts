import { randomUUID } from 'node:crypto'
import { openSession } from '../../cloudfunctions/kit/session'
import { readFile } from '../../cloudfunctions/kit/storage'
import { eachDatabase, type OpenDatabase } from './databases'
import { openCounty, spoken, type County, type Person } from './county'

/** The smallest JPEG there is, one grey pixel. */
const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k=',
  'base64',
)
/** The head of a WebM recording. */
const WEBM = Buffer.concat([Buffer.from('1a45dfa3', 'hex'), Buffer.alloc(200, 1)])

eachDatabase('the doors', (open) => {
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

  const httpEvent = (body: unknown, headers: Record<string, string> = {}) => ({
    path: '/api/people',
    httpMethod: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    queryStringParameters: {},
    body: JSON.stringify(body),
    isBase64Encoded: false,
    requestContext: { sourceIp: '127.0.0.1' },
  })
  const answerOf = async (event: unknown, context: unknown = {}) => {
    const answer = (await county.raw('people', event, context)) as { statusCode: number; headers: Record<string, string>; body: string }
    return { headers: answer.headers, body: JSON.parse(answer.body) as { ok: boolean; value?: { signedIn: boolean }; refusal?: { code: string } } }
  }
  const me = { action: 'people.me', input: {} }

  describe('the HTTP door', () => {
    const personId = async (person: Person) => {
      await county.as(person).does('people.me', {})
      const row = await county.db.selectFrom('person').select('id').orderBy('created_at', 'desc').orderBy('id').where('openid_hash', 'is not', null).execute()
      const mine = await county.as(person).does('opinion.submit', spoken(county))
      const opinion = await county.db.selectFrom('opinion').select('person_id').where('id', '=', mine.opinionId).executeTakeFirstOrThrow()
      expect(row.map((r) => r.id)).toContain(opinion.person_id)
      return opinion.person_id
    }

    it('a session token in the cookie is the person; a forged, expired or revoked one is nobody', async () => {
      const id = await personId(county.newPerson())
      const token = await openSession(county.pool, id, county.now())
      const cookie = (value: string) => ({ Cookie: `a=b; xl_session=${value}` })
      expect((await answerOf(httpEvent(me, cookie(token)))).body.value?.signedIn).toBe(true)
      expect((await answerOf(httpEvent(me, cookie(`${token}x`)))).body.value?.signedIn).toBe(false)
      expect((await answerOf(httpEvent(me))).body.value?.signedIn).toBe(false)
      const { rows } = await county.pool.query('select token_hash from session')
      expect(JSON.stringify(rows)).not.toContain(token)
      const before = county.now()
      county.pass({ days: 31 })
      expect((await answerOf(httpEvent(me, cookie(token)))).body.value?.signedIn).toBe(false)
      county.setClock(before.toISOString())
      await county.pool.query('update session set revoked_at = $1', [county.now()])
      expect((await answerOf(httpEvent(me, cookie(token)))).body.value?.signedIn).toBe(false)
    })

    it('answers JSON that no one caches, and refuses a form post and what is no JSON', async () => {
      const { headers } = await answerOf(httpEvent(me))
      expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
      const form = { ...httpEvent(me), headers: { 'content-type': 'text/plain' } }
      expect((await answerOf(form)).body.refusal?.code).toBe('INVALID_INPUT')
      expect((await answerOf({ ...httpEvent(me), body: '{' })).body.refusal?.code).toBe('INVALID_INPUT')
      expect((await answerOf({ ...httpEvent(me), httpMethod: 'GET' })).body.refusal?.code).toBe('INVALID_INPUT')
      const encoded = { ...httpEvent(me), body: Buffer.from(JSON.stringify(me)).toString('base64'), isBase64Encoded: true }
      expect((await answerOf(encoded)).body.ok).toBe(true)
    })
  })

  describe('photos and recordings', () => {
    const upload = async (person: Person, kind: 'photo' | 'sound', mime: string, bytes: Buffer) => {
      const ticket = await county.as(person).does('media.ticket', { kind, mime, bytes: bytes.length, ...(kind === 'sound' ? { seconds: 7 } : {}) })
      const put = await fetch(ticket.upload.url, { method: 'PUT', headers: ticket.upload.headers, body: new Uint8Array(bytes) })
      expect(put.status).toBe(200)
      return ticket.mediaId
    }

    it('go up by ticket, are told by their bytes, and are seen by signed links', async () => {
      const person = county.newPerson()
      const photo = await upload(person, 'photo', 'image/jpeg', JPEG)
      const sound = await upload(person, 'sound', 'audio/webm;codecs=opus', WEBM)
      // Not arrived yet: it cannot be handed in.
      const early = await county.as(person).call('opinion.submit', { ...spoken(county), mediaIds: [photo] })
      expect(early).toMatchObject({ refusal: { code: 'MEDIA_NOT_READY' } })
      for (const mediaId of [photo, sound]) await county.as(person).does('media.arrive', { mediaId })
      const { opinionId } = await county.as(person).does('opinion.submit', { ...spoken(county, ''), mediaIds: [photo, sound] })
      const seen = await county.as(person).does('opinion.view', { opinionId })
      expect(seen.media.map((m) => [m.mediaId, m.kind, m.seconds])).toEqual([
        [photo, 'photo', undefined],
        [sound, 'sound', 7],
      ])
      const got = await fetch(seen.media[0]?.url ?? '')
      expect(Buffer.from(await got.arrayBuffer()).equals(JPEG)).toBe(true)
      // Handed in once, it cannot be handed in again.
      const again = await county.as(person).call('opinion.submit', { ...spoken(county), mediaIds: [photo] })
      expect(again).toMatchObject({ refusal: { code: 'MEDIA_NOT_READY' } })
      const file = () => county.as(county.ids.clerk).does('opinion.viewAsStaff', { opinionId })
      const seenByDeputy = async () => (await county.as(county.ids.deputy).does('opinion.atMyStations', { limit: 50 })).items.some((i) => i.opinionId === opinionId)
      // Photo and recording are asked about; until both are answered nobody but staff sees anything.
      await county.tick()
      expect(await file()).toMatchObject({ state: 'checking', check: 'pending' })
      expect(await seenByDeputy()).toBe(false)
      expect(await county.deliver()).toBe(2)
      await county.tick()
      // No words to check: a person looks.
      expect(await file()).toMatchObject({ state: 'toReview', check: 'review' })
      expect(await seenByDeputy()).toBe(true)
    })

    it('a risky photo is declined; an answer that never comes leaves it to a person; one that comes twice changes nothing', async () => {
      const person = county.newPerson()
      const withPhoto = async () => {
        const photo = await upload(person, 'photo', 'image/jpeg', JPEG)
        await county.as(person).does('media.arrive', { mediaId: photo })
        const { opinionId } = await county.as(person).does('opinion.submit', { ...spoken(county), mediaIds: [photo] })
        await county.tick()
        return opinionId
      }
      const state = async (opinionId: string) => {
        const { state: now, check } = await county.as(county.ids.clerk).does('opinion.viewAsStaff', { opinionId })
        return `${now} ${check}`
      }
      const risky = await withPhoto()
      let push: Record<string, unknown> = {}
      await county.deliver((p) => (push = { ...p, result: { suggest: 'risky', label: 20002 } }))
      await county.tick()
      expect(await state(risky)).toBe('declined risky')
      county.services.pushes.push({ ...push, result: { suggest: 'pass', label: 100 } }, { ...push, trace_id: 'made-up' })
      await county.deliver()
      await county.tick()
      expect(await state(risky)).toBe('declined risky')

      const late = await withPhoto()
      county.services.pushes.splice(0)
      expect(await state(late)).toBe('checking pending')
      county.pass({ hours: 1 })
      await county.tick()
      expect(await state(late)).toBe('toReview review')
    })

    it('an arrival whose process ended before it was committed is made good by the next', async () => {
      const person = county.newPerson()
      const mediaId = await upload(person, 'photo', 'image/jpeg', JPEG)
      const before = await base.pool.query<{ file_id: string; cloud_path: string }>('select file_id, cloud_path from media where id = $1', [mediaId])
      const row = before.rows[0] ?? { file_id: '', cloud_path: '' }
      await county.as(person).does('media.arrive', { mediaId })
      // What a rolled back transaction leaves: the rows as they were, and the clean copy made.
      await base.pool.query('delete from media where cloud_path = $1', [row.cloud_path])
      await base.pool.query(`update media set state = 'expected', file_id = $2, cloud_path = $3 where id = $1`, [mediaId, row.file_id, row.cloud_path])
      await county.as(person).does('media.arrive', { mediaId })
      const { opinionId } = await county.as(person).does('opinion.submit', { ...spoken(county), mediaIds: [mediaId] })
      const seen = await county.as(person).does('opinion.view', { opinionId })
      const got = await fetch(seen.media[0]?.url ?? '')
      expect(Buffer.from(await got.arrayBuffer()).equals(JPEG)).toBe(true)
      // It is asked about like any other, and out of the way of the next test.
      await county.tick()
      expect(await county.deliver()).toBe(1)
    })

    it('an upload that never came is not there', async () => {
      const person = county.newPerson()
      const { mediaId } = await county.as(person).does('media.ticket', { kind: 'photo', mime: 'image/jpeg', bytes: 9 })
      expect(await county.as(person).call('media.arrive', { mediaId })).toMatchObject({ refusal: { code: 'MEDIA_NOT_READY' } })
    })

    it('an upload is there until its clean copy is on record, and goes with the next cleaning', async () => {
      const person = county.newPerson()
      const ticket = await county.as(person).does('media.ticket', { kind: 'photo', mime: 'image/jpeg', bytes: JPEG.length })
      await fetch(ticket.upload.url, { method: 'PUT', headers: ticket.upload.headers, body: new Uint8Array(JPEG) })
      const fileOf = async (path: string) => (await base.pool.query<{ file_id: string }>('select file_id from media where cloud_path = $1', [path])).rows[0]?.file_id
      const uploaded = (await fileOf(ticket.cloudPath)) ?? ''
      await county.as(person).does('media.arrive', { mediaId: ticket.mediaId })
      expect(await readFile(uploaded)).toBeDefined()
      expect(await fileOf(ticket.cloudPath)).toBe(uploaded)
      const { rows } = await base.pool.query<{ file_id: string }>('select file_id from media where id = $1', [ticket.mediaId])
      await county.tick()
      expect(await readFile(uploaded)).toBeUndefined()
      expect(await fileOf(ticket.cloudPath)).toBeUndefined()
      expect(await readFile(rows[0]?.file_id ?? '')).toBeDefined()
    })

    it("another person's upload cannot be handed in, nor said to have arrived", async () => {
      const person = county.newPerson()
      const stranger = county.newPerson()
      const mediaId = await upload(person, 'photo', 'image/jpeg', JPEG)
      expect(await county.as(stranger).call('media.arrive', { mediaId })).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
      await county.as(person).does('media.arrive', { mediaId })
      const answer = await county.as(stranger).call('opinion.submit', { ...spoken(county), mediaIds: [mediaId] })
      expect(answer).toMatchObject({ refusal: { code: 'MEDIA_NOT_READY' } })
    })

    it('what is no photo is refused whatever it is called, and what is too large before it is sent', async () => {
      const person = county.newPerson()
      const mediaId = await upload(person, 'photo', 'image/png', Buffer.from('<html><script>alert(1)</script></html>'))
      expect(await county.as(person).call('media.arrive', { mediaId })).toMatchObject({ refusal: { code: 'WRONG_KIND' } })
      expect(await county.as(person).call('media.ticket', { kind: 'photo', mime: 'text/html', bytes: 10 })).toMatchObject({ refusal: { code: 'WRONG_KIND' } })
      expect(await county.as(person).call('media.ticket', { kind: 'photo', mime: 'image/png', bytes: 99_000_000 })).toMatchObject({ refusal: { code: 'TOO_LARGE' } })
    })

    it('nothing said at all is refused', async () => {
      const answer = await county.as(county.newPerson()).call('opinion.submit', spoken(county, '  \n '), randomUUID())
      expect(answer).toMatchObject({ refusal: { code: 'NOTHING_SAID' } })
    })
  })

  describe('lists', () => {
    it('page by keyset without losing or doubling a line', async () => {
      const person = county.newPerson()
      const ids: string[] = []
      for (let i = 0; i < 7; i++) {
        ids.push((await county.as(person).does('opinion.submit', spoken(county, `第${i}件事`))).opinionId)
        if (i % 2 === 0) county.pass({ hours: 1 }) // several share a moment
      }
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page = await county.as(person).does('opinion.mine', { limit: 2, ...(cursor ? { cursor } : {}) })
        seen.push(...page.items.map((i) => i.opinionId))
        cursor = page.next
      } while (cursor)
      expect([...seen].sort()).toEqual([...ids].sort())
      const bogus = await county.as(person).does('opinion.mine', { limit: 2, cursor: 'not-a-cursor' })
      expect(bogus.items).toHaveLength(2)
    })

    it('the desk finds by words and by number, and filters; a wildcard is only a character', async () => {
      const { clerk, station } = county.ids
      const taken = await county.as(county.newPerson()).does('opinion.submit', spoken(county, '幸福路100%的井盖都松了_危险'))
      await county.tick()
      const find = async (text: string) =>
        (await county.as(clerk).does('opinion.queue', { tab: 'new', text, limit: 50 })).items.map((i) => i.opinionId)
      expect(await find('井盖')).toEqual([taken.opinionId])
      expect(await find('100%')).toEqual([taken.opinionId])
      expect(await find('%井')).toEqual([])
      expect(await find('了_危')).toEqual([taken.opinionId])
      expect(await find(taken.trackingNumber)).toEqual([taken.opinionId])
      const at = await county.as(clerk).does('opinion.queue', { tab: 'new', stationId: station.id, limit: 50 })
      expect(at.items.map((i) => i.opinionId)).toContain(taken.opinionId)
      const counts = await county.as(clerk).does('opinion.queueCounts', {})
      expect(counts.tabs.new).toBeGreaterThan(0)
    })

    it('stations are found by name, by deputy and by nearness', async () => {
      const byName = await county.as(undefined).does('station.find', { words: '河东' })
      expect(byName.items.map((s) => s.code)).toEqual(['YX02'])
      expect((await county.as(undefined).does('station.find', { words: '韩梅' })).items.map((s) => s.code)).toEqual(['YX01'])
      const near = await county.as(undefined).does('station.find', { near: { lat: 38.02, lng: 114.5 } })
      expect(near.items[0]?.metres).toBeGreaterThan(1000)
      expect(near.items[0]?.metres).toBeLessThan(1200)
      const shown = await county.as(undefined).does('station.view', { code: 'YX01' })
      expect(shown).toMatchObject({ name: '城关代表家站', deputies: [{ name: '韩梅' }] })
    })
  })
})
