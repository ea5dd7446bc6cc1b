import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { objectOf } from '../../configuration/configuration.ts'
import { given } from '../../configuration/testing/given.ts'
import { isoOf, microsOfIso, type Micros } from '../../kernel/time.ts'
import type { Period } from '../../metrics/figures.ts'
import { closedHours, openHours, openHoursOf, openingAt } from './open-hours.ts'
import { scheduleAt } from './schedule-at.ts'
import { schedules } from './schedules.ts'

const at = (text: string): Micros => microsOfIso(text) ?? Number.NaN
const between = (from: string, to: string): Period => ({ from: at(from), to: at(to) })
const shown = (hours: readonly Period[]) =>
  hours.map(({ from, to }) => `${isoOf(from).slice(0, 19)} ${isoOf(to).slice(0, 19)}`)

function scheduleOf(more: object) {
  const defined = { name: 'office', displayName: 'Office', opened: [{ from: '08:00', to: '18:00' }], ...more }
  const object = objectOf(given({ defineSchedule: defined }), schedules, 'office')
  if (!object) throw new Error('the schedule is not there')
  return object.value
}
const inParis = (more: object, period: Period) => shown(openHours(scheduleOf(more), 'Europe/Paris', period))

describe('the open hours of a schedule', () => {
  test('end behind its last minute, and are cut to the period', () => {
    expect(inParis({}, between('2026-11-23T09:00:00+01:00', '2026-11-24T09:00:00+01:00'))).toEqual([
      '2026-11-23T08:00:00 2026-11-23T17:01:00',
      '2026-11-24T07:00:00 2026-11-24T08:00:00',
    ])
  })

  test('leave out closed periods and holidays, and go over midnight', () => {
    const more = {
      opened: [{ from: '22:00', to: '05:59', weekdays: [1] }, { weekdays: [3] }],
      closed: [{ from: '23:30', to: '23:59' }],
      dates: [{ from: '2026-11-25' }],
    }
    expect(inParis(more, between('2026-11-23T00:00:00+01:00', '2026-11-30T00:00:00+01:00'))).toEqual([
      '2026-11-23T21:00:00 2026-11-23T22:30:00',
      '2026-11-23T23:00:00 2026-11-24T05:00:00',
    ])
  })

  test('are a whole day where it never closes, and everything while it is switched off', () => {
    const week = between('2026-11-23T00:00:00Z', '2026-11-30T00:00:00Z')
    expect(inParis({ opened: [{}] }, week)).toEqual(['2026-11-23T00:00:00 2026-11-30T00:00:00'])
    expect(inParis({ enabled: false }, week)).toEqual(['2026-11-23T00:00:00 2026-11-30T00:00:00'])
  })

  test('go by its own clock', () => {
    const day = between('2026-01-05T00:00:00Z', '2026-01-06T00:00:00Z')
    expect(inParis({ timeZone: 'America/New_York' }, day)).toEqual(['2026-01-05T13:00:00 2026-01-05T23:01:00'])
  })

  test('begin where the clock jumps when spring skips the first minute', () => {
    const night = { opened: [{ from: '02:30', to: '04:29' }] }
    expect(inParis(night, between('2026-03-28T22:00:00Z', '2026-03-29T22:00:00Z'))).toEqual([
      '2026-03-29T01:00:00 2026-03-29T02:30:00',
    ])
  })

  test('come twice in the hour that autumn repeats', () => {
    const night = { opened: [{ from: '02:30', to: '04:29' }] }
    expect(inParis(night, between('2026-10-24T22:00:00Z', '2026-10-25T22:00:00Z'))).toEqual([
      '2026-10-25T00:30:00 2026-10-25T01:00:00',
      '2026-10-25T01:30:00 2026-10-25T03:30:00',
    ])
  })

  test('are what the schedule says at every instant, in every zone', () => {
    const clock = fc.integer({ min: 0, max: 1439 }).map(minutes => {
      const two = (value: number) => String(value).padStart(2, '0')
      return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
    })
    const period = fc.record({ from: clock, to: clock, weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 })) })
    const zones = fc.constantFrom('Europe/Paris', 'America/St_Johns', 'Australia/Lord_Howe', 'Africa/Cairo', 'UTC')
    const changes = fc.constantFrom('2026-03-29T00:00:00Z', '2026-10-25T00:00:00Z', '2026-04-04T12:00:00Z')
    fc.assert(
      fc.property(
        fc.array(period, { minLength: 1, maxLength: 3 }),
        fc.array(period, { maxLength: 2 }),
        zones,
        changes,
        fc.array(fc.integer({ min: 0, max: 4 * 1440 - 1 }), { minLength: 20, maxLength: 20 }),
        (opened, closed, zone, start, minutes) => {
          const schedule = scheduleOf({ opened, closed })
          const span = { from: at(start), to: at(start) + 4 * 86_400_000_000 }
          const open = openHours(schedule, zone, span)
          for (const offset of minutes) {
            const instant = span.from + offset * 60_000_000 + 30_000_000
            const isOpen = open.some(({ from, to }) => from <= instant && instant < to)
            expect(isOpen).toBe(scheduleAt(schedule, instant, zone).open)
          }
          expect(open.every(({ from, to }, i) => from < to && (i === 0 || (open[i - 1]?.to ?? 0) < from))).toBe(true)
        },
      ),
      { numRuns: 100 },
    )
  })
})

