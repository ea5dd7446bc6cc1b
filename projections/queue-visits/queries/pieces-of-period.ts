import type { Micros } from '../../../domain/kernel/time.ts'
import type { ZoneName } from '../../../domain/kernel/zone.ts'
import type { Period } from '../../../domain/metrics/figures.ts'
import { intervalStartOf, nextIntervalStart, type ClockInterval } from '../../periodic/intervals.ts'
import type { BucketTableName } from '../stored.ts'

/** A piece of a period and who can answer it: a periodic table, or the visits themselves where the period cuts a quarter. */
export interface PieceOfPeriod {
  readonly table: BucketTableName | 'addition'
  readonly period: Period
}

/** Periodic tables that may be read, the coarsest first, and the zone of the site whose calendar they follow. */
export interface Calendar {
  readonly zone: ZoneName
  readonly tables: readonly ('month' | 'day')[]
}

const intervalOf = { month: 'MONTH', day: 'DAY', quarter: 'QUARTER_HOUR' } as const satisfies Record<
  BucketTableName,
  ClockInterval
>

/** Cuts a period so that the coarsest tables answer the most of it. */
export const piecesOfPeriod = (period: Period, { zone, tables }: Calendar): readonly PieceOfPeriod[] =>
  piecesBy([...tables, 'quarter'], period, zone)

function piecesBy(
  [table, ...finer]: readonly BucketTableName[],
  period: Period,
  zone: ZoneName,
): readonly PieceOfPeriod[] {
  if (period.from >= period.to) return []
  if (table === undefined) return [{ table: 'addition', period }]
  const from = startFrom(period.from, intervalOf[table], zone)
  const to = intervalStartOf(period.to, intervalOf[table], zone)
  if (from >= to) return piecesBy(finer, period, zone)
  return [
    ...piecesBy(finer, { from: period.from, to: from }, zone),
    { table, period: { from, to } },
    ...piecesBy(finer, { from: to, to: period.to }, zone),
  ]
}

/** The first start of an interval at the instant or behind it. */
function startFrom(at: Micros, interval: ClockInterval, zone: ZoneName): Micros {
  return intervalStartOf(at, interval, zone) === at ? at : nextIntervalStart(at, interval, zone)
}
