import fc from 'fast-check'
import { parse } from 'csv-parse/sync'
import readExcelFile from 'read-excel-file/node'
import { writeCsv, writeXlsx, type Sheet } from '../../cloudfunctions/kit/sheet'
import { eachDatabase, type OpenDatabase } from './databases'
import { openCounty, spoken, type County } from './county'

const FORMULAS = ['=1+1', '+cmd|calc', '-2+3', '@SUM(A1)', '\t=1', ' =HYPERLINK("http://x")', '＝1＋1', '=1,"2"\n=3']

describe('a table for a spreadsheet', () => {
  const sheet = (cells: readonly string[]): Sheet => ({ columns: [{ title: '内容', width: 20 }], rows: cells.map((c) => [c]) })

  it('cannot carry a formula in CSV, and gives everything else back as it was', () => {
    const table = parse(writeCsv(sheet([...FORMULAS, '普通的话', 'a"b,c\nd'])), { bom: true }) as string[][]
    const cells = table.slice(1).map((row) => row[0] ?? '')
    expect(cells).toEqual([...FORMULAS.map((f) => `'${f}`), '普通的话', 'a"b,c\nd'])
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }).filter((s) => s !== ''), { minLength: 1, maxLength: 5 }), (texts) => {
        const back = (parse(writeCsv(sheet(texts)), { bom: true, skip_empty_lines: false }) as string[][]).slice(1).map((r) => r[0] ?? '')
        expect(back.map((b, i) => b === texts[i] || b === `'${texts[i]}`)).toEqual(texts.map(() => true))
        for (const b of back) expect(b).not.toMatch(/^[=+\-@\t\r]/)
      }),
    )
  })

  it('has only texts in XLSX', async () => {
    const bytes = await writeXlsx(sheet(FORMULAS))
    expect(bytes.includes('<f>')).toBe(false)
    const rows = await readExcelFile(bytes)
    const read = (Array.isArray(rows) ? rows : []).flat()
    expect(JSON.stringify(read)).toContain('cmd|calc')
  })
})

eachDatabase('the desk as a file', (open) => {
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

  it.each(['csv', 'xlsx'] as const)('%s holds what the tab shows, of this congress alone, without a name or phone', async (format) => {
    const input = { ...spoken(county, '=HYPERLINK("http://x")点这里'), contact: { name: '标记人', phone: '13800009999' } }
    const { trackingNumber } = await county.as(county.newPerson()).does('opinion.submit', input)
    await county.tick()
    const file = await county.as(county.ids.clerk).does('opinion.export', { tab: 'new', format })
    const bytes = Buffer.from(file.base64, 'base64')
    const other = await county.as(county.ids.otherClerk).does('opinion.export', { tab: 'new', format })
    expect(other.rows).toBe(0)
    expect(file.rows).toBeGreaterThan(0)
    expect(file.fileName).toBe(`群众意见-2026-03-02.${format}`)
    if (format === 'csv') {
      const text = bytes.toString('utf8')
      expect(text).toContain(trackingNumber.replace(/\s/g, '').replace(/(\d{4})(?=\d)/g, '$1 '))
      expect(text).toContain(`'=HYPERLINK`)
      expect(text).toContain('告诉提交人是否受理')
      expect(text).not.toContain('您')
      expect(text).not.toMatch(/标记人|13800009999/)
    }
  })

  it('has the lines in the order of the list: what ended last comes first', async () => {
    for (const words of ['先撤回的', '后撤回的', '再后撤回的']) {
      const person = county.newPerson()
      const { opinionId } = await county.as(person).does('opinion.submit', spoken(county, words))
      await county.as(person).does('opinion.withdraw', { opinionId })
      county.pass({ hours: 1 })
    }
    const list = await county.as(county.ids.clerk).does('opinion.queue', { tab: 'ended', limit: 30 })
    const file = await county.as(county.ids.clerk).does('opinion.export', { tab: 'ended', format: 'csv' })
    const lines = parse(Buffer.from(file.base64, 'base64'), { bom: true, columns: true }) as { 内容: string; 编号: string }[]
    expect(lines.slice(0, 3).map((line) => line.内容)).toEqual(['再后撤回的', '后撤回的', '先撤回的'])
    expect(lines.map((line) => line.编号)).toEqual(list.items.map((item) => item.trackingNumber))
  })
})
