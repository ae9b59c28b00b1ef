import { randomUUID } from 'node:crypto'
import { eachDatabase, type OpenDatabase } from './databases'
import { openCounty, type County } from './county'

/** A browser: it keeps the cookie it is given. */
function browser(county: County, userAgent = 'Mozilla/5.0 (Windows NT 10.0) Chrome/120.0') {
  let cookie = ''
  const call = async (action: string, input: unknown, write: boolean) => {
    const event = {
      httpMethod: 'POST',
      headers: { 'Content-Type': 'application/json', 'User-Agent': userAgent, ...(cookie ? { Cookie: cookie } : {}) },
      body: JSON.stringify({ action, input, ...(write ? { requestId: randomUUID() } : {}) }),
      isBase64Encoded: false,
      requestContext: { sourceIp: '10.1.2.3' },
    }
    const answer = (await county.raw('people', event, {})) as { headers: Record<string, string>; body: string }
    const set = answer.headers['set-cookie']
    if (set) cookie = set.split(';')[0] ?? ''
    return { set, body: JSON.parse(answer.body) as { ok: boolean; value: Record<string, unknown>; refusal?: { code: string } } }
  }
  return { call, cookie: () => cookie, take: (other: string) => (cookie = other) }
}

eachDatabase('signing in on a web page', (open) => {
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

  const start = async (page: ReturnType<typeof browser>) => {
    const { body } = await page.call('people.signInStart', {}, true)
    return body.value as { code: string; word: string; pollToken: string }
  }
  const poll = async (page: ReturnType<typeof browser>, pollToken: string) => page.call('people.signInPoll', { pollToken }, true)

  it('by scanning, choosing the word that stands there, and being signed in once', async () => {
    const page = browser(county)
    const person = county.newPerson()
    const { code, word, pollToken } = await start(page)
    expect((await poll(page, pollToken)).body.value).toEqual({ state: 'waiting' })
    const seen = await county.as(person).does('people.signInLook', { code: `https://example.invalid/in/${code}` })
    expect(seen.about).toBe('电脑上的 Chrome 浏览器')
    expect(seen.choices).toContain(word)
    expect(await county.as(person).does('people.signInConfirm', { code, word })).toMatchObject({ confirmed: true })
    const done = await poll(page, pollToken)
    expect(done.body.value).toEqual({ state: 'signedIn' })
    expect(done.set).toMatch(/^xl_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=2592000; Secure$/)
    expect((await page.call('people.me', {}, false)).body.value.signedIn).toBe(true)
    // The poll token opened its one session.
    const again = await poll(browser(county), pollToken)
    expect([again.body.value, again.set]).toEqual([{ state: 'gone' }, undefined])
    const { items } = await county.as(person).does('people.sessions', {})
    expect(items).toMatchObject([{ about: '电脑上的 Chrome 浏览器', current: false }])
  })

  it('a wrong word ends the attempt, also for the right one', async () => {
    const page = browser(county)
    const { code, word, pollToken } = await start(page)
    const person = county.newPerson()
    const wrong = (await county.as(person).does('people.signInLook', { code })).choices.find((w) => w !== word) ?? ''
    expect(await county.as(person).does('people.signInConfirm', { code, word: wrong })).toMatchObject({ confirmed: false })
    expect(await county.as(person).call('people.signInConfirm', { code, word })).toMatchObject({ refusal: { code: 'SIGN_IN_GONE' } })
    expect((await poll(page, pollToken)).body.value).toEqual({ state: 'gone' })
  })

  it('an expired code, one confirmed by another, and a made-up one are all the same', async () => {
    const page = browser(county)
    const { code, word } = await start(page)
    await county.as(county.newPerson()).does('people.signInConfirm', { code, word })
    const late = await start(page)
    county.pass({ hours: 1 })
    for (const [c, w] of [[code, word], [late.code, late.word], ['12345678', '青松']] as const) {
      expect(await county.as(county.newPerson()).call('people.signInConfirm', { code: c, word: w })).toMatchObject({ refusal: { code: 'SIGN_IN_GONE' } })
    }
  })

  it('a session is ended by its owner, from here or from there, and by nobody else', async () => {
    const page = browser(county)
    const person = county.newPerson()
    const { code, word, pollToken } = await start(page)
    await county.as(person).does('people.signInConfirm', { code, word })
    await poll(page, pollToken)
    const [mine] = (await county.as(person).does('people.sessions', {})).items
    const sessionId = mine?.sessionId ?? ''
    expect(await county.as(county.newPerson()).call('people.endSession', { sessionId })).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
    const copy = browser(county)
    copy.take(page.cookie())
    const out = await page.call('people.endSession', { sessionId }, true)
    expect(out.set).toContain('Max-Age=0')
    expect((await copy.call('people.me', {}, false)).body.value.signedIn).toBe(false)
    expect((await county.as(person).does('people.sessions', {})).items).toEqual([])
  })

  it('no secret of a sign-in stands in the database', async () => {
    const page = browser(county)
    const { pollToken } = await start(page)
    const rows = await base.pool.query('select * from sign_in')
    expect(JSON.stringify(rows.rows)).not.toContain(pollToken)
  })
})
