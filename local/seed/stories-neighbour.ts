import { handled, type Story } from './story'

/** A few opinions of the county beside: 云溪县 must never see them. */
export const neighbourStories: readonly Story[] = [
  {
    key: 'lake-dyke',
    daysAgo: 25,
    by: { resident: 0 },
    station: 0,
    text: '湖滨路外侧的堤脚被水淘空了一段，走上去发颤，请赶在封冻前加固。',
    category: 'farming',
    contact: true,
    steps: [
      ...handled('water', 'ordinary', { assign: 1, reply: 15 }, { text: '已抛石护脚60米，并设警示牌，明年汛前完成永久护砌。', replyClass: 'B', promisedInDays: 150 }),
      { after: 16, do: 'release' },
    ],
  },
  {
    key: 'lake-reeds',
    daysAgo: 8,
    by: { resident: 1 },
    station: 1,
    text: '苇塘村收苇子的季节，村口堆场离住户太近，怕着火，能不能换个地方堆？',
    category: 'safety',
    steps: [{ after: 2, do: 'accept' }],
  },
  {
    key: 'lake-roof',
    daysAgo: 2,
    by: { resident: 2 },
    station: 0,
    text: '老住宅楼顶层漏雨两年了，维修基金一直申请不下来。',
    category: 'housing',
    contact: true,
    steps: [],
  },
]
