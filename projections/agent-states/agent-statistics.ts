import type { Queryable } from '../../domain/kernel/projection.ts'
import type { AgentDimension, AgentFigures } from '../../domain/metrics/figures.ts'
import type { TimeSpan } from '../periodic/intervals.ts'
import type { RowPage } from '../scope.ts'
import { addAgentFigures, noAgentSums } from './agent-sums.ts'
import { clocksOf, daysIn, type Clock } from './clocks.ts'
import { groupedAgentFigures, nameOfKey, type GroupKey } from './grouped-agent-figures.ts'
import { agentsIn } from './known-agents.ts'
import { pagedLines, type Line, type LineKey } from './paged-lines.ts'
import type { AgentStatisticsRequest, AgentStatisticsRow } from './types.ts'

/** start, end, site, agent, hour of the day, day of the week */
const shape: LineKey = [0, 0, '', '', 0, 0]

/**
 * Figures of groups of agents in intervals (products-and-metrics 2.1, 2.3), ordered by interval and group. Lengths are cut at the ends of
 * intervals, calls count where they were answered or missed.
 *
 * Grouped by agent, by site or not at all, there is a row for every interval and every known agent of the scope, also where he did
 * nothing; by hour or day of the week only for groups that exist. Agents are in no group yet: AGENT_GROUP makes none. Without a time zone the
 * intervals of each site are cut in its own.
 * @throws InvalidCursor
 */
export async function agentStatistics(
  db: Queryable,
  request: AgentStatisticsRequest,
): Promise<RowPage<AgentStatisticsRow>> {
  const { groupBy, timeZone, interval, now, excluded } = request
  const isSparse = groupBy.includes('HOUR_OF_DAY') || groupBy.includes('DAY_OF_WEEK')
  const known = clocksOf(await agentsIn(db, request.scope), timeZone)
  const isOneRow = groupBy.every(dimension => dimension === 'AGENT_GROUP')
  // A sum over nobody is still a row.
  const clocks: readonly Clock[] =
    known.length === 0 && isOneRow ? [{ zone: timeZone ?? 'UTC', siteZone: 'UTC', agents: [] }] : known

  async function linesOf(clock: Clock, intervals: readonly TimeSpan[]): Promise<readonly Line<AgentFigures>[]> {
    const { groups } = await groupedAgentFigures(db, {
      agents: clock.agents,
      intervals,
      dimensions: groupBy,
      zone: clock.zone,
      daysIn: daysIn(clock, interval, groupBy),
      now,
      excluded,
    })
    if (isSparse) return [...groups.values()].map(({ key, figures }) => lineOf(key, figures, intervals))
    const names = groupsOf(clock, groupBy)
    return intervals.flatMap((_, index) =>
      names.map(([site, agent]) => {
        const key: GroupKey = [index + 1, site, agent, 0, 0]
        return lineOf(key, groups.get(nameOfKey(key))?.figures ?? noAgentSums(), intervals)
      }),
    )
  }

  const perInterval = isSparse ? undefined : (clock: Clock) => groupsOf(clock, groupBy).length
  return pagedLines(request, clocks, { shape, perInterval, linesOf, add: addAgentFigures }, line =>
    rowOf(line, groupBy),
  )
}

/** Site and agent of each group, whether or not anything happened there. */
function groupsOf(
  { agents }: Clock,
  groupBy: readonly AgentDimension[],
): readonly (readonly [site: string, agent: string])[] {
  if (groupBy.includes('AGENT')) return agents.map(({ site, agent }) => [site, agent])
  if (groupBy.includes('SITE')) return [...new Set(agents.map(({ site }) => site))].map(site => [site, ''])
  return [['', '']]
}

function lineOf(
  [interval, ...group]: GroupKey,
  figures: AgentFigures,
  intervals: readonly TimeSpan[],
): Line<AgentFigures> {
  const { start, end } = intervals[interval - 1] ?? { start: 0, end: 0 }
  return { key: [start, end, ...group], figures }
}

function rowOf({ key, figures }: Line<AgentFigures>, groupBy: readonly AgentDimension[]): AgentStatisticsRow {
  const [start, end, site, agent, hour, day] = key as readonly [number, number, string, string, number, number]
  const has = (dimension: AgentDimension) => groupBy.includes(dimension)
  return {
    site: has('AGENT') || has('SITE') ? site : null,
    agent: has('AGENT') ? agent : null,
    hourOfDay: has('HOUR_OF_DAY') ? hour : null,
    dayOfWeek: has('DAY_OF_WEEK') ? day : null,
    start,
    end,
    figures,
  }
}
