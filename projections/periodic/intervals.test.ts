import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isoOf, microsOfIso } from '../../domain/kernel/time.ts'
import { startOfLocalDay } from '../../domain/kernel/zone.ts'
import type { Interval } from '../../domain/metrics/figures.ts'
import {
  dayOfWeek,
  eachInterval,
  hourOfDay,
  intervalsOf,
  intervalStartOf,
  nextIntervalStart,
  plainDayEnd,
} from './intervals.ts'

const at = (iso: string) => microsOfIso(iso)!
const period = (from: string, to: string) => ({ from: at(from), to: at(to) })
const printed = (from: string, to: string, interval: Interval, zone: string) =>
  intervalsOf(period(from, to), interval, zone).map(({ start, end }) =>
    `${isoOf(start)} ${isoOf(end)}`.replaceAll('.000000', ''),
  )

describe('intervals of a period', () => {
  test('are cut on the clock of the zone, the first and the last to the period', () => {
    expect(printed('2026-01-10T08:20:00Z', '2026-01-10T10:10:00Z', 'HOUR', 'Asia/Kolkata')).toEqual([
      '2026-01-10T08:20:00Z 2026-01-10T08:30:00Z',
      '2026-01-10T08:30:00Z 2026-01-10T09:30:00Z',
      '2026-01-10T09:30:00Z 2026-01-10T10:10:00Z',
    ])
  })

  test('TOTAL is the period', () => {
    expect(printed('2026-01-10T08:20:00Z', '2026-03-10T10:10:00Z', 'TOTAL', 'Europe/Paris')).toEqual([
      '2026-01-10T08:20:00Z 2026-03-10T10:10:00Z',
    ])
  })

  test('an empty or turned period has none', () => {
    expect(printed('2026-01-10T08:00:00Z', '2026-01-10T08:00:00Z', 'HOUR', 'UTC')).toEqual([])
    expect(printed('2026-01-10T08:00:00Z', '2026-01-09T08:00:00Z', 'TOTAL', 'UTC')).toEqual([])
  })

  test('the day of the autumn change has 100 quarters, that of spring 92', () => {
    expect(
      intervalsOf(period('2026-10-25T00:00:00+02:00', '2026-10-26T00:00:00+01:00'), 'QUARTER_HOUR', 'Europe/Paris'),
    ).toHaveLength(100)
    expect(
      intervalsOf(period('2026-03-29T00:00:00+01:00', '2026-03-30T00:00:00+02:00'), 'QUARTER_HOUR', 'Europe/Paris'),
    ).toHaveLength(92)
  })

  test('the hour that autumn repeats is two intervals, the one that spring skips is none', () => {
    expect(printed('2026-10-24T23:00:00Z', '2026-10-25T03:00:00Z', 'HOUR', 'Europe/Paris')).toHaveLength(4)
    expect(printed('2026-03-29T00:00:00Z', '2026-03-29T03:00:00Z', 'HOUR', 'Europe/Paris')).toEqual([
      '2026-03-29T00:00:00Z 2026-03-29T01:00:00Z',
      '2026-03-29T01:00:00Z 2026-03-29T02:00:00Z',
      '2026-03-29T02:00:00Z 2026-03-29T03:00:00Z',
    ])
  })

  test('where the clock moves by half an hour, an hour is cut at the change', () => {
    // Lord Howe: on 2026-04-05 at 02:00 (UTC+11) the clock goes back to 01:30 (UTC+10:30).
    expect(printed('2026-04-04T14:00:00Z', '2026-04-04T16:30:00Z', 'HOUR', 'Australia/Lord_Howe')).toEqual([
      '2026-04-04T14:00:00Z 2026-04-04T15:00:00Z',
      '2026-04-04T15:00:00Z 2026-04-04T15:30:00Z',
      '2026-04-04T15:30:00Z 2026-04-04T16:30:00Z',
    ])
  })

  test('days, weeks and months begin at local midnight, weeks on Monday', () => {
    expect(printed('2026-10-23T22:00:00Z', '2026-10-26T23:00:00Z', 'DAY', 'Europe/Paris')).toEqual([
      '2026-10-23T22:00:00Z 2026-10-24T22:00:00Z',
      '2026-10-24T22:00:00Z 2026-10-25T23:00:00Z',
      '2026-10-25T23:00:00Z 2026-10-26T23:00:00Z',
    ])
    expect(isoOf(intervalStartOf(at('2026-10-25T12:00:00Z'), 'WEEK', 'Europe/Paris'))).toBe(
      '2026-10-18T22:00:00.000000Z',
    )
    expect(isoOf(nextIntervalStart(at('2026-10-25T12:00:00Z'), 'WEEK', 'Europe/Paris'))).toBe(
      '2026-10-25T23:00:00.000000Z',
    )
    expect(isoOf(nextIntervalStart(at('2026-01-31T12:00:00Z'), 'MONTH', 'Europe/Paris'))).toBe(
      '2026-01-31T23:00:00.000000Z',
    )
    expect(isoOf(nextIntervalStart(at('2026-12-31T22:59:00Z'), 'MONTH', 'Europe/Paris'))).toBe(
      '2026-12-31T23:00:00.000000Z',
    )
  })

  test('where midnight does not exist, the day begins behind the gap', () => {
    // Beirut: 2026-03-29 00:00 becomes 01:00.
    expect(isoOf(intervalStartOf(at('2026-03-29T10:00:00Z'), 'DAY', 'Asia/Beirut'))).toBe('2026-03-28T22:00:00.000000Z')
    expect(isoOf(nextIntervalStart(at('2026-03-28T10:00:00Z'), 'DAY', 'Asia/Beirut'))).toBe(
      '2026-03-28T22:00:00.000000Z',
    )
  })
})

