/** What a column of an older system's export can mean here, and the names it is known by. */
const known = {
  id: ['id', '编号', '序号', '信件编号', '留言编号'],
  title: ['title', '标题', '主题', '留言主题'],
  text: ['text', '内容', '正文', '留言详情', '意见内容'],
  time: ['time', '时间', '提交时间', '留言时间', '日期'],
  station: ['station', '家站编号', '家站'],
  name: ['name', '姓名', '联系人'],
  phone: ['phone', '电话', '手机', '手机号', '联系电话'],
  category: ['category', 'label', '类别', '分类', '一级标签'],
  anonymous: ['anonymous', '匿名', '是否匿名'],
} as const
export type Meaning = keyof typeof known

const words: Readonly<Record<Meaning, string>> = {
  id: '编号',
  title: '标题',
  text: '内容',
  time: '时间',
  station: '家站编号',
  name: '姓名',
  phone: '电话',
  category: '类别',
  anonymous: '匿名',
}

// Object.keys is typed string[]; the record's own type says which keys there are.
const meanings = Object.keys(known) as Meaning[]

export interface Columns {
  /** The column of the file by what it means. */
  readonly found: Readonly<Partial<Record<Meaning, string>>>
  readonly ignored: readonly string[]
}

/** Finds out what each column means; of two with one meaning the first is taken. */
export function readColumns(names: readonly string[]): Columns {
  const found: Partial<Record<Meaning, string>> = {}
  const ignored: string[] = []
  for (const name of names) {
    if (name === '') continue
    const plain = name.trim().toLowerCase()
    const meaning = meanings.find((one) => known[one].some((alias) => alias === plain))
    if (meaning !== undefined && found[meaning] === undefined) found[meaning] = name
    else ignored.push(name)
  }
  return { found, ignored }
}

/** The columns in words. */
export function sayColumns({ found, ignored }: Columns): string[] {
  const pairs = meanings.flatMap((one) => {
    const name = found[one]
    return name === undefined ? [] : [name === words[one] ? name : `${words[one]}（${name}）`]
  })
  const lines = [`用到的列：${pairs.join('、')}`]
  if (ignored.length > 0) lines.push(`没有用到的列：${ignored.join('、')}`)
  return lines
}
