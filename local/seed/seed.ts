import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { personOfOpenid } from '../../cloudfunctions/kit/actor'
import { databaseOf } from '../../cloudfunctions/kit/database'
import type { LocalCloud } from '../cloud'
import { SeedCaller, type Caller } from './caller'
import { layGround, type CongressPlan, type Ground } from './ground'
import { nameOf } from './names'
import * as places from './places'
import { allowBells, playScenes, scenesOf, type Stage } from './play'
import { endedStories } from './stories-ended'
import { neighbourStories } from './stories-neighbour'
import { openStories } from './stories-open'
import { CannotStart } from '../words'

const DAY = 86_400_000
/** A file that is there while the first data are being made. */
const SEEDING = 'seeding'
/** A file that is there once they were made: the keys beside it are those of the database. */
const SEEDED = 'seeded'
/** How long before the first start the oldest opinion came in. */
const HISTORY_DAYS = 60
const RESIDENTS = 48
const NEIGHBOUR_RESIDENTS = 4
const COUNTY_STAFF = ['代表工委主任', '代表联络科科长', '信访室工作人员', '办公室工作人员'] as const

/**
 * Whether the database holds no congress yet. Refuses (CannotStart) one whose first data were cut off half-way, and one
 * whose keys are not in this data directory.
 */
export async function needsSeed({ platform, home, database }: LocalCloud): Promise<boolean> {
  if (existsSync(home.file(SEEDING))) {
    const again = database.kind === 'PGlite' ? '请加 --reset 重新准备。' : '请清空数据库和数据目录后重新启动。'
    throw new CannotStart(`上次准备示例数据时被打断了，数据不完整。${again}`)
  }
  const found = await platform.pool.query<{ empty: boolean }>('select not exists (select from congress) as empty')
  const empty = found.rows[0]?.empty ?? false
  if (!empty && database.kind === 'PostgreSQL' && !existsSync(home.file(SEEDED))) {
    throw new CannotStart('数据库里已有直通车的数据，但这个数据目录不是当时的那个，没有里面的密钥。请用 --data 指回原来的数据目录，或换一个空数据库。')
  }
  return empty
}

/**
 * Fills an empty local cloud with one believable county. The opinions are driven through the real functions with the
 * clock in the past, so that their ledgers, deadlines and timelines are what they would have been.
 */
export async function seed(cloud: LocalCloud): Promise<void> {
  const end = new Date()
  const start = new Date(end.getTime() - HISTORY_DAYS * DAY)
  writeFileSync(cloud.home.file(SEEDING), '')
  cloud.clock.pin(start)
  try {
    const here = { pool: cloud.platform.pool, keys: cloud.platform.keys, wechat: cloud.wechat, now: start }
    const { city: parentId, county, neighbour } = await layCongresses(here)
    const countyStage = stageOf(cloud, county, await settle(cloud, '云溪县', RESIDENTS, 300), places.COUNTY_UNITS)
    const neighbourUnits = { housing: places.NEIGHBOUR_UNITS[0], water: places.NEIGHBOUR_UNITS[1] }
    const lakeside = await settle(cloud, '临湖县', NEIGHBOUR_RESIDENTS, 400)
    const neighbourStage = stageOf(cloud, neighbour, lakeside, neighbourUnits)
    if (!parentId) throw new Error('the city was not made')
    for (const unit of county.units) {
      for (const handler of unit.handlers) await allowBells(countyStage, handler, ['assigned', 'due'], 3)
    }
    const scenes = [
      ...scenesOf(countyStage, [...endedStories, ...openStories], end),
      ...scenesOf(neighbourStage, neighbourStories, end),
    ]
    await playScenes(countyStage, scenes.sort((a, b) => a.at.getTime() - b.at.getTime()))
    writeFileSync(cloud.home.file(SEEDED), '')
    rmSync(cloud.home.file(SEEDING))
  } finally {
    cloud.clock.pin(undefined)
  }
}

type Here = Parameters<typeof layGround>[0]

async function layCongresses(here: Here): Promise<{ city: string; county: Ground; neighbour: Ground }> {
  const city = await layGround(here, {
    ...places.CITY,
    level: 'city',
    stations: places.CITY_STATIONS,
    deputiesPerStation: 2,
    units: places.CITY_UNITS,
    handlersPerUnit: 1,
    staff: ['代表工委工作人员'],
    namesFrom: 0,
  })
  const below: Pick<CongressPlan, 'level' | 'parentId'> = { level: 'county', parentId: city.congressId }
  const county = await layGround(here, {
    ...places.COUNTY,
    ...below,
    stations: places.COUNTY_STATIONS,
    deputiesPerStation: 3,
    units: Object.values(places.COUNTY_UNITS),
    handlersPerUnit: 2,
    staff: COUNTY_STAFF,
    namesFrom: 10,
  })
  const neighbour = await layGround(here, {
    ...places.NEIGHBOUR,
    ...below,
    stations: places.NEIGHBOUR_STATIONS,
    deputiesPerStation: 2,
    units: places.NEIGHBOUR_UNITS,
    handlersPerUnit: 1,
    staff: ['代表工委主任', '代表联络科科员'],
    namesFrom: 120,
  })
  return { city: city.congressId, county, neighbour }
}

/** Residents with a WeChat of their own. */
async function settle(cloud: LocalCloud, where: string, count: number, namesFrom: number): Promise<Caller[]> {
  const settled: Caller[] = []
  for (let i = 0; i < count; i++) {
    const account = cloud.wechat.addAccount({ name: nameOf(namesFrom + i), about: `群众 · ${where}` })
    const { pool, keys, clock } = cloud.platform
    await personOfOpenid(databaseOf(pool), keys, account.openid, clock.now())
    settled.push({ openid: account.openid })
  }
  return settled
}

function stageOf(cloud: LocalCloud, ground: Ground, residents: readonly Caller[], unitNames: Readonly<Record<string, string>>): Stage {
  const now = () => cloud.clock.now()
  return {
    caller: new SeedCaller(cloud.functions, cloud.wechat, now),
    ground,
    residents,
    unitNames,
    wechat: cloud.wechat,
    pin: (moment) => cloud.clock.pin(moment),
    now,
    tick: () => cloud.timer.run(),
  }
}
