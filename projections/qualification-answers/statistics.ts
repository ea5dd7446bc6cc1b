import type { Queryable } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { parameters } from '../parameters.ts'
import { eachInterval, intervalStartOf, type TimeSpan } from '../periodic/intervals.ts'
import { scopeCondition } from './answers.ts'
import statisticsSql from './sql/statistics.sql'
import type { AnswerStatisticsRequest, AnswerStatisticsRow } from './types.ts'

/** A row for each interval, queue and sub-qualification that was chosen in it. */
export async function answerStatistics(
  db: Queryable,
  request: AnswerStatisticsRequest,
): Promise<readonly AnswerStatisticsRow[]> {
  const spans = await spansOf(db, request)
  const end = spans.at(-1)?.end
  if (end === undefined) return []
  const given = parameters()
  const bounds = given.add([...spans.map(({ start }) => start), end], 'bigint[]')
  const visible = ['true', ...scopeCondition(request.scope, given)].join(' and ')
  const { rows } = await db.query<Omit<AnswerStatisticsRow, 'start' | 'end'> & { readonly interval: number }>(
    statisticsSql.replaceAll('{bounds}', bounds).replaceAll('{visible}', visible),
    given.values,
  )
  return rows.flatMap(({ interval, ...row }) => {
    const span = spans[interval - 1]
    return span ? [{ ...row, ...span }] : []
  })
}

/** Of a period that may be far longer than anything was answered in, only the intervals that touch answers. */
async function spansOf(
  db: Queryable,
  { period, interval, timeZone }: AnswerStatisticsRequest,
): Promise<readonly TimeSpan[]> {
  if (interval === 'TOTAL') return [...eachInterval(period, interval, timeZone)]
  const { rows } = await db.query<{ first: Micros | null; last: Micros | null }>(
    `select min(answered_us) as first, max(answered_us) as last from qualification_answers.answer
     where answered_us >= $1 and answered_us < $2`,
    [period.from, period.to],
  )
  const { first, last } = rows[0] ?? { first: null, last: null }
  if (first === null || last === null) return []
  const spans: TimeSpan[] = []
  const from = Math.max(period.from, intervalStartOf(first, interval, timeZone))
  for (const span of eachInterval({ from, to: period.to }, interval, timeZone)) {
    if (span.start > last) break
    spans.push(span)
  }
  return spans
}
