import type { Micros } from '../../../domain/kernel/time.ts'
import type { Attribution, Interval, Period, QueueDimension, QueueFigures } from '../../../domain/metrics/figures.ts'
import { waitBucket } from '../../../domain/metrics/figures.ts'
import { noQueueFigures } from '../../../domain/metrics/sums.ts'
import { dayOfWeek, hourOfDay, intervalsOf } from '../../periodic/intervals.ts'
import { counters, type Moment } from '../periodic/counters.ts'
import type { RecordOf } from './memory-tables.ts'

interface OracleRequest {
  readonly period: Period
  readonly groupBy: readonly QueueDimension[]
  readonly interval: Interval
  readonly timeZone: string
  readonly attribution: Attribution
}

interface OracleRow {
  readonly group: string
  readonly figures: QueueFigures
  readonly answeredWaits: ReadonlyMap<number, number>
}

const number = (row: RecordOf, column: string) => row[column] as number | null

/** What a visit adds to each counter, said once more and differently: from the row alone, by default thresholds. */
function amountOf(visit: RecordOf, name: string): number {
  const outcome = visit['outcome'] as string
  const wait = number(visit, 'wait_us')
  const is = (wanted: string) => Number(outcome === wanted)
  const waited = (wanted: string, test: (seconds: number) => boolean) =>
    Number(outcome === wanted && wait !== null && test(wait / 1e6))
  const amounts: Record<string, number> = {
    offered: 1,
    answered: is('ANSWERED'),
    abandoned: is('ABANDONED'),
    timedOut: is('TIMEOUT'),
    exitedWithKey: is('EXIT_KEY'),
    exitedEmpty: is('EXIT_EMPTY'),
    lostBySystem: is('LOST_SYSTEM'),
    open: is('OPEN'),
    answeredInTime: waited('ANSWERED', seconds => seconds <= 15),
    abandonedInTime: waited('ABANDONED', seconds => seconds <= 15),
    shortAbandoned: waited('ABANDONED', seconds => seconds <= 5),
    answeredBeforeT1: waited('ANSWERED', seconds => seconds < 15),
    answeredT1ToT2: waited('ANSWERED', seconds => seconds >= 15 && seconds < 20),
    answeredFromT2: waited('ANSWERED', seconds => seconds >= 20),
    abandonedBeforeT1: waited('ABANDONED', seconds => seconds < 15),
    abandonedT1ToT2: waited('ABANDONED', seconds => seconds >= 15 && seconds < 20),
    abandonedFromT2: waited('ABANDONED', seconds => seconds >= 20),
    waitOfAnswered: is('ANSWERED') * (wait ?? 0),
    waitOfAbandoned: is('ABANDONED') * (wait ?? 0),
    waitOfAll: wait ?? 0,
    ring: number(visit, 'ring_us') ?? 0,
    talk: number(visit, 'talk_us') ?? 0,
    talkedVisits: Number(visit['talk_us'] !== null),
    wrapUp: number(visit, 'wrap_up_us') ?? 0,
    transferredBlind: Number(visit['transfer_kind'] === 'BLIND'),
    transferredAttended: Number(visit['transfer_kind'] === 'ATTENDED'),
    hungUpByAgent: is('ANSWERED') * Number(visit['hung_up_by'] === 'AGENT'),
    hungUpByCaller: is('ANSWERED') * Number(visit['hung_up_by'] === 'CALLER'),
    missedRings: number(visit, 'missed_rings') ?? 0,
  }
  return amounts[name] ?? 0
}

const refusalOf: Record<string, string> = { refusedFull: 'FULL' }

function instantsOf(visit: RecordOf): Record<'ENTRY' | 'LEAVING' | 'END', Micros | null> {
  const lost = number(visit, 'lost_us')
  const left = number(visit, 'left_us')
  return {
    ENTRY: number(visit, 'entered_us'),
    LEAVING: left ?? lost,
    END: number(visit, 'ended_us') ?? lost ?? (visit['answered_us'] === null ? left : null),
  }
}

/** Looks at every visit for every counter: slow, and plain enough to be believed. Only groups with something in them. */
export function oracle(
  visits: readonly RecordOf[],
  refusals: readonly RecordOf[],
  request: OracleRequest,
): readonly OracleRow[] {
  const { period, groupBy, interval, timeZone, attribution } = request
  const spans = intervalsOf(period, interval, timeZone)
  const rows = new Map<string, { figures: Record<string, number | null>; waits: Map<number, number> }>()

  function rowAt(at: Micros, row: RecordOf) {
    const span = spans.find(({ start, end }) => start <= at && at < end)
    if (!span) return undefined
    const group = JSON.stringify([
      span.start,
      span.end,
      groupBy.includes('QUEUE') || groupBy.includes('SITE') ? row['site'] : null,
      groupBy.includes('QUEUE') ? row['queue'] : null,
      groupBy.includes('CALLED_NUMBER') ? (row['called_number'] ?? null) : null,
      groupBy.includes('HOUR_OF_DAY') ? hourOfDay(at, timeZone) : null,
      groupBy.includes('DAY_OF_WEEK') ? dayOfWeek(at, timeZone) : null,
    ])
    const known = rows.get(group) ?? { figures: { ...noQueueFigures }, waits: new Map<number, number>() }
    rows.set(group, known)
    return known
  }

  const momentOf = (moment: Moment): 'ENTRY' | 'LEAVING' | 'END' =>
    attribution === 'ARRIVAL' || moment === 'ENTRY'
      ? 'ENTRY'
      : attribution === 'END' || moment === 'END'
        ? 'END'
        : 'LEAVING'

  for (const visit of visits) {
    const instants = instantsOf(visit)
    for (const { name, moment } of counters) {
      if (name === 'inferredEntries' || (name === 'open' && attribution !== 'ARRIVAL')) continue
      const at = instants[momentOf(moment)]
      const row = at === null ? undefined : rowAt(at, visit)
      if (row) row.figures[name] = (row.figures[name] ?? 0) + amountOf(visit, name)
    }
    const wait = number(visit, 'wait_us')
    const waited = instants[momentOf('LEAVING')]
    const row = waited === null || wait === null ? undefined : rowAt(waited, visit)
    if (row && wait !== null) {
      row.figures['maxWait'] = Math.max(row.figures['maxWait'] ?? 0, wait)
      if (visit['outcome'] === 'ANSWERED') row.waits.set(waitBucket(wait), (row.waits.get(waitBucket(wait)) ?? 0) + 1)
    }
    if (attribution === 'ARRIVAL') continue
    const out = instants[attribution === 'EVENT' ? 'LEAVING' : 'END']
    for (const { end } of spans)
      if ((instants.ENTRY ?? 0) < end && (out === null || out >= end)) {
        const at = rowAt(end - 1, visit)
        if (at) at.figures['open'] = (at.figures['open'] ?? 0) + 1
      }
  }
  for (const refusal of refusals) {
    const row = rowAt(refusal['at_us'] as number, refusal)
    for (const [name, reason] of Object.entries(refusalOf))
      if (row && refusal['reason'] === reason) row.figures[name] = (row.figures[name] ?? 0) + 1
  }
  return [...rows].map(([group, { figures, waits }]) => ({
    group,
    figures: figures as unknown as QueueFigures,
    answeredWaits: waits,
  }))
}
