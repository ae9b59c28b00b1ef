import { seriousOf } from '../../scripts/check/advisories'

const report = {
  vulnerabilities: {
    careless: { name: 'careless', severity: 'high', via: [{ title: 'Prototype pollution', url: 'https://example.invalid/1' }] },
    above: { name: 'above', severity: 'critical', via: ['careless'] },
    small: { name: 'small', severity: 'moderate', via: [{ title: 'Slow regular expression' }] },
  },
}

test('known advisories of high and critical severity fail the check, others do not', () => {
  expect(seriousOf(report)).toEqual(['careless: high Prototype pollution https://example.invalid/1', 'above: critical'])
  expect(seriousOf({ vulnerabilities: {} })).toEqual([])
  expect(seriousOf({ message: '405' })).toEqual([])
})
