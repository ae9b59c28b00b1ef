import type { deskActions } from '@shared/contract/opinion-desk'
import { CATEGORIES, isCategoryId } from '@shared/domain/category'
import { channels, type Channel } from '@shared/domain/opinion'
import { sayFullInstant } from '@shared/domain/say-date'
import { sayTrackingNumber } from '@shared/domain/tracking'
import { sql } from 'kysely'
import { ok } from '../kit/result'
import type { HandlerOf } from '../kit/serve'
import { writeCsv, writeXlsx, type Sheet } from '../kit/sheet'
import { deskRows, owedDate } from './desk-query'
import { standing } from './lines'
import { filterDesk } from './queue'

// An answer holds 6 MB: with at most 8,000 characters a text, so many lines always fit when texts are cut.
const MOST = 2000
const TEXT = 800

const columns = [
  { title: '编号', width: 16 },
  { title: '标题', width: 30 },
  { title: '内容', width: 60 },
  { title: '类别', width: 12 },
  { title: '家站', width: 20 },
  { title: '来源', width: 12 },
  { title: '提交时间', width: 20 },
  { title: '承办单位', width: 18 },
  { title: '现在的情况', width: 40 },
  { title: '期限', width: 14 },
  { title: '是否逾期', width: 10 },
]

/** A tab of the desk as a file for a spreadsheet. Never with a name or phone: those are looked at one by one. */
export const exportQueue: HandlerOf<(typeof deskActions)['opinion.export']> = async (ctx, input) => {
  const found = filterDesk(deskRows(ctx.db, ctx.actor.congressId, input.tab), input, ctx.now, ctx.today)
    .select(['opinion.channel', 'opinion.title'])
    .select(sql<string>`left(opinion.text, ${TEXT})`.as('words'))
  // In the order of the list on the desk, so that what is cut off is what stands last there.
  const ordered =
    input.tab === 'ended'
      ? found.orderBy('opinion.moved_at', 'desc').orderBy('opinion.id', 'desc')
      : found.orderBy(owedDate).orderBy('opinion.id')
  const rows = await ordered.limit(MOST + 1).execute()
  const shown = rows.slice(0, MOST)
  const sheet: Sheet = {
    columns,
    rows: shown.map((row) => {
      const s = standing(row, ctx.today, 'other')
      return [
        sayTrackingNumber(row.tracking_number),
        row.title ?? row.headline,
        row.words,
        row.category && isCategoryId(row.category) ? CATEGORIES[row.category].label : '',
        row.station_name,
        channels[row.channel as Channel], // checked by the database
        sayFullInstant(row.submitted_at),
        s.at.state === 'handling' ? (row.unit_name ?? '') : '',
        s.sentence,
        s.owed.dueOn ?? '',
        s.owed.overdue ? '逾期' : '',
      ]
    }),
  }
  const bytes = input.format === 'csv' ? writeCsv(sheet) : await writeXlsx(sheet)
  const mime = input.format === 'csv' ? 'text/csv' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return ok({
    fileName: `群众意见-${ctx.today}.${input.format}`,
    mime,
    base64: bytes.toString('base64'),
    rows: shown.length,
    cut: rows.length > MOST,
  })
}
