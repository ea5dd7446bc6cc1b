import { expect, test } from 'vitest'
import { parseRange } from './report-range.ts'

const now = Date.parse('2026-11-21T23:30:00Z')

test('without a word it is today in the zone that the sites share, by the hour', () => {
  expect(parseRange('', ['Europe/Paris', 'Europe/Paris'], now)).toMatchObject({
    preset: 'today',
    zone: 'Europe/Paris',
    days: { first: '2026-11-22', last: '2026-11-22' },
    periodInput: { from: '2026-11-21T23:00:00.000Z', to: '2026-11-22T23:00:00.000Z' },
    interval: 'HOUR',
  })
})

test('the zone of the address comes before that of the sites, a wrong one is none', () => {
  expect(parseRange('?zone=Asia/Tokyo', ['Europe/Paris'], now).zone).toBe('Asia/Tokyo')
  expect(parseRange('?zone=Mars/Base', ['Europe/Paris'], now).zone).toBe('Europe/Paris')
})

test('custom days are taken in either order, and wrong ones are today', () => {
  const custom = (days: string) => parseRange(`?zone=UTC&period=custom&${days}`, [], now).days
  expect(custom('from=2026-10-01&to=2026-10-31')).toEqual({ first: '2026-10-01', last: '2026-10-31' })
  expect(custom('from=2026-10-31&to=2026-10-01')).toEqual({ first: '2026-10-01', last: '2026-10-31' })
  expect(custom('from=2026-02-30&to=x')).toEqual({ first: '2026-11-21', last: '2026-11-21' })
})

test('an interval that does not suit the period is replaced by one that does', () => {
  expect(parseRange('?zone=UTC&period=today&interval=MONTH', [], now).interval).toBe('HOUR')
  expect(parseRange('?zone=UTC&period=today&interval=QUARTER_HOUR', [], now).interval).toBe('QUARTER_HOUR')
  expect(parseRange('?zone=UTC&period=month&interval=nonsense', [], now).interval).toBe('DAY')
})
