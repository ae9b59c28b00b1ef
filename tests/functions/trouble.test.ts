import { randomBytes } from 'node:crypto'
import { personOfOpenid } from '../../cloudfunctions/kit/actor'
import { kindsOf, troubleKinds, type ServiceName, type TroubleKind } from '../../local/services/trouble'
import { openCounty, spoken, type County, type Person } from './county'
import { openLiteDatabase, type OpenDatabase } from './databases'

// A caller gives up after a second; whoever is told to be slow or late waits until she has.
process.env.CLOUD_CALL_MS = '1000'
jest.setTimeout(60_000)
const UNTIL_SHE_LEAVES = 3600

const all = (['wechat', 'storage'] as const).flatMap((service) => kindsOf(service).map((kind) => [service, kind] as const))

let base: OpenDatabase
let county: County
beforeAll(async () => {
  base = await openLiteDatabase()
  county = await openCounty(base.pool)
})
afterEach(() => behave())
afterAll(async () => {
  await county.close()
  await base.close()
})

const misbehave = (service: ServiceName, kind: TroubleKind, seconds = UNTIL_SHE_LEAVES) => county.services.misbehave.set(service, kind, seconds)
const behave = () => {
  county.services.misbehave.set('wechat', undefined)
  county.services.misbehave.set('storage', undefined)
}
const file = (opinionId: string) => county.as(county.ids.clerk).does('opinion.viewAsStaff', { opinionId })
const sound = () => Buffer.concat([Buffer.from('OggS'), randomBytes(500)])
const heard = (person: Person) => county.services.wechat.bells.filter((one) => one.openid === person.openid)
/** Her messages as the product sees them. */
const row = async ({ openid }: Person) => {
  const personId = await personOfOpenid(county.db, county.platform.keys, openid, county.now())
  return county.db.selectFrom('outbox').select(['state', 'trouble']).where('person_id', '=', personId).execute()
}

const ticket = (person: Person) => county.as(person).call('media.ticket', { kind: 'sound', mime: 'audio/ogg', bytes: 504, seconds: 2 })

/** Uploads a recording. @returns its id */
async function uploaded(person: Person): Promise<string> {
  const leave = await ticket(person)
  if (!leave.ok) throw new Error(leave.refusal.text)
  const { mediaId, upload } = leave.value
  await fetch(upload.url, { method: 'PUT', body: sound(), headers: upload.headers })
  return mediaId
}

/** Her opinion is checked, she allows messages, and staff ask her something: a message waits to be sent. */
async function aMessageWaits(person: Person, consents = 3): Promise<string> {
  const { opinionId } = await county.as(person).does('opinion.submit', spoken(county))
  await county.tick()
  for (let i = 0; i < consents; i++) {
    await county.as(person).does('notice.consent', { bells: ['asked'] })
    county.services.wechat.consent(person.openid, county.platform.settings.templates.asked ?? '', county.now())
  }
  const { version } = await file(opinionId)
  await county.as(county.ids.clerk).does('opinion.askForMore', { opinionId, version, words: '请写明是哪一盏灯。' })
  return opinionId
}

describe.each(all)('%s is in trouble: %s', (service, kind) => {
  it('an opinion is kept whole, is checked once, and goes on when it is over', async () => {
    const person = county.newPerson()
    const mediaId = await uploaded(person)
    await county.as(person).does('media.arrive', { mediaId })
    misbehave(service, kind)
    const { opinionId } = await county.as(person).does('opinion.submit', { ...spoken(county), mediaIds: [mediaId] })
    await county.tick()
    await county.tick()
    const seen = await county.as(person).does('opinion.view', { opinionId })
    expect(seen.text).toContain('路灯坏了')
    behave()
    for (let i = 0; i < 3; i++) {
      county.pass({ hours: 1 })
      county.services.wechat.see(person.openid, county.now())
      await county.tick()
      await county.deliver()
    }
    const after = await file(opinionId)
    expect(after.state).toBe('toReview')
    expect(after.timeline.filter((line) => /[Cc]heck$/.test(line.event))).toHaveLength(1)
    expect(after.media).toHaveLength(1)
  })

  it('an upload is taken, or refused with the truth, and the same one is taken when it is over', async () => {
    const person = county.newPerson()
    const mediaId = await uploaded(person)
    misbehave(service, kind)
    const asked = await ticket(person)
    const arrived = await county.as(person).call('media.arrive', { mediaId })
    for (const answer of [asked, arrived]) {
      if (!answer.ok) expect(answer.refusal).toEqual({ code: 'STORAGE_DOWN', text: '存照片的服务暂时连不上，您写的内容还在，请过一会儿再试。' })
    }
    const works = service === 'wechat' || kind === 'twice'
    expect(arrived.ok).toBe(works)
    expect(asked.ok).toBe(works || kind === 'refusesUploads' || kind === 'losesLinks')
    behave()
    expect(await county.as(person).does('media.arrive', { mediaId })).toEqual({ mediaId })
    const { opinionId } = await county.as(person).does('opinion.submit', { ...spoken(county), mediaIds: [mediaId] })
    const url = (await file(opinionId)).media[0]?.url ?? ''
    expect((await (await fetch(url)).arrayBuffer()).byteLength).toBe(504)
  })

  it('a message leaves once when it is over, at most once more where the answer was lost', async () => {
    const person = county.newPerson()
    await aMessageWaits(person)
    misbehave(service, kind)
    for (let i = 0; i < 3; i++) {
      await county.tick()
      county.pass({ hours: 1 })
    }
    expect((await county.as(person).does('notice.inbox', {})).items[0]?.title).toBe('请您补充情况')
    behave()
    for (let i = 0; i < 3; i++) {
      county.pass({ hours: 7 })
      await county.tick()
    }
    const mayBeTwo = service === 'wechat' && (kind === 'late' || kind === 'twice')
    expect(heard(person)).toHaveLength(mayBeTwo ? 2 : 1)
    expect(await row(person)).toEqual([{ state: 'sent', trouble: null }])
  })
})

