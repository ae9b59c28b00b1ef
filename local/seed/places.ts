/** The invented places of the first start: 清河市 above, 云溪县 in full, 临湖县 beside it so that isolation shows. */

export const CITY = { name: '清河市人大常委会', short: '清河市', areaCode: '990100' } as const
export const COUNTY = { name: '云溪县人大常委会', short: '云溪县', areaCode: '990121' } as const
export const NEIGHBOUR = { name: '临湖县人大常委会', short: '临湖县', areaCode: '990122' } as const

export interface StationPlace {
  readonly code: string
  readonly name: string
  readonly address: string
  readonly hours: string
  readonly phone: string
  readonly lat: number
  readonly lng: number
}

const WORKDAYS = '周一至周五 8:30—12:00，14:00—17:30'
const MARKET = '每逢赶集日 8:00—12:00，其余周一至周五 9:00—17:00'

/** [name, address, opening hours] of the county's twenty stations. */
const county: readonly (readonly [string, string, string])[] = [
  ['城关街道代表之家', '云溪县城关街道人民路18号街道办一楼', WORKDAYS],
  ['东门社区代表联络站', '云溪县城关街道东门社区党群服务中心', WORKDAYS],
  ['南河湾社区代表联络站', '云溪县城关街道南河湾小区3号楼底商', WORKDAYS],
  ['老城集市代表联络点', '云溪县城关街道老城农贸市场管理用房', MARKET],
  ['柳林镇代表之家', '云溪县柳林镇政府院内东厢', WORKDAYS],
  ['柳林镇杨家营村代表联络点', '云溪县柳林镇杨家营村委会', MARKET],
  ['石桥镇代表之家', '云溪县石桥镇桥头街5号', WORKDAYS],
  ['石桥镇下河沿村代表联络点', '云溪县石桥镇下河沿村文化广场旁', MARKET],
  ['青禾镇代表之家', '云溪县青禾镇便民服务中心二楼', WORKDAYS],
  ['青禾镇万亩方田代表联络点', '云溪县青禾镇农机合作社院内', WORKDAYS],
  ['白塔镇代表之家', '云溪县白塔镇白塔街42号', WORKDAYS],
  ['白塔镇工业园代表联络站', '云溪县白塔镇工业园综合服务楼', WORKDAYS],
  ['枣园乡代表之家', '云溪县枣园乡政府对面', WORKDAYS],
  ['枣园乡北坡村代表联络点', '云溪县枣园乡北坡村小学旧址', MARKET],
  ['沙河镇代表之家', '云溪县沙河镇振兴路9号', WORKDAYS],
  ['沙河镇车站社区代表联络站', '云溪县沙河镇汽车站西侧', WORKDAYS],
  ['望岭乡代表之家', '云溪县望岭乡便民服务中心', WORKDAYS],
  ['清泉镇代表之家', '云溪县清泉镇泉水街1号', WORKDAYS],
  ['清泉镇中学路代表联络站', '云溪县清泉镇中学路社区', WORKDAYS],
  ['大槐树镇代表之家', '云溪县大槐树镇政府西院', WORKDAYS],
]

const place = (prefix: string, lat: number, lng: number) =>
  ([name, address, hours]: readonly [string, string, string], i: number): StationPlace => ({
    code: `${prefix}${String(i + 1).padStart(3, '0')}`,
    name,
    address,
    hours,
    // Numbers of this exchange do not exist.
    phone: `0999-555${String(1001 + i)}`,
    lat: lat + Math.sin(i * 2.4) * 0.08,
    lng: lng + Math.cos(i * 1.7) * 0.1,
  })

export const COUNTY_STATIONS = county.map(place('YX', 37.21, 115.62))
export const NEIGHBOUR_STATIONS = ([
  ['湖滨镇代表之家', '临湖县湖滨镇湖滨路2号', WORKDAYS],
  ['苇塘乡代表联络点', '临湖县苇塘乡苇塘村委会', MARKET],
] as const).map(place('LH', 37.05, 115.9))
export const CITY_STATIONS = ([['清河市人大代表中心联络站', '清河市中心区府前街6号', WORKDAYS]] as const).map(place('QH', 37.1, 115.75))

/** The county's twelve units, by a key that the stories use. */
export const COUNTY_UNITS = {
  housing: '县住房和城乡建设局',
  traffic: '县交通运输局',
  education: '县教育局',
  health: '县卫生健康局',
  civil: '县民政局',
  water: '县水利局',
  farming: '县农业农村局',
  environment: '市生态环境局云溪分局',
  labour: '县人力资源和社会保障局',
  urban: '县城市管理局',
  police: '县公安局',
  market: '县市场监督管理局',
} as const
export type UnitKey = keyof typeof COUNTY_UNITS

export const NEIGHBOUR_UNITS = ['县住房和城乡建设局', '县水利局'] as const
export const CITY_UNITS = ['市交通运输局'] as const
