import type { Refusal } from '../../shared/contract/refusals'

const fields: Readonly<Record<string, string>> = {
  text: '内容',
  title: '标题',
  'neighbour.name': '姓名',
  'neighbour.phone': '电话',
  category: '类别',
  receivedAt: '时间',
}

/** A refusal as the reason of a line: what is wrong with which column. */
export function sayRefusal(refusal: Refusal): string {
  const problems = refusal.fields ?? []
  if (problems.length > 0) return problems.map((p) => `${fields[p.path] ?? p.path}：${p.text}`).join('；')
  if (refusal.code === 'NOTHING_SAID') return '内容是空的'
  return refusal.text
}
