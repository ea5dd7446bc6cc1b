import { expect, test } from 'vitest'
import { comparedPeriod, comparedSoFar, daysEarlier, matched } from './compared-period.ts'
import { parseRange } from './report-range.ts'

const zone = 'Europe/Paris'
const at = (text: string) => Date.parse(text)
const now = at('2026-11-30T14:40:00+01:00')
const rangeOf = (search: string) => parseRange(`${search}&zone=${zone}`, [zone], now)
const iso = ({ from, to }: { from: number; to: number }) => [new Date(from).toISOString(), new Date(to).toISOString()]

test.each([
  ['period=today', 'before', 1],
  ['period=today', 'week', 7],
  ['period=week', 'before', 7],
  ['period=custom&from=2026-11-01&to=2026-11-10', 'before', 10],
  ['period=custom&from=2026-11-01&to=2026-11-10', 'week', 14],
  ['period=custom&from=2026-10-20&to=2026-10-30', 'before', 11],
  ['period=month', 'year', 364],
] as const)('%s is compared with %s, %i days earlier', (search, comparison, days) => {
  expect(daysEarlier(rangeOf(search), comparison)).toBe(days)
})

test('the days that are compared are whole ones, be they of 25 hours', () => {
  const range = rangeOf('period=custom&from=2026-11-01&to=2026-11-01')
  expect(iso(comparedPeriod(range, 7))).toEqual(['2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'])
})

test('a day that goes on is compared with as much of the other, to the quarter of an hour on the wall', () => {
  expect(iso(comparedSoFar(rangeOf('period=today'), 7, now))).toEqual([
    '2026-11-22T23:00:00.000Z',
    '2026-11-23T13:30:00.000Z',
  ])
  expect(iso(comparedSoFar(rangeOf('period=today'), 42, now))).toEqual([
    '2026-10-18T22:00:00.000Z',
    '2026-10-19T12:30:00.000Z',
  ])
  const over = rangeOf('period=yesterday')
  expect(comparedSoFar(over, 1, now)).toEqual(comparedPeriod(over, 1))
})

const add = (a: Row, b: Row): Row => ({ start: a.start, calls: a.calls + b.calls })
interface Row {
  readonly start: number
  readonly calls: number
}

test('hours stand against those of the same clock time, over a change of the clock', () => {
  const how = { interval: 'HOUR', zone, earlier: 7 } as const
  const starts = ['01:00', '02:00', '03:00'].map(clock => at(`2026-11-01T${clock}:00+01:00`))
  const rows = ['2026-10-25T00:00Z', '2026-10-25T01:00Z', '2026-10-25T02:00Z', '2026-10-24T23:00Z'].map(
    (start, place) => ({ start: at(start), calls: 10 ** place }),
  )
  expect(matched(starts, rows, how, add).map(row => row?.calls)).toEqual([1000, 11, 100])
  const skipped = [{ start: at('2026-03-29T01:00Z'), calls: 5 }]
  const spring = ['02:00', '03:00'].map(clock => at(`2026-04-05T${clock}:00+02:00`))
  expect(matched(spring, skipped, how, add).map(row => row?.calls)).toEqual([undefined, 5])
})

test('months stand against those at the same place', () => {
  const how = { interval: 'MONTH', zone, earlier: 61 } as const
  const rows = [{ start: at('2026-07-31T22:00Z'), calls: 1 }]
  expect(matched([at('2026-09-30T22:00Z'), at('2026-10-31T23:00Z')], rows, how, add).map(row => row?.calls)).toEqual([
    1,
    undefined,
  ])
})
