import type { ZoneOffset } from '../../domain/kernel/zone-offsets.ts'
import type { Parameters } from '../parameters.ts'

/**
 * The columns `hour_of_day` (0..23) and `day_of_week` (1 is Monday) of a row's instant `at` on a zone's clock. Where rows are not grouped by
 * one of them it is 0, so that every row has the same key.
 */
export function clockColumns(
  dimensions: readonly string[],
  offsets: () => readonly ZoneOffset[],
  given: Parameters,
): readonly string[] {
  const [byHour, byDay] = [dimensions.includes('HOUR_OF_DAY'), dimensions.includes('DAY_OF_WEEK')]
  const local = byHour || byDay ? localTime(offsets(), given) : ''
  return [
    `${byHour ? `(${local} / 3600000000 % 24)::int` : '0'} as hour_of_day`,
    `${byDay ? `((${local} / 86400000000 + 3) % 7 + 1)::int` : '0'} as day_of_week`,
  ]
}

/** 70,000 days, a whole number of weeks: added so that instants before 1970 do not divide into the wrong day. */
const weeksAhead = 70_000 * 86_400_000_000

function localTime(offsets: readonly ZoneOffset[], given: Parameters): string {
  const froms = given.add(
    offsets.map(({ from }) => from),
    'bigint[]',
  )
  const lengths = given.add(
    offsets.map(({ offset }) => offset),
    'bigint[]',
  )
  return `(at + (${lengths})[greatest(1, width_bucket(at, ${froms}))] + ${weeksAhead})`
}
