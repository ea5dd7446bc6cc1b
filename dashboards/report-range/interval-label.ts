import { formatDay, formatMonth, formatShortClock, partsOf } from '../format/instants.ts'
import type { ReportInterval } from '../format/periods.ts'
import { offsetMillis } from '../format/zones.ts'
import type { Language } from '../i18n/language.ts'

/** Name of an interval on an axis: the clock within a day, else the day or the month. Among several days midnight names the day. */
export function tickOf(
  start: number,
  interval: ReportInterval,
  zone: string,
  language: Language,
  severalDays = true,
): string {
  switch (interval) {
    case 'QUARTER_HOUR':
    case 'HALF_HOUR':
    case 'HOUR': {
      const clock = formatShortClock(start, zone, language)
      return severalDays && clock === '00:00' ? dayAndMonth(start, zone) : clock
    }
    case 'DAY':
    case 'WEEK':
      return dayAndMonth(start, zone)
    case 'MONTH':
      return `${partsOf(start, zone).year}-${partsOf(start, zone).month}`
  }
}

function dayAndMonth(at: number, zone: string): string {
  const { day, month } = partsOf(at, zone)
  return `${day}/${month}`
}

/** Its full name. The second of two equal hours of an autumn night is told apart by its offset from UTC. */
export function intervalName(
  start: number,
  end: number,
  interval: ReportInterval,
  zone: string,
  language: Language,
): string {
  switch (interval) {
    case 'QUARTER_HOUR':
    case 'HALF_HOUR':
    case 'HOUR': {
      const name = `${formatDay(start, zone, language)} ${formatShortClock(start, zone, language)}–${formatShortClock(end, zone, language)}`
      return isRepeated(start, zone) ? `${name} (${offsetName(start, zone)})` : name
    }
    case 'DAY': {
      const hours = (end - start) / hour
      return hours === 24 ? formatDay(start, zone, language) : `${formatDay(start, zone, language)} (${hours} h)`
    }
    case 'WEEK':
      return `${formatDay(start, zone, language)} – ${formatDay(end - 1, zone, language)}`
    case 'MONTH':
      return formatMonth(start, zone, language)
  }
}

const hour = 3_600_000

/** By how much the clock was changed between two instants of a zone, as it is written on an axis; undefined: not at all. */
export function clockChangeBetween(before: number, after: number, zone: string): string | undefined {
  const minutes = (offsetMillis(after, zone) - offsetMillis(before, zone)) / 60_000
  if (minutes === 0) return undefined
  const size = Math.abs(minutes)
  return `${minutes < 0 ? '−' : '+'}${size % 60 === 0 ? `${size / 60} h` : `${size} min`}`
}

const wall = (at: number, zone: string): string => {
  const { year, month, day, hour: clockHour, minute } = partsOf(at, zone)
  return `${year}-${month}-${day} ${clockHour}:${minute}`
}

const isRepeated = (at: number, zone: string): boolean =>
  [-hour, -hour / 2, hour / 2, hour].some(away => wall(at + away, zone) === wall(at, zone))

const offsetName = (at: number, zone: string): string =>
  new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value ?? ''
