import { readTime } from '../import/read-time'
import { readTable, type TableRow } from '../import/read-table'
import { Unreadable } from '../import/decode'

/** A message with its official reply, as the older system kept them. */
export interface Message {
  readonly id: string
  readonly user: string
  readonly title: string
  readonly text: string
  readonly time: Date
  readonly reply: string
  readonly replyTime: Date
}

export interface ReadMessages {
  readonly messages: readonly Message[]
  readonly bad: readonly { readonly line: number; readonly why: string }[]
}

const needed = ['id', 'user', 'title', 'time', 'text', 'reply', 'reply_time'] as const

/** Reads the messages, in the order of their times. Refuses (Unreadable) a file without the columns that a replay needs. */
export async function readMessages(file: string): Promise<ReadMessages> {
  const table = await readTable(file)
  const missing = needed.filter((name) => !table.columns.includes(name))
  if (missing.length > 0) throw new Unreadable(`${file} 缺少这些列，不能重演：${missing.join('、')}`)
  const messages: Message[] = []
  const bad: { line: number; why: string }[] = []
  for (const row of table.rows) {
    const read = toMessage(row)
    if (typeof read === 'string') bad.push({ line: row.line, why: read })
    else messages.push(read)
  }
  return { messages: messages.sort((a, b) => a.time.getTime() - b.time.getTime() || (a.id < b.id ? -1 : 1)), bad }
}

function toMessage(row: TableRow): Message | string {
  if (row.broken !== undefined) return row.broken
  const { id = '', user = '', title = '', text = '', reply = '' } = row.values
  const time = readTime(row.values.time ?? '')
  const replyTime = readTime(row.values.reply_time ?? '')
  if (!time || !replyTime) return '时间看不懂'
  if (replyTime < time) return '答复时间早于提出时间'
  if (reply.trim() === '') return '没有答复'
  return { id, user, title, text, time, reply, replyTime }
}
