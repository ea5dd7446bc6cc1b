import type { Language } from '../i18n/language.ts'

/**
 * Milliseconds since 1970 of an instant of the API. It carries microseconds; a browser's clock has no use for the last three
 * digits, and only three are sure to be understood by Date.parse.
 */
export function millisOf(instant: string): number {
  return Date.parse(instant.replace(/(\.\d{3})\d+/, '$1'))
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(language: Language, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${zone} ${JSON.stringify(options)}`
  let known = formatters.get(key)
  // British English writes the day before the month and 24 hours, as every queue_log reader does.
  const locale = language === 'en' ? 'en-GB' : 'fr-FR'
  if (!known) formatters.set(key, (known = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone })))
  return known
}

const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const
const shortClock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

export const formatClock = (at: number, zone: string, language: Language): string =>
  formatterOf(language, zone, clock).format(at)

export const formatShortClock = (at: number, zone: string, language: Language): string =>
  formatterOf(language, zone, shortClock).format(at)

export const formatDay = (at: number, zone: string, language: Language): string =>
  formatterOf(language, zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(at)

export const formatLongDay = (at: number, zone: string, language: Language): string =>
  formatterOf(language, zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(at)

export const formatMonth = (at: number, zone: string, language: Language): string =>
  formatterOf(language, zone, { month: 'long', year: 'numeric' }).format(at)

/** `2026-11-21 03:56`: sorts, and is read the same in every language. */
export function formatMinute(at: number, zone: string): string {
  const part = partsOf(at, zone)
  return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}`
}

export function formatSecond(at: number, zone: string): string {
  const part = partsOf(at, zone)
  return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}:${part.second}`
}

/** ISO weekday 1 = Monday .. 7 = Sunday; 2024-01-01 was a Monday. */
export const formatWeekday = (isoDay: number, language: Language, length: 'short' | 'long' = 'short'): string =>
  formatterOf(language, 'UTC', { weekday: length }).format(Date.UTC(2024, 0, isoDay))

interface ClockParts {
  readonly year: string
  readonly month: string
  readonly day: string
  readonly hour: string
  readonly minute: string
  readonly second: string
}

/** What the wall shows in the zone, each part with its zeros. */
export function partsOf(at: number, zone: string): ClockParts {
  const options = { year: 'numeric', month: '2-digit', day: '2-digit', ...clock } as const
  const parts = { year: '', month: '', day: '', hour: '', minute: '', second: '' }
  for (const { type, value } of formatterOf('en', zone, options).formatToParts(at))
    if (type in parts) parts[type as keyof ClockParts] = value
  return parts
}