it('is a list of every way that was thought of', () => {
  expect(new Set(all.map(([, kind]) => kind))).toEqual(new Set(Object.keys(troubleKinds)))
})

it('a service that is slow but answers in time does what it is asked', async () => {
  misbehave('wechat', 'slow', 0.01)
  misbehave('storage', 'slow', 0.01)
  const person = county.newPerson()
  const mediaId = await uploaded(person)
  await county.as(person).does('media.arrive', { mediaId })
  await aMessageWaits(person)
  await county.tick()
  expect(heard(person)).toHaveLength(1)
})

it('a lost answer with the consent spent by it counts as sent', async () => {
  const person = county.newPerson()
  await aMessageWaits(person, 1)
  misbehave('wechat', 'late')
  await county.tick()
  expect(await row(person)).toMatchObject([{ state: 'queued', trouble: expect.stringMatching(/^unknown:/) }])
  behave()
  county.pass({ hours: 1 })
  await county.tick()
  expect(heard(person)).toHaveLength(1)
  expect(await row(person)).toEqual([{ state: 'sent', trouble: null }])
})

it('a second lost answer is the last: the message is not rung a third time, the inbox has it', async () => {
  const person = county.newPerson()
  await aMessageWaits(person)
  misbehave('wechat', 'late')
  await county.tick()
  behave()
  // WeChat answers whether it answers, and then no more.
  const { misbehave: platform } = county.services
  const meet = platform.meet.bind(platform)
  let calls = 0
  platform.meet = (...given) => {
    if (++calls === 2) misbehave('wechat', 'late')
    return meet(...given)
  }
  county.pass({ hours: 7 })
  await county.tick()
  platform.meet = meet
  behave()
  for (let i = 0; i < 3; i++) {
    county.pass({ hours: 7 })
    await county.tick()
  }
  expect(heard(person)).toHaveLength(2)
  expect(await row(person)).toMatchObject([{ state: 'dropped', trouble: expect.stringMatching(/^unknown:/) }])
  expect((await county.as(person).does('notice.inbox', {})).items[0]?.title).toBe('请您补充情况')
})

it('no kind of nonsense counts as sent', async () => {
  for (let i = 0; i < 4; i++) {
    const person = county.newPerson()
    await aMessageWaits(person)
    misbehave('wechat', 'garbage')
    await county.tick()
    expect(await row(person)).toMatchObject([{ state: 'queued', trouble: expect.stringMatching(/^unknown:/) }])
    behave()
    county.pass({ hours: 1 })
    await county.tick()
    expect(heard(person)).toHaveLength(1)
  }
})

it.each(['PUT', 'GET'])('an error page in the place of a file (%s) is neither a stored file nor a wrong one', async (method) => {
  const person = county.newPerson()
  const mediaId = await uploaded(person)
  const { misbehave: platform } = county.services
  const meet = platform.meet.bind(platform)
  // The service itself answers; what stands before its files does not.
  platform.meet = (service, request, ...rest) => {
    if (request.method === method) misbehave('storage', 'garbage')
    else behave()
    return meet(service, request, ...rest)
  }
  const arrived = await county.as(person).call('media.arrive', { mediaId })
  platform.meet = meet
  behave()
  expect(arrived).toMatchObject({ ok: false, refusal: { code: 'STORAGE_DOWN' } })
  expect(await county.as(person).does('media.arrive', { mediaId })).toEqual({ mediaId })
})

it('an answer of WeChat that comes twice, and a timer that runs twice at once, do everything once', async () => {
  const person = county.newPerson()
  const mediaId = await uploaded(person)
  await county.as(person).does('media.arrive', { mediaId })
  const { opinionId } = await county.as(person).does('opinion.submit', { ...spoken(county), mediaIds: [mediaId] })
  await Promise.all([county.tick(), county.tick()])
  county.services.pushes.push(...county.services.pushes)
  await county.deliver()
  await Promise.all([county.tick(), county.tick()])
  const { state, timeline } = await file(opinionId)
  expect(state).toBe('toReview')
  expect(timeline.filter((line) => /[Cc]heck$/.test(line.event))).toHaveLength(1)
})
