import type { Queryable } from '../../../domain/kernel/projection.ts'
import type { AgentDimension } from '../../../domain/metrics/figures.ts'
import { askedGroups } from '../../agent-states/queries/asked-groups.ts'
import { clocksOf, intervalsFrom, type Clock } from '../../agent-states/queries/clocks.ts'
import { agentsIn as knownAgentsIn } from '../../agent-states/queries/known-agents.ts'
import {
  agentsIn,
  groupColumns,
  groupKey,
  joinedGroups,
  spanOf,
  type GroupRecord,
} from '../../agent-states/queries/sums-sql.ts'
import type { AgentStatisticsRequest, AgentStatisticsRow } from '../../agent-states/types.ts'
import { memberships } from '../../directory/memberships.ts'
import { parameters } from '../../parameters.ts'
import type { TimeSpan } from '../../periodic/intervals.ts'
import { agentParty } from './agent-party.ts'
import agentCallFiguresSql from '../sql/agent-call-figures.sql'

/** Calls that an agent took or placed outside of queues, and where those of queues went that he passed on. */
export interface AgentCallFigures {
  readonly internalReceived: number
  readonly internalPlaced: number
  readonly externalReceived: number
  readonly externalPlaced: number
  readonly transferredInternally: number
  readonly transferredExternally: number
}

/** Which part of agentStatistics is asked about. */
export type AgentCallRequest = Pick<
  AgentStatisticsRequest,
  'period' | 'groupBy' | 'interval' | 'timeZone' | 'scope' | 'excluded' | 'groups' | 'names'
>

type GroupOf = Pick<AgentStatisticsRow, 'site' | 'agent' | 'agentGroup' | 'hourOfDay' | 'dayOfWeek' | 'start' | 'end'>

const names = [
  'internalReceived',
  'internalPlaced',
  'externalReceived',
  'externalPlaced',
  'transferredInternally',
  'transferredExternally',
] as const satisfies readonly (keyof AgentCallFigures)[]

/**
 * Of each row of agentStatistics the calls that queue_log does not tell: a call counts once, in the interval of its answer (C-03), for the
 * agent who was logged in on the line when the channel began. Excluded calls count when it is asked for.
 * @param rows of the answer to the same request, and of those only the ones that are shown
 */
export async function agentCallFigures(
  db: Queryable,
  request: AgentCallRequest,
  rows: readonly GroupOf[],
): Promise<readonly AgentCallFigures[]> {
  const sums = new Map<string, AgentCallFigures>()
  const { dimensions, rowOf } = askedGroups(request)
  for (const clock of clocksOf(await knownAgentsIn(db, request.scope), request.timeZone)) {
    const intervals = shownOf(clock, request, rows)
    if (intervals.length === 0) continue
    for (const record of await recordsOf(db, clock, intervals, dimensions, request)) {
      const { start, end } = intervals[record.interval - 1] ?? { start: 0, end: 0 }
      const { agent, hour_of_day: hour, day_of_week: day } = record
      const row = rowOf(record.site, record.agent_group)
      if (!row) continue
      const key = JSON.stringify([start, end, row[0], agent, row[1], hour, day])
      sums.set(key, add(sums.get(key), record))
    }
  }
  return rows.map(({ start, end, site, agent, agentGroup, hourOfDay, dayOfWeek }) => {
    const key = [start, end, site ?? '', agent ?? '', agentGroup ?? '', hourOfDay ?? 0, dayOfWeek ?? 0]
    return add(sums.get(JSON.stringify(key)), undefined)
  })
}

/** The clock's intervals that rows are shown of, with those between them. */
function shownOf({ zone }: Clock, { period, interval }: AgentCallRequest, rows: readonly GroupOf[]): TimeSpan[] {
  const from = Math.min(...rows.map(({ start }) => start))
  const to = Math.max(...rows.map(({ end }) => end))
  const shown: TimeSpan[] = []
  if (from >= to) return shown
  for (const span of intervalsFrom(from, period, interval, zone)) {
    if (span.start >= to) break
    shown.push(span)
  }
  return shown
}

type Record = GroupRecord & AgentCallFigures

async function recordsOf(
  db: Queryable,
  { zone, agents }: Clock,
  intervals: readonly TimeSpan[],
  dimensions: readonly AgentDimension[],
  { excluded, names: asOf }: AgentCallRequest,
): Promise<readonly Record[]> {
  const given = parameters()
  const { from, to } = spanOf(intervals)
  const groups = dimensions.includes('AGENT_GROUP') ? await memberships(db, agents, asOf ?? 'EVENT') : []
  const question = { agents, intervals, dimensions, zone, memberships: groups }
  const parts = {
    from: given.add(from, 'bigint'),
    to: given.add(to, 'bigint'),
    agentParty,
    agents: agentsIn(agents, given),
    groups: groupColumns(question, given),
    joined: joinedGroups(question, given),
    key: groupKey,
    counted: excluded === 'WITH' ? 'true' : 'not p.is_excluded',
  }
  const text = Object.entries(parts).reduce(
    (sql, [name, part]) => sql.replaceAll(`{${name}}`, () => part),
    agentCallFiguresSql.replace(/^--.*\n/, ''),
  )
  return (await db.query<Record>(text, given.values)).rows
}

function add(one: AgentCallFigures | undefined, other: AgentCallFigures | undefined): AgentCallFigures {
  const [a, b] = [one ?? none, other ?? none]
  return Object.fromEntries(names.map(name => [name, a[name] + b[name]])) as unknown as AgentCallFigures
}

const none: AgentCallFigures = {
  internalReceived: 0,
  internalPlaced: 0,
  externalReceived: 0,
  externalPlaced: 0,
  transferredInternally: 0,
  transferredExternally: 0,
}
