import type { Queryable } from '../../../domain/kernel/projection.ts'
import type { Micros } from '../../../domain/kernel/time.ts'
import type { ZoneName } from '../../../domain/kernel/zone.ts'
import type { AgentDimension, AgentFigures, Period } from '../../../domain/metrics/figures.ts'
import { memberships, type Membership } from '../../directory/memberships.ts'
import type { TimeSpan } from '../../periodic/intervals.ts'
import type { RowPage } from '../../scope.ts'
import { addAgentFigures, noAgentSums } from './agent-sums.ts'
import { askedGroups, type AskedGroups } from './asked-groups.ts'
import { clocksOf, daysIn, type Clock } from './clocks.ts'
import {
  groupedAgentFigures,
  nameOfKey,
  type AgentGroups,
  type GroupedFigures,
  type GroupKey,
} from './grouped-agent-figures.ts'
import { agentsIn, type KnownAgent } from './known-agents.ts'
import { pagedLines, type Line, type LineKey } from './paged-lines.ts'
import { isOfOneSite, spanOf } from './sums-sql.ts'
import type { AgentStatisticsRequest, AgentStatisticsRow } from '../types.ts'

/** start, end, site, agent, group, hour of the day, day of the week */
const shape: LineKey = [0, 0, '', '', '', 0, 0]

/**
 * Figures of groups of agents in intervals (products-and-metrics 2.1, 2.3), ordered by interval and group. Lengths are cut at the ends of
 * intervals, calls count where they were answered or missed.
 *
 * Grouped by agent, by his group, by site or not at all, there is a row for every interval and every known agent of the scope, or group
 * that one of them was in during the period, also where he did nothing; by hour or day of the week only for groups that exist. Without a time
 * zone the intervals of each site are cut in its own.
 * @throws InvalidCursor
 */
export async function agentStatistics(
  db: Queryable,
  request: AgentStatisticsRequest,
): Promise<RowPage<AgentStatisticsRow>> {
  const { groupBy, timeZone, interval, now, endedSites, excluded, period, withPauseReasons } = request
  const isSparse = groupBy.includes('HOUR_OF_DAY') || groupBy.includes('DAY_OF_WEEK')
  const known = clocksOf(await agentsIn(db, request.scope), timeZone)
  // A sum over nobody is still a row.
  const clocks: readonly Clock[] =
    known.length === 0 && groupBy.length === 0 ? [{ zone: timeZone ?? 'UTC', siteZone: 'UTC', agents: [] }] : known
  const { dimensions, rowOf: rowOfGroup } = askedGroups(request)
  const groups = dimensions.includes('AGENT_GROUP')
    ? await memberships(
        db,
        known.flatMap(({ agents }) => agents),
        request.names ?? 'EVENT',
      )
    : []

  async function figuresOf(clock: Clock, intervals: readonly TimeSpan[], days: ZoneName | undefined) {
    const { zone, agents } = clock
    const asked = {
      agents,
      intervals,
      dimensions,
      zone,
      daysIn: days,
      nowIn: (site: string) => Math.min(now, endedSites?.get(site) ?? now),
      excluded,
      memberships: groups,
      withPauseReasons,
    }
    return (await groupedAgentFigures(db, asked)).groups
  }

  async function linesOf(clock: Clock, intervals: readonly TimeSpan[]): Promise<readonly Line<AgentFigures>[]> {
    const days = daysIn(clock, interval, dimensions)
    const { moving, steady } = byWhetherTheyMove(clock, groups, spanOf(intervals))
    const parts = [
      await figuresOf(steady, intervals, days),
      ...(moving.agents.length > 0 ? [await figuresOf(moving, intervals, undefined)] : []),
    ]
    const found = rowsOf(parts, rowOfGroup)
    if (isSparse) return [...found.values()].map(({ key, figures }) => lineOf(key, figures, intervals))
    const names = namesOf(clock)
    return intervals.flatMap((_, index) =>
      names.map(name => {
        const key: GroupKey = [index + 1, ...name, 0, 0]
        return lineOf(key, found.get(nameOfKey(key))?.figures ?? noAgentSums(), intervals)
      }),
    )
  }

  const namesOf = (clock: Clock) => {
    const names = rowNames(clock, dimensions, groups, period).flatMap(([site, agent, group]) => {
      const row = rowOfGroup(site, group)
      return row ? [[row[0], agent, row[1]] as const] : []
    })
    return [...new Map(names.map(name => [JSON.stringify(name), name])).values()]
  }
  const perInterval = isSparse ? undefined : (clock: Clock) => namesOf(clock).length
  return pagedLines(request, clocks, { shape, perInterval, linesOf, add: addAgentFigures }, line =>
    rowOf(line, groupBy),
  )
}

