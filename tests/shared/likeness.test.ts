import fc from 'fast-check'
import { pairsOf, rankByLikeness } from '@shared/domain/likeness'

describe('likeness of Chinese texts', () => {
  it('takes pairs of neighbouring characters and no punctuation', () => {
    expect([...pairsOf('路灯坏了。路灯')]).toEqual(['路灯', '灯坏', '坏了'])
  })

  it('finds the same matter in other words before another matter', () => {
    const texts = ['小区停水三天了，老人没法做饭。', '菜市场路口晚上没有灯，路灯坏了很久。', '学校门口堵车，孩子上学不安全。']
    const [first] = rankByLikeness('南关菜市场门口的路灯坏了半个月，晚上老人走路不安全。', texts, 0.05)
    expect(first?.index).toBe(1)
  })

  it('is 1 for the same text, symmetrical in order, and between 0 and 1', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 2 }), fc.array(fc.string(), { maxLength: 5 }), (text, others) => {
        const ranked = rankByLikeness(text, [text, ...others], 0)
        const same = ranked.find((r) => r.index === 0)?.likeness
        expect(same).toBe(pairsOf(text).size === 0 ? 0 : 1)
        for (const one of ranked) expect(one.likeness >= 0 && one.likeness <= 1 + 1e-9).toBe(true)
      }),
    )
  })
})
