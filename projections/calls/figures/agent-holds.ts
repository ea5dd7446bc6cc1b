import type { Queryable } from '../../../domain/kernel/projection.ts'
import type { Micros } from '../../../domain/kernel/time.ts'
import type { MicrosLength } from '../../../domain/metrics/figures.ts'
import { askedGroups } from '../../agent-states/queries/asked-groups.ts'
import { agentsIn } from '../../agent-states/queries/known-agents.ts'
import { isOfOneSite } from '../../agent-states/queries/sums-sql.ts'
import type {
  AgentQueueStatisticsRequest,
  AgentQueueStatisticsRow,
  AgentStatisticsRow,
} from '../../agent-states/types.ts'
import { memberships, type Membership } from '../../directory/memberships.ts'
import { dayOfWeek, hourOfDay } from '../../periodic/intervals.ts'
import type { AgentCallRequest } from './agent-call-figures.ts'
import { hullOf, spanOf } from './queue-rows.ts'
import { visitAdditions } from './visit-additions.ts'

/**
 * Of each row of agentStatistics the time that callers of queues were on hold, as in queueHolds: whole lengths, in the interval of the answer.
 * @param rows of the answer to the same request, and of those only the ones that are shown
 */
export async function agentHolds(
  db: Queryable,
  request: AgentCallRequest,
  rows: readonly AgentStatisticsRow[],
): Promise<readonly MicrosLength[]> {
  const holds = rows.map(({ figures }) => figures.hold)
  const visits = await visitAdditions(db, 'hold', hullOf(rows), 'ANSWER')
  if (visits.length === 0) return holds
  const { groupBy, period, interval, timeZone, excluded } = request
  const agents = await agentsIn(db, request.scope)
  const zones = new Map(agents.map(one => [nameOf(one), timeZone ?? one.timeZone]))
  const { dimensions, rowOf } = askedGroups(request)
  const groups = dimensions.includes('AGENT_GROUP') ? await memberships(db, agents, request.names ?? 'EVENT') : []
  const places = new Map(rows.map((row, index) => [keyOfRow(row), index]))
  const has = (dimension: (typeof groupBy)[number]) => groupBy.includes(dimension)
  for (const visit of visits) {
    const zone = zones.get(nameOf(visit))
    if (zone === undefined || (visit.excluded && excluded !== 'WITH')) continue
    const { agent, at, more } = visit
    const group = groupAt(groups, visit, at)
    const row = rowOf(isOfOneSite(dimensions) ? visit.site : '', group)
    if (!row) continue
    const place = places.get(
      JSON.stringify([
        ...spanOf(at, period, interval, zone),
        row[0],
        has('AGENT') ? agent : '',
        has('AGENT_GROUP') ? row[1] : '',
        has('HOUR_OF_DAY') ? hourOfDay(at, zone) : 0,
        has('DAY_OF_WEEK') ? dayOfWeek(at, zone) : 0,
      ]),
    )
    if (place !== undefined) holds[place] = (holds[place] ?? 0) + more
  }
  return holds
}

const keyOfRow = ({ start, end, site, agent, agentGroup, hourOfDay: hour, dayOfWeek: day }: AgentStatisticsRow) =>
  JSON.stringify([start, end, site ?? '', agent ?? '', agentGroup ?? '', hour ?? 0, day ?? 0])

const nameOf = ({ site, agent }: { readonly site: string; readonly agent: string | null }): string => `${site}/${agent}`

const groupAt = (
  groups: readonly Membership[],
  { site, agent }: { readonly site: string; readonly agent: string | null },
  at: Micros,
): string => groups.find(one => one.site === site && one.agent === agent && one.from <= at && at < one.to)?.group ?? ''

/** As agentHolds, of each row of agentQueueStatistics. */
export async function agentQueueHolds(
  db: Queryable,
  { agents: scope, period, interval, timeZone, excluded }: AgentQueueStatisticsRequest,
  rows: readonly AgentQueueStatisticsRow[],
): Promise<readonly MicrosLength[]> {
  const holds = rows.map(({ figures }) => figures.hold)
  const visits = await visitAdditions(db, 'hold', hullOf(rows), 'ANSWER')
  if (visits.length === 0) return holds
  const zones = new Map((await agentsIn(db, scope)).map(one => [nameOf(one), timeZone ?? one.timeZone]))
  const keyOf = (start: Micros, end: Micros, site: string, agent: string | null, queue: string) =>
    JSON.stringify([start, end, site, agent, queue])
  const places = new Map(
    rows.map(({ start, end, site, agent, queue }, index) => [keyOf(start, end, site, agent, queue), index]),
  )
  for (const visit of visits) {
    const zone = zones.get(nameOf(visit))
    if (zone === undefined || (visit.excluded && excluded !== 'WITH')) continue
    const { site, agent, queue, at, more } = visit
    const place = places.get(keyOf(...spanOf(at, period, interval, zone), site, agent, queue))
    if (place !== undefined) holds[place] = (holds[place] ?? 0) + more
  }
  return holds
}
