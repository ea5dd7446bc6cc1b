import type { Queryable } from '../../../domain/kernel/projection.ts'
import type { AgentQueueFigures } from '../../../domain/metrics/figures.ts'
import { parameters } from '../../parameters.ts'
import type { TimeSpan } from '../../periodic/intervals.ts'
import { partsOfPeriod } from '../../periodic/parts-of-period.ts'
import type { RowPage } from '../../scope.ts'
import { clocksOf, daysIn, type Clock } from './clocks.ts'
import { agentsIn } from './known-agents.ts'
import { pagedLines, type Line, type LineKey } from './paged-lines.ts'
import { groupedSums, spanOf, type FurtherRows, type GroupRecord } from './sums-sql.ts'
import type { AgentQueueStatisticsRequest, AgentQueueStatisticsRow } from '../types.ts'

/** start, end, site, agent, queue */
const shape: LineKey = [0, 0, '', '', '']

interface QueueRecord extends GroupRecord {
  readonly answered: number
  readonly missed: number
  readonly talk_us: number
  readonly ring_us: number
  readonly hold_us: number
  readonly wrap_up_us: number
}

/**
 * What agents did for queues, by interval, agent and queue: a row only where there was a call. Whole lengths, in the interval of the
 * answer, or of the ring that was missed or canceled. Without a time zone the intervals of each site are cut in its own.
 * @param further what the history of calls knows beyond queue_log
 * @throws InvalidCursor
 */
export async function agentQueueStatistics(
  db: Queryable,
  request: AgentQueueStatisticsRequest,
  further?: FurtherRows,
): Promise<RowPage<AgentQueueStatisticsRow>> {
  const clocks = clocksOf(await agentsIn(db, request.agents), request.timeZone)
  const linesOf = (clock: Clock, intervals: readonly TimeSpan[]) => queueLines(db, request, clock, intervals, further)
  const add = (one: AgentQueueFigures) => one // of one agent there is one clock
  return pagedLines(request, clocks, { shape, perInterval: undefined, linesOf, add }, rowOf)
}

async function queueLines(
  db: Queryable,
  { queues, interval, excluded }: AgentQueueStatisticsRequest,
  clock: Clock,
  intervals: readonly TimeSpan[],
  further: FurtherRows | undefined,
): Promise<readonly Line<AgentQueueFigures>[]> {
  const parts = partsOfPeriod(spanOf(intervals), daysIn(clock, interval, ['AGENT']))
  const given = parameters()
  const question = {
    agents: clock.agents,
    intervals,
    dimensions: ['AGENT'],
    zone: clock.zone,
    excluded,
    further,
  } as const
  const sums = groupedSums('queue', parts, question, given)
  const sites = given.add(queues === 'all' ? null : queues.map(({ site }) => site), 'text[]')
  const names = given.add(queues === 'all' ? null : queues.map(({ name }) => name), 'text[]')
  const asked = `${sites} is null or (site, about) in (select * from unnest(${sites}, ${names}))`
  const { rows } = await db.query<QueueRecord>(`select * from (${sums}) as sums where ${asked}`, given.values)
  // Where all calls are excluded, nothing is left of the row.
  return rows.filter(isSomething).map(record => {
    const { start, end } = intervals[record.interval - 1] ?? { start: 0, end: 0 }
    return { key: [start, end, record.site, record.agent, record.about], figures: figuresOf(record) }
  })
}

const isSomething = ({ answered, missed, talk_us, ring_us, hold_us, wrap_up_us }: QueueRecord): boolean =>
  [answered, missed, talk_us, ring_us, hold_us, wrap_up_us].some(sum => sum !== 0)

const figuresOf = ({ answered, missed, talk_us, ring_us, hold_us, wrap_up_us }: QueueRecord): AgentQueueFigures => ({
  offered: answered + missed,
  answered,
  missed,
  talk: talk_us,
  ring: ring_us,
  hold: hold_us,
  wrapUp: wrap_up_us,
})

function rowOf({ key, figures }: Line<AgentQueueFigures>): AgentQueueStatisticsRow {
  const [start, end, site, agent, queue] = key as readonly [number, number, string, string, string]
  return { site, agent, queue, start, end, figures }
}
