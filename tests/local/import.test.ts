import path from 'node:path'
import { create } from '../../cloudfunctions/opinion'
import { contactOf } from '../../cloudfunctions/kit/contact'
import { findClerk, stationsOf } from '../../scripts/import/clerk'
import { importOpinions, type Imported } from '../../scripts/import/import-opinions'
import { readTime } from '../../scripts/import/read-time'
import { openCounty, type County } from '../functions/county'
import { eachDatabase, type OpenDatabase } from '../functions/databases'

const fixture = (name: string) => path.resolve(__dirname, '../fixtures/old-system', name)
const said: string[] = []

async function run(county: County, file: string, more: { source?: string } = {}): Promise<Imported> {
  said.length = 0
  const clerk = await findClerk(county.platform, { station: 'YX01' })
  return importOpinions({
    file: fixture(file),
    source: more.source ?? path.parse(file).name,
    opinion: create(county.platform),
    clerk,
    stations: await stationsOf(county.platform, clerk.congressId),
    now: () => county.now(),
    say: (line) => said.push(line),
  })
}

const reconciles = (i: Imported) => expect(i.added + i.alreadyThere + i.refused.length).toBe(i.read)

eachDatabase('an older system', (open) => {
  let database: OpenDatabase
  let county: County
  beforeEach(async () => {
    database = await open()
    county = await openCounty(database.pool)
  })
  afterEach(async () => {
    await county.close()
    await database.close()
  })
  const imported = () =>
    county.db.selectFrom('opinion').selectAll().where('channel', '=', 'imported').orderBy('submitted_at').execute()

  const formats = [
    { file: 'messages.jsonl', format: 'JSONL（UTF-8）', lines: [3, 4, 5, 6, 7, 9], read: 10 },
    { file: 'messages-utf8.csv', format: 'CSV（UTF-8）', lines: [5, 6, 7, 8, 10], read: 9 },
    { file: 'messages-gbk.csv', format: 'CSV（GB18030）', lines: [5, 6, 7, 8, 10], read: 9 },
    { file: 'messages.xlsx', format: 'XLSX（第一张工作表）', lines: [4, 5, 6, 7, 9], read: 9 },
  ]
  test.each(formats)('comes in from $file: the good records with all they say, the bad ones by line and reason', async ({ file, format, lines, read }) => {
    const result = await run(county, file)
    reconciles(result)
    expect(result).toMatchObject({ read, added: 4, alreadyThere: 0 })
    expect(result.refused.map((one) => one.line)).toEqual(lines)
    const whys = result.refused.map((one) => one.why).filter((why) => !why.includes('JSON'))
    expect(whys).toEqual([
      '内容是空的',
      '电话：电话号码不对，请检查位数',
      expect.stringContaining('时间“2024-13-40”看不懂'),
      '云溪县人大没有编号为“YX99”的家站',
      expect.stringMatching(/^编号“1001”与第\d行相同，内容却不同$/),
    ])
    expect(said[0]).toContain(format)
    expect(said.join('\n')).toMatch(/没有用到的列：(满意度|score)/)
    expect(said.join('\n')).toContain('商贸旅游（1条）')

    const rows = await imported()
    expect(rows.map((row) => [row.title, row.submitted_at.toISOString(), row.category, row.state])).toEqual([
      ['东风巷路灯不亮', '2024-03-05T11:20:00.000Z', 'safety', 'checking'],
      ['分类对不上', '2024-03-10T02:05:00.000Z', null, 'checking'],
      ['没有编号', '2024-03-11T23:40:00.000Z', 'education', 'checking'],
      ['=1+1', '2024-03-31T16:00:00.000Z', 'farming', 'checking'],
    ])
    expect(rows[3]?.text).toBe('=HYPERLINK("http://example.test","点我")这样的字，只是字。\n第二段：渠水三天没到地头，"浇不上"。')
    expect(rows.map((row) => row.station_id)).toEqual([county.ids.station.id, county.ids.secondStation.id, county.ids.station.id, county.ids.secondStation.id])
    expect(rows.map((row) => row.anonymous)).toEqual([true, true, false, false])
    expect(await contactOf(county.db, county.platform.keys, rows[0]?.id ?? '')).toEqual({ name: '赵大娘', phone: '13800001001' })
    // What is brought over cannot be late on arrival.
    expect(rows.every((row) => (row.due_on ?? '') > '2026-03-02')).toBe(true)
  })

  test('comes in once: again, years later, in another format under the same name', async () => {
    await run(county, 'messages.jsonl', { source: '旧系统' })
    county.pass({ days: 400 })
    await county.tick() // answered requests are cleaned away after a month
    expect((await county.db.selectFrom('request').select('at').execute()).length).toBe(0)
    for (const file of ['messages.jsonl', 'messages-gbk.csv', 'messages.xlsx']) {
      const again = await run(county, file, { source: '旧系统' })
      reconciles(again)
      expect(again).toMatchObject({ added: 0, alreadyThere: 4 })
    }
    expect((await imported()).length).toBe(4)
    const lines = await county.db.selectFrom('ledger').select('seq').where('event', '=', 'submit').execute()
    expect(lines.length).toBe(4)
  })

  test('with quotes gone wrong loses the lines concerned and no other', async () => {
    const result = await run(county, 'broken-quotes.csv')
    reconciles(result)
    expect(result.added).toBe(4)
    expect(result.refused).toEqual([
      { line: 6, why: '有4列，比表头的3列多' },
      { line: 7, why: '有一个引号没有配对，这一行分不清各列' },
    ])
    const texts = (await imported()).map((row) => row.text)
    expect(texts.sort()).toEqual(['"引号后面"还有字', '第一条是好的', '第三条也是好的', '第六条也是好的'].sort())
  })

  test('comes in in the name of the one asked for, who must sit in that congress', async () => {
    expect((await findClerk(county.platform, { station: 'YX01' })).congressName).toBe('云溪县人大')
    expect(await findClerk(county.platform, { name: '吴刚' })).toMatchObject({ seatId: county.ids.secondClerk.seatId })
    await expect(findClerk(county.platform, { name: '吴刚', station: 'LS01' })).rejects.toThrow('没有找到工作人员“吴刚”')
    await expect(findClerk(county.platform, {})).rejects.toThrow('这里有几级人大')
    await expect(findClerk(county.platform, { station: 'XX' })).rejects.toThrow('没有编号为“XX”的家站')
  })

  test('is refused as a whole where it is not there, is empty of records, or has no column of text', async () => {
    await expect(run(county, 'nothing.csv')).rejects.toThrow(/^打不开文件/)
    await expect(run(county, 'README.md')).rejects.toThrow('没有“内容”这一列')
    expect(await imported()).toEqual([])
  })

  test('cannot be an import key alone: a deputy who sends one notes down as always', async () => {
    const key = '3f2b8c1e-0000-4000-8000-000000000001'
    const input = { stationId: county.ids.station.id, text: '渠水不到地头。', mediaIds: [], anonymous: false, imported: true, importKey: key }
    await county.as(county.ids.deputy).does('opinion.takeDown', input)
    await county.as(county.ids.deputy).does('opinion.takeDown', input)
    expect((await county.db.selectFrom('opinion').select(['channel', 'import_key']).execute())).toEqual([
      { channel: 'takenDown', import_key: null },
      { channel: 'takenDown', import_key: null },
    ])
  })
})

describe('a time of an older system', () => {
  test.each([
    ['2019-04-24T15:40:04', '2019-04-24T07:40:04.000Z'],
    ['2019-04-24 15:40', '2019-04-24T07:40:00.000Z'],
    ['2019/4/4 5:07', '2019-04-03T21:07:00.000Z'],
    ['2019年4月4日', '2019-04-03T16:00:00.000Z'],
    ['2019年4月4日 15时40分', '2019-04-04T07:40:00.000Z'],
    ['2019-04-24T15:40:04+08:00', '2019-04-24T07:40:04.000Z'],
    ['2019-02-30', undefined],
    ['2019-04-24 25:00', undefined],
    ['昨天', undefined],
  ])('%s', (text, iso) => {
    expect(readTime(text)?.toISOString()).toBe(iso)
  })
})
