import { second } from './rows.ts'

export const quarter = 900 * second

export type Unit = 'QUARTER_HOUR' | 'HOUR' | 'DAY' | 'MONTH'

export interface Stretch {
  readonly from: number
  readonly to: number
}

/** How much of a length of time is written on the wall clock: two instants are in one interval if these equal. */
const written: Readonly<Record<Unit, number>> = { MONTH: 2, DAY: 3, HOUR: 4, QUARTER_HOUR: 5 }

/**
 * What the wall clock shows at every quarter of an hour of the period; neighbours that agree are one interval (products-and-metrics 2.4).
 * The offset is part of an hour's name: the hour that autumn repeats is two.
 */
export function intervalsOf({ from, to }: Stretch, unit: Unit, zone: string): Stretch[] {
  const wall = wallClockOf(zone)
  const intervals: { from: number; to: number; name: string }[] = []
  for (let at = Math.floor(from / quarter) * quarter; at < to; at += quarter) {
    const { fields, offset } = wall(at)
    const isOfDay = unit === 'HOUR' || unit === 'QUARTER_HOUR'
    const name = [...fields.slice(0, written[unit]), ...(isOfDay ? [offset] : [])].join(' ')
    const last = intervals.at(-1)
    if (last?.name === name) last.to = Math.min(at + quarter, to)
    else intervals.push({ from: Math.max(at, from), to: Math.min(at + quarter, to), name })
  }
  return intervals.map(({ from: start, to: end }) => ({ from: start, to: end }))
}

function wallClockOf(zone: string): (at: number) => { readonly fields: readonly string[]; readonly offset: string } {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  return at => {
    const parts = new Map(clock.formatToParts(at / 1000).map(({ type, value }) => [type, value]))
    const field = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
    const fields = [
      field('year'),
      field('month'),
      field('day'),
      field('hour'),
      String(Math.floor(Number(field('minute')) / 15)),
    ]
    return { fields, offset: field('timeZoneName') }
  }
}

export const isWithin = (at: number, { from, to }: Stretch): boolean => from <= at && at < to

/** How long two stretches share. */
export const overlap = (a: Stretch, b: Stretch): number => Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from))
