import { describe, expect, test } from 'vitest'
import { objectOf } from '../../configuration/configuration.ts'
import { given, when } from '../../configuration/testing/given.ts'
import { microsOfIso } from '../../kernel/time.ts'
import { scheduleAt } from './schedule-at.ts'
import { schedules } from './schedules.ts'

const schedule = (more = {}) => ({
  defineSchedule: { name: 'office', displayName: 'Office', opened: [{ from: '08:00', to: '18:00' }], ...more },
})

describe('a schedule', () => {
  test('is defined, and repeated changes nothing', () => {
    expect(when(given(), schedule())).toEqual({ events: ['ScheduleDefined office'] })
    expect(when(given(schedule()), schedule())).toEqual({ events: [] })
  })

  test('is open at some time', () => {
    expect(when(given(), schedule({ opened: [] }))).toEqual({
      rejections: ['commands[0].defineSchedule.opened required'],
    })
  })

  test('has a zone that exists', () => {
    expect(when(given(), schedule({ timeZone: 'Europe/Lutetia' }))).toEqual({
      rejections: ['commands[0].defineSchedule.timeZone zone'],
    })
  })

  test('has times, weekdays and months that exist', () => {
    expect(
      when(given(), schedule({ opened: [{ from: '24:00', weekdays: [0], months: [13], monthDays: [1, 1] }] })),
    ).toEqual({
      rejections: [
        'commands[0].defineSchedule.opened[0].from clockTime',
        'commands[0].defineSchedule.opened[0].weekdays[0] range',
        'commands[0].defineSchedule.opened[0].monthDays[1] unique',
        'commands[0].defineSchedule.opened[0].months[0] range',
      ],
    })
  })

  test('may be open over midnight, but not on days of the month', () => {
    const night = { from: '22:00', to: '06:00' }
    expect(when(given(), schedule({ opened: [{ ...night, weekdays: [5] }] }))).toEqual({
      events: ['ScheduleDefined office'],
    })
    expect(when(given(), schedule({ opened: [{ ...night, monthDays: [31] }] }))).toEqual({
      rejections: ['commands[0].defineSchedule.opened[0] overMidnight'],
    })
  })

  test('has holidays that exist and end after they begin, each added and removed alone', () => {
    const before = given(schedule())
    const date = (from: string, to?: string) => ({ addScheduleDate: { schedule: 'office', from, ...(to && { to }) } })
    expect(when(before, date('2026-12-24', '2027-01-01'), date('2026-07-14'))).toEqual({
      events: ['ScheduleDateAdded office', 'ScheduleDateAdded office'],
    })
    expect(when(before, date('2026-02-30'))).toEqual({
      rejections: ['commands[0].addScheduleDate.dates[0] date'],
    })
    expect(when(before, date('2026-12-25', '2026-12-24'))).toEqual({
      rejections: ['commands[0].addScheduleDate.dates[0].to order'],
    })
  })

  test('leads to what exists', () => {
    expect(when(given(), schedule({ closedDestination: { queue: { queue: 'night' } } }))).toEqual({
      rejections: ['commands[0].defineSchedule.closedDestination.queue.queue exists'],
    })
  })
})

describe('at an instant, a schedule', () => {
  const of = (more: object) => {
    const object = objectOf(given(schedule(more)), schedules, 'office')
    if (!object) throw new Error('the schedule is not there')
    return object.value
  }
  const at = (more: object, instant: string, zone = 'Europe/Paris') =>
    scheduleAt(of(more), microsOfIso(instant) ?? Number.NaN, zone)
  const busy = { busy: { delaySeconds: 10 } }
  const congestion = { congestion: { delaySeconds: 5 } }

  test('is closed in a closed period with its destination, else closed with the default (pbx-configuration §20)', () => {
    const lunch = {
      closed: [{ from: '12:00', to: '14:00', destination: busy }],
      closedDestination: congestion,
    }
    expect(at(lunch, '2026-11-23T11:00:00+01:00')).toEqual({ open: true })
    expect(at(lunch, '2026-11-23T13:00:00+01:00')).toEqual({ open: false, destination: busy })
    expect(at(lunch, '2026-11-23T19:00:00+01:00')).toEqual({ open: false, destination: congestion })
  })

  test('is open to the end of its last minute', () => {
    expect(at({}, '2026-11-23T18:00:59.999999+01:00')).toEqual({ open: true })
    expect(at({}, '2026-11-23T18:01:00+01:00')).toEqual({ open: false, destination: null })
  })

  test('goes by its own clock, or by that of the site, in winter and summer', () => {
    expect(at({}, '2026-07-01T06:30:00Z')).toEqual({ open: true })
    expect(at({}, '2026-01-05T06:30:00Z')).toMatchObject({ open: false })
    expect(at({ timeZone: 'America/New_York' }, '2026-01-05T20:00:00Z')).toEqual({ open: true })
  })

  test('goes by weekdays, days of the month and months together', () => {
    const rules = { opened: [{ weekdays: [1], monthDays: [23], months: [11] }] }
    expect(at(rules, '2026-11-23T00:00:00+01:00')).toEqual({ open: true })
    expect(at(rules, '2026-11-24T00:00:00+01:00')).toMatchObject({ open: false })
    expect(at(rules, '2025-11-23T00:00:00+01:00')).toMatchObject({ open: false })
  })

  test('is open over midnight into the next day, from Sunday into Monday too', () => {
    const night = { opened: [{ from: '22:00', to: '06:00', weekdays: [7] }] }
    expect(at(night, '2026-11-22T23:00:00+01:00')).toEqual({ open: true })
    expect(at(night, '2026-11-23T06:00:30+01:00')).toEqual({ open: true })
    expect(at(night, '2026-11-23T22:30:00+01:00')).toMatchObject({ open: false })
    expect(at(night, '2026-11-22T05:00:00+01:00')).toMatchObject({ open: false })
  })

  test('is closed on holidays from their first to their last day', () => {
    const feast = { dates: [{ from: '2026-12-24', to: '2026-12-26', destination: busy }, { from: '2027-01-01' }] }
    expect(at(feast, '2026-12-26T10:00:00+01:00')).toEqual({ open: false, destination: busy })
    expect(at(feast, '2026-12-28T10:00:00+01:00')).toEqual({ open: true })
    expect(at(feast, '2027-01-01T10:00:00+01:00')).toEqual({ open: false, destination: null })
  })

  test('is always open while it is switched off', () => {
    expect(at({ enabled: false }, '2026-11-23T03:00:00+01:00')).toEqual({ open: true })
  })
})
