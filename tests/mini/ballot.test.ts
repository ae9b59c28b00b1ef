import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { makeCredential } from '@shared/ballot/credential'
import { sealBallot } from '@shared/ballot/create-ballot'
import { forAgainstQuestion, makeElection, openElection } from '@shared/ballot/election'
import { plainEngine } from '@shared/ballot/engine'
import { prepareBallot } from '@shared/ballot/prepare'
import { UNABLE_WORDS } from '@shared/ballot/support'
import { phone } from './wechat'

const engine = plainEngine(4)
let drawn = 7
/** Bytes that are the same in every run; the votes here are nobody's. */
const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, () => (drawn = (drawn * 131 + 17) % 251))
const credential = makeCredential(engine, bytes)
const text = makeElection({
  uuid: 'Mini23456789AB', name: '民生实事项目票决', description: '', publicKey: makeCredential(engine, bytes).public,
  questions: [forAgainstQuestion('修桥'), forAgainstQuestion('建停车场')],
}) // prettier-ignore
const sealed = sealBallot(prepareBallot(openElection(text, engine), bytes(32)), credential.public, [[1, 0, 0], [0, 0, 1]]) // prettier-ignore
const opening = sealed.open()

const hers = phone()
const built = path.resolve(__dirname, '../../dist/weapp')

test('the ballot engine is in the poll’s subpackage and nowhere else', () => {
  const scripts = readdirSync(built, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'))
  const holding = scripts.filter((file) => readFileSync(path.join(built, file), 'utf8').includes('bproof0'))
  expect(holding.map((file) => file.split('/').slice(0, 2).join('/'))).toEqual(['packages/poll'])
})

test('a phone that can vote is told so, and reads a ballot that another phone sealed and opened', async () => {
  const page = await hers.open('packages/poll/ready/index')
  await page.shows('这部手机可以进行电子票决。')
  await page.fill('票决说明', text)
  await page.fill('打开的票', JSON.stringify(opening))
  await page.tap('.button', '核对')
  await page.shows('修桥', '赞成', '建停车场', '弃权', `封票码：${sealed.seal}`)
})

test('a ballot that holds something else than was filled in is said plainly', async () => {
  const page = await hers.open('packages/poll/ready/index')
  await page.fill('票决说明', text)
  await page.fill('打开的票', JSON.stringify({ ...opening, choices: [[0, 1, 0], [0, 0, 1]] })) // prettier-ignore
  await page.tap('.button', '核对')
  await page.shows('没有如实加密')
})

test('a phone without whole numbers of any size is told plainly, and that paper is as good', async () => {
  const known = globalThis.BigInt
  try {
    Reflect.deleteProperty(globalThis, 'BigInt')
    const page = await hers.open('packages/poll/ready/index')
    await page.shows(UNABLE_WORDS, '电子票与纸质票同样有效')
    expect(page.text()).not.toContain('打开的票')
  } finally {
    globalThis.BigInt = known
  }
})