test('hour and day of the week are those of the wall clock', () => {
  expect(hourOfDay(at('2026-10-25T00:30:00Z'), 'Europe/Paris')).toBe(2)
  expect(hourOfDay(at('2026-10-25T01:30:00Z'), 'Europe/Paris')).toBe(2)
  expect(dayOfWeek(at('2026-10-25T12:00:00Z'), 'Europe/Paris')).toBe(7)
  expect(dayOfWeek(at('2026-10-25T23:30:00Z'), 'Europe/Paris')).toBe(1)
})

const zones = [
  'UTC',
  'Europe/Paris',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/Havana',
  'Asia/Beirut',
  'Pacific/Apia',
]
const kinds = ['QUARTER_HOUR', 'HALF_HOUR', 'HOUR', 'DAY', 'WEEK', 'MONTH'] as const

test('the intervals of any period lie side by side, and each instant in the one that starts where intervalStartOf says', () => {
  const instant = fc
    .integer({ min: at('2011-01-01T00:00:00Z') / 1e6, max: at('2030-01-01T00:00:00Z') / 1e6 })
    .map(s => s * 1e6)
  fc.assert(
    fc.property(
      instant,
      fc.integer({ min: 1, max: 200 * 3600 }),
      fc.constantFrom(...zones),
      fc.constantFrom(...kinds),
      (from, seconds, zone, kind) => {
        const to = from + seconds * 1e6
        let end = from
        for (const span of eachInterval({ from, to }, kind, zone)) {
          expect(span.start).toBe(end)
          expect(span.end).toBeGreaterThan(span.start)
          const start = intervalStartOf(span.start, kind, zone)
          expect(start).toBeLessThanOrEqual(span.start)
          expect(intervalStartOf(span.end - 1, kind, zone)).toBe(start)
          if (span.end < to) expect(intervalStartOf(span.end, kind, zone)).toBe(span.end)
          end = span.end
        }
        expect(end).toBe(to)
      },
    ),
    { numRuns: 300 },
  )
})

test('up to its plain end a local day is the day of every quarter, also where clocks are changed at midnight', () =>
  fc.assert(
    fc.property(
      fc.constantFrom('Europe/Paris', 'America/St_Johns', 'America/Sao_Paulo', 'Pacific/Apia', 'Africa/Cairo', 'UTC'),
      fc.integer({ min: at('2004-01-01T00:00:00Z') / 3_600_000_000, max: at('2026-12-31T00:00:00Z') / 3_600_000_000 }),
      (zone, hour) => {
        const day = startOfLocalDay(zone, hour * 3_600_000_000)
        const end = plainDayEnd(day, zone)
        for (let quarter = day; quarter < end; quarter += 900_000_000) expect(startOfLocalDay(zone, quarter)).toBe(day)
        expect([day, nextIntervalStart(day, 'DAY', zone)]).toContain(end)
      },
    ),
  ))
