import { calendarDate, clockTime, slug, timeZone } from '../../configuration/formats.ts'
import { objectKind, type ObjectOf } from '../../configuration/kind.ts'
import { flag, group, initially, integer, list, optional, text } from '../../configuration/shape.ts'
import type { Rejection } from '../../kernel/decider.ts'
import { isZone } from '../../kernel/zone.ts'
import { belongsTo } from '../../sites/entities.ts'
import { destination } from '../dialplan/destination.ts'

const whenever = {
  from: initially(text('First minute.', { max: 5, format: clockTime }), '00:00'),
  to: initially(
    text('Last minute, which belongs to the period; before the first one: of the next day.', {
      max: 5,
      format: clockTime,
    }),
    '23:59',
  ),
  weekdays: list(integer('Days of the week, 1 is Monday; none: all.', [1, 7]), { unique: true }),
  monthDays: list(integer('Days of the month; none: all.', [1, 31]), { unique: true }),
  months: list(integer('Months; none: all.', [1, 12]), { unique: true }),
}

const closedTo = optional(destination('Where calls then go; unset: where the schedule says.'))

/** pbx-configuration §9.7: of users, groups, incalls, outcalls and queues. */
export const schedules = objectKind({
  name: 'schedule',
  description: 'When calls are taken, and where they go otherwise.',
  key: ['name'],
  fields: {
    name: text('Short name.', { max: 64, format: slug }),
    displayName: text('Name for people.', { max: 128 }),
    entity: belongsTo,
    timeZone: optional(
      text('Zone of its clock, e.g. Europe/Paris; unset: that of the site.', { max: 64, format: timeZone }),
    ),
    opened: list(group('A time in which it is open, unless a closed one says otherwise.', 'OpenedPeriod', whenever)),
    closed: list(
      group('A time in which it is closed although it were open.', 'ClosedPeriod', {
        ...whenever,
        destination: closedTo,
      }),
    ),
    dates: list(
      group('Whole days on which it is closed: a holiday.', 'ClosedDates', {
        from: text('First day.', { max: 10, format: calendarDate }),
        to: optional(text('Last day; unset: the first.', { max: 10, format: calendarDate })),
        name: optional(text('What day it is.', { max: 128 })),
        destination: closedTo,
      }),
    ),
    closedDestination: optional(destination('Where calls go when it is closed; unset: they end.')),
    enabled: flag('Whether it is asked; off: always open.', true),
    description: optional(text('For people.', { max: 1000 })),
  },
  items: { dates: { noun: 'Date', key: ['from'] } },
  check({ timeZone: zone, opened, closed, dates }): Rejection[] {
    return [
      ...(zone === null || isZone(zone)
        ? []
        : [{ field: 'timeZone', rule: 'zone', message: `${zone} is no time zone; write e.g. Europe/Paris` }]),
      ...(opened.length > 0
        ? []
        : [{ field: 'opened', rule: 'required', message: 'a schedule must be open at some time: give a period' }]),
      ...opened.flatMap((period, i) => overMidnight(period, `opened[${i}]`)),
      ...closed.flatMap((period, i) => overMidnight(period, `closed[${i}]`)),
      ...dates.flatMap(({ from, to }, i) => noSuchDates(from, to ?? from, `dates[${i}]`)),
    ]
  },
})

export type Schedule = ObjectOf<typeof schedules>

interface Period {
  readonly from: string
  readonly to: string
  readonly monthDays: readonly number[]
  readonly months: readonly number[]
}

/** The part after midnight lies on the next weekday; which day follows the last of a month cannot be said in one period. */
function overMidnight({ from, to, monthDays, months }: Period, field: string): Rejection[] {
  if (from <= to || (monthDays.length === 0 && months.length === 0)) return []
  return [
    {
      field,
      rule: 'overMidnight',
      message: `${from} to ${to} ends on the next day; with days of the month or months write two periods, to 23:59 and from 00:00`,
    },
  ]
}

function noSuchDates(from: string, to: string, field: string): Rejection[] {
  const unknown = [from, to].find(date => new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10) !== date)
  if (unknown !== undefined) return [{ field, rule: 'date', message: `there is no day ${unknown}` }]
  if (from <= to) return []
  return [{ field: `${field}.to`, rule: 'order', message: `${to} comes before ${from}` }]
}