/** A day in which somebody changes his group is summed by its quarters of an hour; all others are read whole. */
function byWhetherTheyMove(clock: Clock, groups: readonly Membership[], { from, to }: Period) {
  const changesWithin = (at: Micros) => from < at && at < to
  const moved = new Set(groups.filter(one => changesWithin(one.from) || changesWithin(one.to)).map(nameOfAgent))
  const of = (moves: boolean): Clock => ({
    ...clock,
    agents: clock.agents.filter(agent => moved.has(nameOfAgent(agent)) === moves),
  })
  return { moving: of(true), steady: of(false) }
}

const nameOfAgent = ({ site, agent }: { readonly site: string; readonly agent: string }): string => `${site}/${agent}`

/** The figures of each row: what different agents did, or an agent in several groups, adds up where it is one. */
function rowsOf(
  parts: readonly AgentGroups['groups'][],
  rowOfGroup: AskedGroups['rowOf'],
): ReadonlyMap<string, GroupedFigures> {
  const sums = new Map<string, GroupedFigures>()
  for (const part of parts)
    for (const { key: found, figures } of part.values()) {
      const [interval, site, agent, group, hour, day] = found
      const row = rowOfGroup(site, group)
      if (!row) continue
      const key: GroupKey = [interval, row[0], agent, row[1], hour, day]
      const name = nameOfKey(key)
      const other = sums.get(name)
      sums.set(name, other ? { key, figures: addAgentFigures(other.figures, figures) } : { key, figures })
    }
  return sums
}

type RowName = readonly [site: string, agent: string, agentGroup: string]

/** Site, agent and group of each row of an interval, whether or not anything happened there. */
function rowNames(
  { agents }: Clock,
  groupBy: readonly AgentDimension[],
  groups: readonly Membership[],
  period: Period,
): readonly RowName[] {
  if (groupBy.includes('AGENT_GROUP'))
    return agents.flatMap(agent =>
      groupsOf(agent, groups, period).map((group): RowName => [
        agent.site,
        groupBy.includes('AGENT') ? agent.agent : '',
        group,
      ]),
    )
  if (groupBy.includes('AGENT')) return agents.map(({ site, agent }) => [site, agent, ''])
  if (groupBy.includes('SITE')) return [...new Set(agents.map(({ site }) => site))].map(site => [site, '', ''])
  return [['', '', '']]
}

/** The groups that he was in during the period; the empty one where he was in none for a part of it. */
function groupsOf({ site, agent }: KnownAgent, groups: readonly Membership[], { from, to }: Period): readonly string[] {
  const his = groups.filter(one => one.site === site && one.agent === agent && one.from < to && one.to > from)
  const covered = his.reduce((sum, one) => sum + Math.min(to, one.to) - Math.max(from, one.from), 0)
  return [...(covered < to - from ? [''] : []), ...his.map(({ group }) => group)]
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
  const [start, end, site, agent, group, hour, day] = key as readonly [
    ...[start: number, end: number, site: string, agent: string, group: string, hour: number, day: number],
  ]
  const has = (dimension: AgentDimension) => groupBy.includes(dimension)
  return {
    site: isOfOneSite(groupBy) ? site : null,
    agent: has('AGENT') ? agent : null,
    ...(has('AGENT_GROUP') && { agentGroup: group === '' ? null : group }),
    hourOfDay: has('HOUR_OF_DAY') ? hour : null,
    dayOfWeek: has('DAY_OF_WEEK') ? day : null,
    start,
    end,
    figures,
  }
}
