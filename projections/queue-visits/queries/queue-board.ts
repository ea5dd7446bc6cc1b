import type { Queryable } from '../../../domain/kernel/projection.ts'
import { microsOfSeconds, microsPerSecond, type Micros } from '../../../domain/kernel/time.ts'
import { startOfLocalDay } from '../../../domain/kernel/zone.ts'
import type { MicrosLength } from '../../../domain/metrics/figures.ts'
import { publishedThresholds } from '../../../domain/metrics/live-counters.ts'
import type { LiveCounters } from '../../../domain/metrics/live.ts'
import { knownQueues } from './known-queues.ts'
import boardCountersSql from '../sql/board-counters.sql'
import boardEstimatesSql from '../sql/board-estimates.sql'
import boardStatesSql from '../sql/board-states.sql'
import type { QueueBoardRequest, QueueBoardRow } from '../types.ts'

const hour = 3600 * microsPerSecond
const day = 24 * hour

interface QueueName {
  readonly site: string
  readonly queue: string
}

interface CountersRecord extends QueueName, Omit<LiveCounters, 'answeredBefore' | 'abandonedAfter'> {
  readonly name: 'today' | 'lastHour'
  readonly answeredWaits: readonly MicrosLength[]
  readonly abandonedWaits: readonly MicrosLength[]
}

type StatesRecord = QueueName & Pick<QueueBoardRow, 'waiting' | 'waitingTooLong' | 'oldestEntryAt' | 'talking'>

/**
 * A line for every known queue of the scope, by site and name: counters since its site's midnight and of the last hour, who waits and
 * who talks (contact-center 8.1). Stays and conversations that began more than a day ago and have no end are not shown as going on.
 */
export async function queueBoard(db: Queryable, request: QueueBoardRequest): Promise<readonly QueueBoardRow[]> {
  const { scope, now } = request
  const queues = await knownQueues(db, scope)
  if (queues.length === 0) return []
  const midnights = queues.map(({ timeZone }) => startOfLocalDay(timeZone, now))
  const asked = [queues.map(({ site }) => site), queues.map(({ queue }) => queue), midnights]
  const since = Math.min(now - hour, ...midnights)
  const [counters, states, estimates] = await Promise.all([
    db.query<CountersRecord>(boardCountersSql, [...asked, now - hour, since]),
    db.query<StatesRecord>(boardStatesSql, [now, now - day]),
    db.query<QueueName & Pick<QueueBoardRow, 'estimatedWait'>>(boardEstimatesSql, asked),
  ])
  const limits = publishedThresholds(request.thresholdSeconds)
  const countersOf = byQueue(counters.rows)
  const statesOf = byQueue(states.rows)
  const estimatesOf = byQueue(estimates.rows)
  return queues.map(queue => {
    const counted = countersOf(queue)
    const [state = { waiting: 0, waitingTooLong: 0, oldestEntryAt: null, talking: 0 }] = statesOf(queue)
    const countersIn = (span: CountersRecord['name']) =>
      countersFrom(
        counted.find(({ name }) => name === span),
        limits,
      )
    return {
      site: queue.site,
      queue: queue.queue,
      today: countersIn('today'),
      lastHour: countersIn('lastHour'),
      waiting: state.waiting,
      waitingTooLong: state.waitingTooLong,
      oldestEntryAt: state.oldestEntryAt,
      talking: state.talking,
      estimatedWait: estimatesOf(queue)[0]?.estimatedWait ?? null,
    }
  })
}

const none: Omit<CountersRecord, 'site' | 'queue' | 'name'> = {
  entered: 0,
  answered: 0,
  abandoned: 0,
  timedOut: 0,
  otherExits: 0,
  unserved: 0,
  closed: 0,
  refused: 0,
  answeredInTime: 0,
  abandonedInTime: 0,
  shortAbandoned: 0,
  answeredWaits: [],
  abandonedWaits: [],
}

function countersFrom(record: CountersRecord | undefined, limits: readonly number[]): LiveCounters {
  const { answeredWaits, abandonedWaits, ...counts } = { ...none, ...record }
  const count = (waits: readonly MicrosLength[], test: (wait: Micros, limit: Micros) => boolean) =>
    new Map(limits.map(limit => [limit, waits.filter(wait => test(wait, microsOfSeconds(limit))).length]))
  return {
    ...counts,
    answeredBefore: count(answeredWaits, (wait, limit) => wait < limit),
    abandonedAfter: count(abandonedWaits, (wait, limit) => wait >= limit),
  }
}

/** @returns finds the rows of a queue */
function byQueue<R extends QueueName>(rows: readonly R[]): (queue: QueueName) => readonly R[] {
  const keyOf = ({ site, queue }: QueueName) => `${site}/${queue}`
  const found = new Map<string, R[]>()
  for (const row of rows) {
    const others = found.get(keyOf(row))
    if (others) others.push(row)
    else found.set(keyOf(row), [row])
  }
  return queue => found.get(keyOf(queue)) ?? []
}
