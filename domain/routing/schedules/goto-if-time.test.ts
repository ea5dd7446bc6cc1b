import fc from 'fast-check'
import { expect, test } from 'vitest'
import { objectOf } from '../../configuration/configuration.ts'
import { given } from '../../configuration/testing/given.ts'
import { microsOfIso } from '../../kernel/time.ts'
import { contentOf, renderingOf } from '../../pbx-files/testing/sample-configurations.ts'
import { readDialplan } from '../../pbx-files/dialplan/testing/read-dialplan.ts'
import { renderFiles } from '../../pbx-files/render.ts'
import { openHours } from './open-hours.ts'
import { schedules } from './schedules.ts'

/** The clock of the PBX, which is in the zone of its site. */
const siteZone = 'Europe/Paris'
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const clocks = new Map<string, Intl.DateTimeFormat>()

/** What localtime says in a zone, as `20261025`, `02:30`, `sun`, 25, `oct`. */
function localTime(zone: string, ms: number) {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
  clocks.set(zone, clock)
  const part = Object.fromEntries(clock.formatToParts(ms).map(({ type, value }) => [type, value]))
  const { year = '', month = '', day = '', hour = '', minute = '', weekday = '' } = part
  return {
    date: Number(year + month + day),
    time: `${hour}:${minute}`,
    weekday: weekday.toLowerCase(),
    day: Number(day),
    month: months[Number(month) - 1] ?? '',
  }
}

/** Every minute is asked for by itself, as `ast_check_timing` does it with its masks: `times,weekdays,mdays,months[,zone]`. */
function isWithin(timing: string, ms: number): boolean {
  const [times = '', days = '', dates = '', names = '', zone = siteZone] = timing.split(',')
  const now = localTime(zone, ms)
  const [from = '', to = ''] = times.split('-')
  const isListed = (list: string, value: string) => list === '*' || list.split('&').includes(value)
  return (
    minutesOf(from, to).has(now.time) &&
    isListed(days, now.weekday) &&
    isListed(dates, String(now.day)) &&
    isListed(names, now.month)
  )
}

const minuteNames = Array.from({ length: 1440 }, (_, minute) =>
  [Math.floor(minute / 60), minute % 60].map(value => String(value).padStart(2, '0')).join(':'),
)

const minuteSets = new Map<string, ReadonlySet<string>>()

/** From the first to the last minute, which belongs to it; over midnight where the last is before the first (`get_timerange`). */
function minutesOf(from: string, to: string): ReadonlySet<string> {
  const known = minuteSets.get(from + to)
  if (known) return known
  const [first, last] = [minuteNames.indexOf(from), minuteNames.indexOf(to)]
  if (first < 0 || last < 0) throw new Error(`${from}-${to} is no range of times`)
  const minutes = new Set<string>()
  for (let minute = first; ; minute = (minute + 1) % 1440) {
    minutes.add(minuteNames[minute] ?? '')
    if (minute === last) break
  }
  minuteSets.set(from + to, minutes)
  return minutes
}

/** Where the first test leads that holds. */
function answerAt(steps: readonly { readonly application: string; readonly arguments: string }[], ms: number): string {
  for (const { application, arguments: text } of steps) {
    if (application === 'Goto') return text
    if (application === 'Set' || application === 'NoOp') return text
    if (application === 'GotoIfTime') {
      const [timing = '', label = ''] = text.split('?')
      if (isWithin(timing, ms)) return label
      continue
    }
    const [, zone = '', first, last, label] =
      /^\$\[\$\{STRFTIME\(\$\{EPOCH\},([^,]*),%Y%m%d\)\} >= (\d+) & \$\{STRFTIME\(\$\{EPOCH\},[^,]*,%Y%m%d\)\} <= (\d+)\]\?(\w+)$/.exec(
        text,
      ) ?? []
    if (application !== 'GotoIf' || label === undefined) throw new Error(`${application}(${text}) is not understood`)
    const { date } = localTime(zone === '' ? siteZone : zone, ms)
    if (Number(first) <= date && date <= Number(last)) return label
  }
  throw new Error('nothing was decided')
}

const clockTime = fc.constantFrom(
  '00:00',
  '00:29',
  '01:30',
  '02:00',
  '02:30',
  '03:00',
  '12:00',
  '23:59',
  ...minuteNames,
)
const period = fc
  .record({
    from: clockTime,
    to: clockTime,
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 5 }),
    monthDays: fc.oneof(fc.constant([]), fc.uniqueArray(fc.constantFrom(1, 3, 4, 5, 24, 25, 26, 28, 29, 30, 31))),
    months: fc.oneof(fc.constant([]), fc.uniqueArray(fc.constantFrom(3, 4, 10, 11))),
  })
  .map(one => (one.from > one.to ? { ...one, monthDays: [], months: [] } : one))

/** Two days, between which a clock somewhere is put forward or back. */
const changes = [
  ['Europe/Paris', '2026-03-28T12:00:00Z'],
  ['Europe/Paris', '2026-10-24T12:00:00Z'],
  ['America/New_York', '2026-10-31T16:00:00Z'],
  ['America/St_Johns', '2026-03-07T12:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T00:00:00Z'],
  ['Africa/Cairo', '2026-04-23T12:00:00Z'],
  ['America/Santiago', '2026-04-04T12:00:00Z'],
] as const

const dates = fc.array(
  fc.record({
    from: fc.constantFrom('2026-03-29', '2026-04-04', '2026-10-25', '2026-11-01'),
    to: fc.constantFrom(null, '2026-12-24'),
  }),
  { maxLength: 1 },
)

test('a schedule is open in the figures at exactly the minutes at which Asterisk lets calls through', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...changes),
      fc.array(period, { minLength: 1, maxLength: 3 }),
      fc.array(period, { maxLength: 2 }),
      dates,
      ([timeZone, start], opened, closed, holidays) => {
        const zone = timeZone === siteZone ? {} : { timeZone }
        const configuration = given(
          { defineMediaServer: { name: 'main', main: true, address: '192.0.2.10' } },
          { defineContext: { name: 'default', displayName: 'Default' } },
          { defineSchedule: { name: 'office', displayName: 'Office', ...zone, opened, closed, dates: holidays } },
        )
        const schedule = objectOf(configuration, schedules, 'office')?.value
        const dialplan = contentOf(renderFiles(renderingOf(configuration, 'main')), 'extensions.conf')
        const steps = [...readDialplan(dialplan)].find(([name]) => name.includes('schedule') && name.includes('office'))
        const asked = steps?.[1].extensions.get('s')
        if (!schedule || !asked) throw new Error('the schedule is not in the dialplan')
        const from = microsOfIso(start) ?? NaN
        const minutes = Array.from({ length: 2 * 1440 }, (_, i) => from + i * 60_000_000)
        const open = openHours(schedule, siteZone, { from, to: from + 2 * 86_400_000_000 })
        const inFigures = minutes.filter(at => open.some(hours => hours.from <= at && at < hours.to))
        const inAsterisk = minutes.filter(at => answerAt(asked, at / 1000) === 'opened')
        expect(inFigures).toEqual(inAsterisk)
      },
    ),
    { numRuns: 30 },
  )
})
