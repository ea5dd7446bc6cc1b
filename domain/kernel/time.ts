/**
 * An instant: whole microseconds since 1970-01-01T00:00:00Z. A double holds every such instant of the next 250 years
 * exactly. queue_log files have whole seconds, CEL and database rows microseconds (research: file versus realtime).
 */
export type Micros = number

export const microsPerSecond = 1_000_000
export const microsPerQuarter = 900 * microsPerSecond

/** Seconds with a fraction, for people and the API. */
export const secondsOf = (micros: Micros): number => micros / microsPerSecond

export const microsOfSeconds = (seconds: number): Micros => Math.round(seconds * microsPerSecond)

export const microsOfDate = (date: Date): Micros => date.getTime() * 1000

/** Start of the quarter of an hour (UTC) that holds the instant: the base interval of every periodic figure. */
export const quarterOf = (at: Micros): Micros => Math.floor(at / microsPerQuarter) * microsPerQuarter

/** RFC 3339 in UTC with microseconds: `2026-11-21T02:51:16.682684Z`. */
export function isoOf(at: Micros): string {
  const milliseconds = Math.floor(at / 1000)
  const rest = at - milliseconds * 1000
  return `${new Date(milliseconds).toISOString().slice(0, -1)}${String(rest).padStart(3, '0')}Z`
}

/**
 * Reads RFC 3339 with an offset or Z and up to six decimals of a second (more are cut).
 * @returns undefined when the text is no such instant; a time without an offset is not an instant.
 */
export function microsOfIso(text: string): Micros | undefined {
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:?(?:\d\d)?)$/i.exec(text)
  if (!match) return undefined
  const [, day, clock, fraction = '', offset = 'Z'] = match
  const zone = /^z$/i.test(offset)
    ? 'Z'
    : offset.length === 3
      ? `${offset}:00`
      : offset.length === 5
        ? `${offset.slice(0, 3)}:${offset.slice(3)}`
        : offset
  const milliseconds = Date.parse(`${day ?? ''}T${clock ?? ''}${zone}`)
  if (Number.isNaN(milliseconds)) return undefined
  return milliseconds * 1000 + Number(fraction.padEnd(6, '0').slice(0, 6))
}
