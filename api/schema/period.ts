import { microsPerSecond, type Micros } from '../../domain/kernel/time.ts'
import type { Interval, Period } from '../../domain/metrics/figures.ts'
import { builder } from './builder.ts'
import { badInput } from './errors.ts'

export const PeriodInput = builder.inputType('PeriodInput', {
  description: 'A stretch of time: from <= t < to.',
  fields: t => ({
    from: t.field({ type: 'DateTime', required: true, description: 'First instant.' }),
    to: t.field({
      type: 'DateTime',
      required: true,
      description: 'First instant that does not belong to it any more.',
    }),
  }),
})

const day = 86_400 * microsPerSecond

/** The shortest that an interval can be, so that the number of rows is never underestimated. */
const lengths: Readonly<Record<Interval, Micros>> = {
  QUARTER_HOUR: day / 96,
  HALF_HOUR: day / 48,
  HOUR: day / 24,
  DAY: (day / 24) * 23,
  WEEK: day * 7 - day / 24,
  MONTH: day * 28 - day / 24,
  TOTAL: Infinity,
}

/** Every group has a row for every interval, also where nothing happened: so their number has to be bounded. */
const mostIntervals = 10_000

/** Of an answer that is no connection: all of its rows come at once. */
export const mostIntervalsInOnePiece = 1000

/** @throws BAD_USER_INPUT for a period that is empty, turned round, or too long for its interval */
export function checkedPeriod(period: Period, interval: Interval = 'TOTAL', most = mostIntervals): Period {
  if (period.from >= period.to) throw badInput('period', 'from must be earlier than to')
  const intervals = (period.to - period.from) / lengths[interval]
  if (intervals <= most) return period
  const days = Math.floor((lengths[interval] * most) / day)
  throw badInput(
    'period',
    `with interval ${interval} it may span ${days} days at most (${most} rows for each group); ask for less at once or for a coarser interval`,
  )
}

/** @throws BAD_USER_INPUT for a period that is empty, turned round, or longer than so many days */
export function periodOfDays(period: Period, mostDays: number): Period {
  checkedPeriod(period)
  if (period.to - period.from <= mostDays * day) return period
  throw badInput('period', `it may span ${mostDays} days at most here; ask for less at once`)
}
