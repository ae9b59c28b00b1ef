import fc from 'fast-check'
import { CATEGORIES, CATEGORY_IDS, guessCategory, isCategoryId } from '@shared/domain/category'

describe('categories', () => {
  it('are few, each with its own short label and an example', () => {
    const all = CATEGORY_IDS.map((id) => CATEGORIES[id])
    expect(all.length).toBeLessThanOrEqual(15)
    expect(new Set(all.map(({ label }) => label)).size).toBe(all.length)
    expect(all.every(({ label, example }) => label.length <= 4 && example.length >= 6 && example.length <= 30)).toBe(
      true,
    )
    expect(Object.keys(CATEGORIES)).toEqual([...CATEGORY_IDS])
    expect(CATEGORY_IDS.at(-1)).toBe('other')
  })

  it('are told from other words', () => {
    expect(isCategoryId('roads')).toBe(true)
    expect(['道路', 'toString', ''].some(isCategoryId)).toBe(false)
  })
})

describe('a guess', () => {
  it.each([
    ['李庄村口的公路坑洼不平，公交车也不来', 'roads'],
    ['三号楼供暖不热，自来水水压也小', 'utilities'],
    ['菜市口垃圾没人清扫，公厕也脏', 'cleanliness'],
    ['化工厂半夜排污，恶臭熏人', 'pollution'],
    ['物业不管，电梯坏了一个月，业主都急', 'housing'],
    ['征地两年了，补偿款一分没见', 'land'],
    ['小学老师不够，孩子没法入学', 'education'],
    ['镇卫生院没有疫苗，医生也少', 'health'],
    ['我爹的养老金停发了，低保也没批', 'welfare'],
    ['工地拖欠农民工工资', 'work'],
    ['水渠堵了没法灌溉，庄稼要旱死', 'farming'],
    ['超市卖过期食品，商家不退款', 'market'],
    ['消防通道被堵，有安全隐患', 'safety'],
    ['给孩子落户口，窗口跑了三趟身份证还没办下来', 'services'],
  ] as const)('of %s is %s', (text, id) => {
    expect(guessCategory(text)).toBe(id)
  })

  it('is not made when nothing speaks, or two speak alike', () => {
    expect(guessCategory('你们好，谢谢')).toBeUndefined()
    expect(guessCategory('垃圾和停水')).toBeUndefined()
    expect(guessCategory('')).toBeUndefined()
  })

  it('is not drowned by one word said over and over', () => {
    expect(guessCategory(`${'垃圾'.repeat(50)}，拖欠农民工工资，劳动合同也没签`)).toBe('work')
  })

  it('is a known category or none for any text, and never 其他', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const guess = guessCategory(text)
        return guess === undefined || (isCategoryId(guess) && guess.length > 0 && guess !== CATEGORY_IDS.at(-1))
      }),
    )
  })
})
