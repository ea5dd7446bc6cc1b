import type { Micros } from '../../../domain/kernel/time.ts'
import type { QueueDimension } from '../../../domain/metrics/figures.ts'
import { addFigures, addWaits } from '../../../domain/metrics/sums.ts'
import { cursorOf } from '../../cursor.ts'
import type { TimeSpan } from '../../periodic/intervals.ts'
import type { GroupedFigures } from './grouped-figures.ts'
import type { QueueStatisticsRow } from '../types.ts'

/** start, end, site, queue, called number, hour of the day, day of the week: what rows are sorted and told apart by. */
export type RowKey = readonly [Micros, Micros, string, string, string, number, number]
export const rowKeyShape: RowKey = [0, 0, '', '', '', 0, 0]

/** A row before it is shown, with the key that it is sorted by. */
export interface Line extends Omit<GroupedFigures, 'key'> {
  readonly key: RowKey
}

export function lineOf({ key, ...figures }: GroupedFigures, { start, end }: TimeSpan): Line {
  const [, site, queue, calledNumber, hour, day] = key
  return { ...figures, key: [start, end, site, queue, calledNumber, hour, day] }
}

/** Where rows name no site, the sums of several clocks belong together. */
export function merged(lines: readonly Line[]): readonly Line[] {
  const byKey = new Map<string, Line>()
  for (const line of lines) {
    const name = JSON.stringify(line.key)
    const other = byKey.get(name)
    byKey.set(name, other ? addLines(other, line) : line)
  }
  return [...byKey.values()]
}

const addLines = (one: Line, other: Line): Line => ({
  key: one.key,
  figures: addFigures(one.figures, other.figures),
  ...(one.answeredWaits && other.answeredWaits && { answeredWaits: addWaits(one.answeredWaits, other.answeredWaits) }),
  ...(one.abandonedWaits &&
    other.abandonedWaits && { abandonedWaits: addWaits(one.abandonedWaits, other.abandonedWaits) }),
})

export function rowOf(
  { key, ...figures }: Line,
  groupBy: readonly QueueDimension[],
): QueueStatisticsRow & { cursor: string } {
  const [start, end, site, queue, calledNumber, hour, day] = key
  const has = (dimension: QueueDimension) => groupBy.includes(dimension)
  return {
    site: has('QUEUE') || has('SITE') ? site : null,
    queue: has('QUEUE') ? queue : null,
    calledNumber: calledNumber === '' ? null : calledNumber,
    hourOfDay: has('HOUR_OF_DAY') ? hour : null,
    dayOfWeek: has('DAY_OF_WEEK') ? day : null,
    start,
    end,
    ...figures,
    cursor: cursorOf(key),
  }
}
