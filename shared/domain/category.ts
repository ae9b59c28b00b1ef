/**
 * What an opinion is about (类别): the first level only, in the words of the person who writes. Optional for her;
 * staff settle it. The ids are stored, so one may be added but never renamed.
 */

export const CATEGORY_IDS = [
  'roads',
  'utilities',
  'cleanliness',
  'pollution',
  'housing',
  'land',
  'education',
  'health',
  'welfare',
  'work',
  'farming',
  'market',
  'safety',
  'services',
  'other',
] as const

export type CategoryId = (typeof CATEGORY_IDS)[number]

export interface Category {
  readonly label: string
  /** One sentence a resident might say, to help her choose. */
  readonly example: string
}

export const CATEGORIES: Readonly<Record<CategoryId, Category>> = {
  roads: { label: '道路交通', example: '村口的路坑洼不平；公交车一小时才来一趟' },
  utilities: { label: '水电气暖', example: '家里水压太小；暖气不热；经常停电' },
  cleanliness: { label: '环境卫生', example: '垃圾几天没人收；公厕没人打扫' },
  pollution: { label: '污染噪声', example: '工厂晚上冒黑烟；河水发臭；工地半夜施工' },
  housing: { label: '住房物业', example: '电梯坏了没人修；物业乱收费；房产证办不下来' },
  land: { label: '土地拆迁', example: '征地补偿款没发；拆迁安置房没着落' },
  education: { label: '教育文体', example: '孩子上学太远；想要个健身的地方' },
  health: { label: '看病就医', example: '镇卫生院缺药；医保报销太慢' },
  welfare: { label: '养老社保', example: '养老金没到账；低保怎么申请' },
  work: { label: '就业工资', example: '干完活老板不给工钱；想学门手艺' },
  farming: { label: '农业农村', example: '浇地的水渠堵了；种粮补贴没收到' },
  market: { label: '买卖消费', example: '超市卖过期食品；预付卡退不了钱' },
  safety: { label: '安全治安', example: '路灯坏了不敢走；消防通道被堵；有人偷电动车' },
  services: { label: '办事服务', example: '办证跑了三趟；窗口态度不好' },
  other: { label: '其他', example: '不知道该选哪一类' },
}

export function isCategoryId(value: string): value is CategoryId {
  return Object.prototype.hasOwnProperty.call(CATEGORIES, value)
}

/**
 * Words that speak for a category, strongest hint by length: a longer word is rarer and says more. Kept small on
 * purpose; it only proposes, a person decides.
 */
const KEYWORDS: Readonly<Record<Exclude<CategoryId, 'other'>, readonly string[]>> = {
  roads: words(`
    公交 堵车 拥堵 红绿灯 斑马线 修路 道路 马路 路口 公路 高速 出租车 的士 停车 客运 地铁 班车 快递 车站
    滴滴 网约车 路面 人行道 天桥
  `),
  utilities: words(`
    停水 停电 自来水 供水 水压 用水 供电 电费 水费 电网 电压 变压器 天然气 燃气 煤气 供暖 暖气 取暖 管网
    下水道
  `),
  cleanliness: words('垃圾 公厕 厕所 环卫 保洁 清扫 脏乱 卫生死角 占道经营 流动摊贩 乱摆摊 市容'),
  pollution: words(`
    污染 噪音 噪声 扰民 废气 废水 污水 粉尘 扬尘 油烟 臭味 恶臭 臭气 异味 黑烟 排污 环保 环评 辐射 河水 采石
    养殖场 化工
  `),
  housing: words(`
    物业 业主 小区 电梯 房产证 开发商 楼盘 交房 购房 买房 公积金 公租房 廉租房 经适房 房屋 维修基金 烂尾
    商品房 车位 违建 违章建筑
  `),
  land: words('征地 拆迁 征收 安置房 安置 补偿款 宅基地 国土 棚改 棚户区 土地证 拆除'),
  education: words(`
    学校 教师 老师 学生 孩子 小学 中学 高中 初中 幼儿园 补课 培训机构 学费 学区 入学 招生 高考 中考 教育
    校长 大学 学位 班主任 编制 健身 体育 图书馆 文物 文化 教育局 食堂 实习
  `),
  health: words(`
    医院 医生 看病 医疗 卫生院 卫生室 乡村医生 药品 药店 疫苗 手术 患者 病人 独生子女 计划生育 二胎 生育
    准生证 社会抚养费 再生育 流产 医师 护士 诊所 病历 卫生局 卫计
  `),
  welfare: words(`
    养老 社保 退休 低保 养老金 医保 养老保险 失业金 残疾 五保 救助 社会保险 工伤 抚恤 退役 参保 缴费 社保局
    工龄 人社局 职工医保
  `),
  work: words(`
    工资 拖欠 欠薪 农民工 就业 招聘 劳动合同 劳动法 加班 辞退 劳动局 劳动仲裁 下岗 上班 用人单位 待遇 员工
    公司 职工 职称 单位
  `),
  farming: words(
    '农田 水渠 灌溉 庄稼 种粮 农业 化肥 农药 种子 承包地 村里 农机 水库 村道 村委 林权 林地 粮食 养猪 扶贫',
  ),
  market: words(`
    超市 假货 过期 消费者 退款 商家 食品 价格 涨价 收费 会员卡 预付 传销 市场 旅游 景区 商场 营业执照 诈骗
    合同 购物 非法集资 投诉 消费 电信 酒店 工商 导游 店
  `),
  safety: words('安全隐患 消防 治安 偷 盗窃 赌博 派出所 报警 路灯 打架 监控 黑社会 毒品 酒驾 爆炸 火灾 安全生产 溺水'),
  services: words('办证 窗口 户口 身份证 行政审批 政务大厅 态度 落户 户籍 出生证明 不动产登记 政务服务'),
}

/** A suggestion for staff from the words of the text; undefined when no word speaks or two categories speak alike. */
export function guessCategory(text: string): CategoryId | undefined {
  let best: CategoryId | undefined
  let highest = 0
  let tied = false
  for (const id of CATEGORY_IDS) {
    if (id === 'other') continue
    const score = scoreOf(text, KEYWORDS[id])
    if (score > highest) {
      best = id
      highest = score
      tied = false
    } else if (score === highest && score > 0) {
      tied = true
    }
  }
  return tied ? undefined : best
}

/** A word counts at most three times: one that is repeated all through a long text must not drown the others. */
function scoreOf(text: string, keywords: readonly string[]): number {
  let score = 0
  for (const word of keywords) {
    const times = Math.min(3, text.split(word).length - 1)
    score += times * word.length
  }
  return score
}

function words(list: string): readonly string[] {
  return list.trim().split(/\s+/)
}
