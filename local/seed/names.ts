/** Invented names, in a fixed order, so that two first starts look alike. */
const SURNAMES = Array.from('周林郑梁宋唐韩冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎')
const GIVEN = Array.from(
  '秀兰建国玉梅志强春燕德山丽华海涛小敏文斌桂芳永福雪琴卫东晓云立新淑珍长林红霞振华'.matchAll(/../g),
  ([given]) => given,
)

/** The nth invented name; the first 600 all differ. */
export function nameOf(n: number): string {
  const surname = n % SURNAMES.length
  const given = (Math.floor(n / SURNAMES.length) + surname * 7) % GIVEN.length
  return `${SURNAMES[surname] ?? ''}${GIVEN[given] ?? ''}`
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
