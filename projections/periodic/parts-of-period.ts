import { microsPerQuarter, quarterOf, type Micros } from '../../domain/kernel/time.ts'
import { startOfLocalDay, type ZoneName } from '../../domain/kernel/zone.ts'
import type { Period } from '../../domain/metrics/figures.ts'
import { nextIntervalStart } from './intervals.ts'

/** A period as the tables can answer it: whole days from `day`, whole quarters from `quarter`, the rest from the visits. */
export interface PartsOfPeriod {
  readonly days: Period | undefined
  readonly quarters: readonly Period[]
  readonly edges: readonly Period[]
}

/** @param daysIn zone whose days may be used; undefined: none */
export function partsOfPeriod({ from, to }: Period, daysIn: ZoneName | undefined): PartsOfPeriod {
  const first = quarterFrom(from)
  const last = quarterOf(to)
  if (first >= last) return { days: undefined, quarters: [], edges: [{ from, to }] }
  const edges = [
    { from, to: first },
    { from: last, to },
  ].filter(isNotEmpty)
  const days = daysIn === undefined ? undefined : wholeDays({ from: first, to: last }, daysIn)
  const quarters = days
    ? [
        { from: first, to: days.from },
        { from: days.to, to: last },
      ]
    : [{ from: first, to: last }]
  return { days, quarters: quarters.filter(isNotEmpty), edges }
}

const isNotEmpty = ({ from, to }: Period): boolean => from < to

const quarterFrom = (at: Micros): Micros => (quarterOf(at) === at ? at : quarterOf(at) + microsPerQuarter)

function wholeDays({ from, to }: Period, zone: ZoneName): Period | undefined {
  const first = startOfLocalDay(zone, from) === from ? from : nextIntervalStart(from, 'DAY', zone)
  const last = startOfLocalDay(zone, to)
  return first < last ? { from: first, to: last } : undefined
}
