/** Invented names. Every combination is used at most once, in a fixed order, so that two first starts look alike. */
const SURNAMES = Array.from('周林郑梁宋唐韩冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎')
const WOMEN = ['秀兰', '玉梅', '春燕', '丽华', '小敏', '桂芳', '雪琴', '晓云', '淑珍', '红霞']
const MEN = ['建国', '志强', '德山', '海涛', '文斌', '永福', '卫东', '立新', '长林', '振华']

/** The nth invented name. */
export function nameOf(n: number): string {
  const given = n % 2 === 0 ? WOMEN : MEN
  // 7 and 30 share no factor: neighbours differ in surname, and 300 names pass before one comes again.
  const surname = SURNAMES[(n * 7) % SURNAMES.length] ?? ''
  return `${surname}${given[Math.floor(n / 2 + n / SURNAMES.length) % given.length] ?? ''}`
}

/** An invented mobile number: this block is not given out. */
export function phoneOf(n: number): string {
  return `1990000${String(1000 + n).slice(-4)}`
}

export const DEPUTY_TITLES = [
  '县人大代表 · 村党支部书记',
  '县人大代表 · 乡村医生',
  '县人大代表 · 小学教师',
  '县人大代表 · 种粮大户',
  '县人大代表 · 社区居委会主任',
  '县人大代表 · 农机合作社理事长',
  '县人大代表 · 企业车间主任',
  '县人大代表 · 律师',
  '县人大代表 · 公交驾驶员',
  '县人大代表 · 卫生院院长',
] as const

export const DEPUTY_INTROS = [
  '关心道路、用水这些家门口的事，每月两次在家站接待。',
  '常年走村入户，熟悉老人看病、慢病用药的难处。',
  '关注孩子上学和校门口的安全。',
  '关心水利、农机和粮食补贴。',
  '熟悉老旧小区改造、物业和垃圾分类。',
] as const
