import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { waitBucket, type WaitHistogram } from './figures.ts'
import { addWaits } from './sums.ts'
import { countWithin, percentileSeconds } from './waits.ts'

const histogramOf = (micros: readonly number[]): WaitHistogram => {
  const waits = new Map<number, number>()
  for (const wait of micros) waits.set(waitBucket(wait), (waits.get(waitBucket(wait)) ?? 0) + 1)
  return waits
}

const someWaits = fc.array(
  fc.oneof(
    fc.integer({ min: 0, max: 120 }).map(s => s * 1e6),
    fc.integer({ min: 0, max: 120e6 }),
  ),
)

describe('counts by length', () => {
  test('are exact for whole seconds', () => {
    fc.assert(
      fc.property(someWaits, fc.integer({ min: -1, max: 130 }), (waits, seconds) => {
        const histogram = histogramOf(waits)
        expect(countWithin(histogram, seconds)).toBe(waits.filter(wait => wait <= seconds * 1e6).length)
      }),
    )
  })

  test('cut a fraction of a second that is asked for', () => {
    const waits = histogramOf([2e6, 2.3e6, 3e6])
    expect([countWithin(waits, 2), countWithin(waits, 2.9), countWithin(waits, 3)]).toEqual([1, 1, 3])
  })

  test('take infinity for everybody and refuse what is no number', () => {
    expect(countWithin(histogramOf([1e6, 5e9]), Infinity)).toBe(2)
    expect(() => countWithin(new Map(), NaN)).toThrow('a number is needed')
  })
})

describe('a percentile', () => {
  test('is the smallest whole second that so many per cent did not exceed', () => {
    fc.assert(
      fc.property(
        someWaits.filter(waits => waits.length > 0),
        fc.integer({ min: 1, max: 100 }),
        (waits, percentile) => {
          const histogram = histogramOf(waits)
          const seconds = percentileSeconds(histogram, percentile) ?? NaN
          const wanted = (percentile * waits.length) / 100
          expect(countWithin(histogram, seconds)).toBeGreaterThanOrEqual(wanted)
          expect(countWithin(histogram, seconds - 1)).toBeLessThan(wanted)
        },
      ),
    )
  })

  test('of no calls is none', () => {
    expect(percentileSeconds(new Map(), 90)).toBeNull()
    expect(percentileSeconds(new Map([[4, 0]]), 90)).toBeNull()
  })

  test('of 0 is the shortest wait, of 100 the longest', () => {
    const waits = histogramOf([3e6, 7e6, 8.1e6])
    expect([percentileSeconds(waits, 0), percentileSeconds(waits, 50), percentileSeconds(waits, 100)]).toEqual([
      3, 7, 9,
    ])
  })

  test('is not thrown off by the rounding of doubles', () => {
    const thousand = histogramOf(Array.from({ length: 1000 }, (_, i) => (i + 1) * 1e6))
    expect(percentileSeconds(thousand, 99.9)).toBe(999)
    expect(percentileSeconds(thousand, 7)).toBe(70)
  })

  test('outside of 0..100 is refused with what to write', () => {
    for (const wrong of [-1, 100.1, NaN])
      expect(() => percentileSeconds(new Map(), wrong)).toThrow(`percentile ${wrong}: give a number from 0 to 100`)
  })

  test('of two intervals comes from their added histograms', () => {
    const both = addWaits(histogramOf([1e6, 2e6]), histogramOf([2e6, 9e6]))
    expect([...both].sort()).toEqual([...histogramOf([1e6, 2e6, 2e6, 9e6])].sort())
  })
})