describe('what went by several schedules', () => {
  const morning = scheduleOf({ opened: [{ from: '08:00', to: '11:59' }] })
  const whole = scheduleOf({})
  const day = between('2026-11-23T00:00:00Z', '2026-11-24T00:00:00Z')
  const history = [
    { ...between('2026-11-23T06:00:00Z', '2026-11-23T10:00:00Z'), schedule: morning },
    { ...between('2026-11-23T10:00:00Z', '2026-11-23T20:00:00Z'), schedule: whole },
  ]

  test('is open by that of the moment, and without any', () => {
    const open = openHoursOf(history, 'UTC', day)
    expect(shown(open)).toEqual([
      '2026-11-23T00:00:00 2026-11-23T06:00:00',
      '2026-11-23T08:00:00 2026-11-23T18:01:00',
      '2026-11-23T20:00:00 2026-11-24T00:00:00',
    ])
    expect(shown(closedHours(open, day))).toEqual([
      '2026-11-23T06:00:00 2026-11-23T08:00:00',
      '2026-11-23T18:01:00 2026-11-23T20:00:00',
    ])
    expect(closedHours(openHoursOf([], 'UTC', day), day)).toEqual([])
    expect(closedHours([], day)).toEqual([day])
  })

  const always = [{ from: 0, to: 9e15, schedule: whole }]
  test('is open or closed since the last change and until the next', () => {
    expect(openingAt(always, 'UTC', at('2026-11-23T12:00:00Z'))).toEqual({
      open: true,
      since: at('2026-11-23T08:00:00Z'),
      until: at('2026-11-23T18:01:00Z'),
    })
    expect(openingAt(always, 'UTC', at('2026-11-23T18:01:00Z'))).toEqual({
      open: false,
      since: at('2026-11-23T18:01:00Z'),
      until: at('2026-11-24T08:00:00Z'),
    })
  })

  test('changes once a year at least, or not within sight', () => {
    const newYear = scheduleOf({ opened: [{}], closed: [{ monthDays: [1], months: [1] }] })
    expect(openingAt([{ from: 0, to: 9e15, schedule: newYear }], 'UTC', at('2026-11-23T12:00:00Z'))).toEqual({
      open: true,
      since: at('2026-01-02T00:00:00Z'),
      until: at('2027-01-01T00:00:00Z'),
    })
    expect(openingAt([], 'UTC', at('2026-11-23T12:00:00Z'))).toEqual({ open: true, since: null, until: null })
  })
})
