import type { CallOutcome } from '../../../domain/calls/call.ts'
import type { Queryable } from '../../../domain/kernel/projection.ts'
import type { Micros } from '../../../domain/kernel/time.ts'
import { parameters } from '../../parameters.ts'
import { eachInterval, intervalStartOf, type TimeSpan } from '../../periodic/intervals.ts'
import { scopeCondition } from '../search/conditions.ts'
import callCountsSql from '../sql/call-counts.sql'
import type { CallCountsRequest, CallCountsRow } from '../types.ts'

/**
 * Two ways to the same number: contacts that make a call, by the instant at which it began, against the outcomes of the calls. `difference`
 * is 0, or something is wrong; with the excluded calls and without them. A row for each site and interval in which there is either.
 */
export async function callCounts(db: Queryable, request: CallCountsRequest): Promise<readonly CallCountsRow[]> {
  const spans = await spansOf(db, request)
  const end = spans.at(-1)?.end
  if (end === undefined) return []
  const given = parameters()
  const bounds = given.add([...spans.map(({ start }) => start), end], 'bigint[]')
  const visible = ['true', ...scopeCondition(request.scope, given)].join(' and ')
  const isWith = request.excluded === 'WITH'
  const { rows } = await db.query<CountRecord>(
    callCountsSql
      .replaceAll('{bounds}', bounds)
      .replaceAll('{visible}', visible)
      .replaceAll('{contacts}', isWith ? 'true' : 'not c.is_excluded')
      .replaceAll('{calls}', isWith ? 'true' : 'c.exclusion_reason is null'),
    given.values,
  )
  const counts = new Map<string, CallCountsRow>()
  for (const { site, interval, outcome, contacts, calls } of rows) {
    const span = spans[interval - 1]
    if (!span) continue
    const key = `${interval} ${site}`
    const known = counts.get(key) ?? { site, ...span, presented: 0, outcomes: {}, difference: 0 }
    const outcomes = outcome === null ? known.outcomes : { ...known.outcomes, [outcome]: calls }
    const difference = known.difference + contacts - calls
    counts.set(key, { ...known, presented: known.presented + contacts, outcomes, difference })
  }
  return [...counts.values()]
}

interface CountRecord {
  readonly site: string
  readonly interval: number
  /** null: a row that counts contacts. */
  readonly outcome: CallOutcome | null
  readonly contacts: number
  readonly calls: number
}

/** Of a period that may be far longer than the recorded history, only the intervals that touch it. */
async function spansOf(db: Queryable, { period, interval, timeZone }: CallCountsRequest): Promise<readonly TimeSpan[]> {
  if (interval === 'TOTAL') return [...eachInterval(period, interval, timeZone)]
  const { rows } = await db.query<{ first: Micros | null; last: Micros | null }>(
    `select min(call_us) as first, max(call_us) as last from calls.contact where call_us >= $1 and call_us < $2`,
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
