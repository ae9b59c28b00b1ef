import { randomBytes } from 'node:crypto'
import QRCode from 'qrcode'
import { checkField, fieldKindOf } from '../../shared/domain/template-text'
import { templates, type Template } from './templates'
import type { WeChatRecord } from './wechat-record'

/** WeChat's open interfaces as the local cloud answers them, refusals included. */
export interface WeChatOptions {
  readonly record: WeChatRecord
  readonly now: () => Date
  /** The address that a station's code leads to in the browser. */
  readonly scanAddress: (scene: string) => string
  /** Pushes a message to the product's function for it (消息推送); without one, checks of media are never answered. */
  readonly push?: (event: object) => void
}

type Input = Readonly<Record<string, unknown>>
type Answered = Readonly<Record<string, unknown>>

const CHECK_LENGTH = 2500
const ACTIVE_HOURS = 2

/** Answers one interface by its name. The codes and words are those of WeChat's documentation. */
export async function answerWeChat(options: WeChatOptions, apiName: string, input: Input): Promise<Answered> {
  switch (apiName) {
    case 'subscribeMessage.send':
      return sendSubscribeMessage(options, input)
    case 'security.msgSecCheck':
      return checkText(options, input)
    case 'security.mediaCheckAsync':
      return checkMedia(options, input)
    case 'wxacode.getUnlimited':
      return drawCode(options, input)
    default:
      return refuse(40066, `invalid url: ${apiName}`)
  }
}

const refuse = (errcode: number, errmsg: string): Answered => ({ errcode, errmsg })
const text = (value: unknown) => (typeof value === 'string' ? value : '')

function sendSubscribeMessage({ record, now }: WeChatOptions, input: Input): Answered {
  const openid = text(input.touser)
  const template = templates.find((one) => one.id === input.templateId)
  if (!template) return refuse(40037, 'invalid template_id')
  if (!record.accounts.has(openid)) return refuse(40003, 'invalid openid')
  if (input.page !== undefined && !isPage(text(input.page))) return refuse(41030, 'invalid page')
  const fields = fieldsOf(template, input.data)
  if (typeof fields === 'string') return refuse(47003, `argument invalid! ${fields}`)
  if (record.consentsLeft(openid, template.id) < 1) return refuse(43101, 'user refuse to accept the msg')
  record.deliver({ at: now().toISOString(), openid, templateId: template.id, fields, page: text(input.page) })
  return { errcode: 0, errmsg: 'ok' }
}

/** The values by key, or what is wrong with them. */
function fieldsOf(template: Template, data: unknown): Record<string, string> | string {
  if (typeof data !== 'object' || data === null) return 'data is empty'
  const given: Input = { ...data }
  const unknown = Object.keys(given).find((key) => !template.fields.has(key))
  if (unknown !== undefined) return `data.${unknown} invalid`
  const fields: Record<string, string> = {}
  for (const key of template.fields.keys()) {
    const one = given[key]
    const value = typeof one === 'object' && one !== null && 'value' in one ? text(one.value) : ''
    const kind = fieldKindOf(key)
    const problem = kind === undefined ? 'invalid' : checkField(kind, value)
    if (problem !== undefined) return `data.${key}.value ${problem}`
    fields[key] = value
  }
  return fields
}

// Words of the simulator alone: enough to see each way a check can go. WeChat's own list is not public.
const RISKY: readonly string[] = ['违规测试', '网络赌球', '代开发票', '出售枪支']
const DOUBTFUL: readonly string[] = ['人工复核测试', '加微信', '稳赚不赔', '刷单']

function checkText({ record, now }: WeChatOptions, input: Input): Answered {
  const openid = text(input.openid)
  const content = text(input.content)
  if (input.version !== 2) return refuse(40097, 'invalid args: version')
  if (![1, 2, 3, 4].includes(Number(input.scene))) return refuse(40097, 'invalid args: scene')
  if (!record.accounts.has(openid)) return refuse(40003, 'invalid openid')
  if (content === '') return refuse(44004, 'content is empty')
  if (Array.from(content).length > CHECK_LENGTH) return refuse(45002, 'content size out of limit')
  const seen = record.seenAt(openid) ?? 0
  if (now().getTime() - seen > ACTIVE_HOURS * 3_600_000) return refuse(61010, 'code is expired or user access is expired')
  const risky = RISKY.find((word) => content.includes(word))
  const doubtful = DOUBTFUL.find((word) => content.includes(word))
  const [suggest, label] = risky ? ['risky', 20006] : doubtful ? ['review', 10001] : ['pass', 100]
  const keyword = risky ?? doubtful
  const detail = [{ strategy: 'keyword', errcode: 0, suggest, label, ...(keyword ? { keyword, prob: 90 } : {}) }]
  return { errcode: 0, errmsg: 'ok', result: { suggest, label }, detail, trace_id: 'local' }
}

/** Photos and recordings: taken for checking now, answered by a push. The simulator looks at no picture: all pass. */
function checkMedia({ record, now, push }: WeChatOptions, input: Input): Answered {
  const openid = text(input.openid)
  if (input.version !== 2) return refuse(40097, 'invalid args: version')
  if (![1, 2].includes(Number(input.media_type))) return refuse(40097, 'invalid args: media_type')
  if (!/^https?:\/\//.test(text(input.media_url))) return refuse(40097, 'invalid args: media_url')
  if (!record.accounts.has(openid)) return refuse(40003, 'invalid openid')
  const seen = record.seenAt(openid) ?? 0
  if (now().getTime() - seen > ACTIVE_HOURS * 3_600_000) return refuse(61010, 'code is expired or user access is expired')
  const trace_id = randomBytes(16).toString('hex')
  const result = { suggest: 'pass', label: 100 }
  push?.({ MsgType: 'event', Event: 'wxa_media_check', trace_id, version: 2, errcode: 0, result, detail: [] })
  return { errcode: 0, errmsg: 'ok', trace_id }
}

const SCENE = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$/

/** 小程序码. The picture is a plain QR code that opens the H5 page, since only WeChat can draw its own. */
async function drawCode({ scanAddress }: WeChatOptions, input: Input): Promise<Answered> {
  const scene = text(input.scene)
  const width = input.width === undefined ? 430 : Number(input.width)
  if (!SCENE.test(scene)) return refuse(40129, 'invalid scene')
  if (input.page !== undefined && !isPage(text(input.page))) return refuse(41030, 'invalid page')
  if (!(width >= 280 && width <= 1280)) return refuse(40097, 'invalid args: width')
  const png = await QRCode.toBuffer(scanAddress(scene), { width, margin: 2, errorCorrectionLevel: 'M' })
  return { errcode: 0, errmsg: 'ok', contentType: 'image/png', buffer: png.toString('base64') }
}

/** A page's path, without a leading slash. A message's may carry a query. */
const isPage = (page: string) => /^[a-z][\w-]*(\/[\w-]+)+(\?[^\s]*)?$/i.test(page)
