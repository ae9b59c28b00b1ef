import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { openStand, type Stand } from './stand'

const photo = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4, 5, 6])

let stand: Stand
beforeAll(async () => {
  stand = await openStand()
})
afterAll(() => stand.close())

async function linkOf(fileID: string, maxAge = 60): Promise<string> {
  const { fileList } = await stand.sdk.getTempFileURL({ fileList: [{ fileID, maxAge }] })
  return String(fileList[0]?.tempFileURL)
}

const upload = (cloudPath: string, fileContent = photo) => stand.sdk.uploadFile({ cloudPath, fileContent })

test('a file goes up and comes back through the real node-sdk, with its type and no sniffing', async () => {
  const { fileID } = await upload('media/2026/照片-1.jpg')
  expect(fileID).toBe('cloud://express-lane-local.local-express-lane-local/media/2026/照片-1.jpg')
  const { fileContent } = await stand.sdk.downloadFile({ fileID })
  expect(Buffer.from(fileContent ?? '').equals(photo)).toBe(true)
  const answer = await fetch(await linkOf(fileID))
  expect(answer.headers.get('content-type')).toBe('image/jpeg')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.headers.get('content-security-policy')).toContain('sandbox')
})

test('what is no picture or sound is only ever saved', async () => {
  const { fileID } = await upload('media/page.html', Buffer.from('<script>alert(1)</script>'))
  const answer = await fetch(await linkOf(fileID))
  expect(answer.headers.get('content-type')).toBe('application/octet-stream')
  expect(answer.headers.get('content-disposition')).toBe('attachment')
})

test('an expired link is refused', async () => {
  const { fileID } = await upload('media/expires.jpg')
  const link = await linkOf(fileID, 60)
  expect((await fetch(link)).status).toBe(200)
  const before = stand.time
  stand.time = new Date(before.getTime() + 62_000)
  const answer = await fetch(link)
  stand.time = before
  expect(answer.status).toBe(403)
  expect(await answer.text()).toContain('RequestHasExpired')
})

test('a link that was changed is refused: signature, expiry, path', async () => {
  const { fileID } = await upload('media/one.jpg')
  await upload('media/two.jpg')
  const link = new URL(await linkOf(fileID))
  const changed = (change: (url: URL) => void) => {
    const url = new URL(link)
    change(url)
    return fetch(url)
  }
  const sign = link.searchParams.get('sign') ?? ''
  const flipped = (sign.startsWith('0') ? '1' : '0') + sign.slice(1)
  const answers = await Promise.all([
    changed((url) => url.searchParams.set('sign', flipped)),
    changed((url) => url.searchParams.set('t', String(Number(url.searchParams.get('t')) + 9999))),
    changed((url) => (url.pathname = '/files/media/two.jpg')),
    changed((url) => (url.search = '')),
  ])
  expect(answers.map((answer) => answer.status)).toEqual([403, 403, 403, 403])
})

test('a path that climbs or hides is refused, and nothing is written outside', async () => {
  for (const cloudPath of ['../outside.jpg', 'media/../../outside.jpg', '/abs.jpg', 'media//x.jpg', '.hidden', 'a\\b.jpg', 'x.part', '']) {
    await expect(upload(cloudPath)).rejects.toMatchObject({ code: 'STORAGE_INVALID_PATH' })
  }
  for (const climb of ['/files/..%2f..%2fetc%2fpasswd', '/files/%2e%2e/secrets.json', '/files/', '/files/media', '/files/%zz']) {
    expect([403, 404]).toContain((await fetch(stand.origin + climb)).status)
  }
  expect(readdirSync(stand.directory)).toEqual(['files'])
})

test('an upload needs its own leave: none, another path, the wrong file id are refused', async () => {
  const { data } = await stand.sdk.getUploadMetadata({ cloudPath: 'media/mine.jpg' })
  const put = (url: string, headers: Record<string, string>) => fetch(url, { method: 'PUT', body: photo, headers })
  const leave = { authorization: data.authorization, 'x-cos-meta-fileid': data.cosFileId }
  expect((await put(data.url, {})).status).toBe(403)
  expect((await put(data.url.replace('mine', 'other'), leave)).status).toBe(403)
  expect((await put(data.url, { ...leave, 'x-cos-meta-fileid': 'cloud://other/mine.jpg' })).status).toBe(403)
  expect(existsSync(path.join(stand.directory, 'files/media/mine.jpg'))).toBe(false)
  expect((await put(data.url, leave)).status).toBe(200)
  expect(existsSync(path.join(stand.directory, 'files/media/mine.jpg'))).toBe(true)
})

test('an upload larger than 20 MB is cut off and leaves nothing', async () => {
  const { data } = await stand.sdk.getUploadMetadata({ cloudPath: 'media/huge.jpg' })
  const headers = { authorization: data.authorization, 'x-cos-meta-fileid': data.cosFileId }
  const sent = fetch(data.url, { method: 'PUT', body: Buffer.alloc(20 * 1024 * 1024 + 1), headers })
  // The server may answer before all was sent, and the connection then breaks.
  expect(await sent.then((answer) => answer.status).catch(() => 413)).toBe(413)
  expect(readdirSync(path.join(stand.directory, 'files/media')).filter((name) => name.includes('huge'))).toEqual([])
})

test('a part of a sound can be asked for, as players do', async () => {
  const { fileID } = await upload('media/sound.m4a', Buffer.from('0123456789'))
  const link = await linkOf(fileID)
  const ask = async (range: string) => {
    const answer = await fetch(link, { headers: { range } })
    return [answer.status, answer.headers.get('content-range'), await answer.text()]
  }
  expect(await ask('bytes=2-4')).toEqual([206, 'bytes 2-4/10', '234'])
  expect(await ask('bytes=-3')).toEqual([206, 'bytes 7-9/10', '789'])
  expect(await ask('bytes=20-')).toEqual([416, 'bytes */10', ''])
})

test('a missing file is told as CloudBase tells it; a deleted one is gone', async () => {
  const { fileID } = await upload('media/gone.jpg')
  const deleted = await stand.sdk.deleteFile({ fileList: [fileID, 'cloud://other-env.x/y.jpg'] })
  expect(deleted.fileList.map((file) => file.code)).toEqual(['SUCCESS', 'STORAGE_INVALID_FILEID'])
  const { fileList } = await stand.sdk.getTempFileURL({ fileList: [fileID] })
  expect(fileList[0]).toMatchObject({ code: 'STORAGE_FILE_NONEXIST', tempFileURL: '' })
  await expect(stand.sdk.downloadFile({ fileID })).rejects.toMatchObject({ code: 'STORAGE_FILE_NONEXIST' })
})

test('more than 50 files in a call are refused', async () => {
  const fileList = Array.from({ length: 51 }, (_, i) => `cloud://x/${i}`)
  await expect(stand.sdk.getTempFileURL({ fileList })).rejects.toMatchObject({ code: 'STORAGE_EXCEED_BATCH_LIMIT' })
})
