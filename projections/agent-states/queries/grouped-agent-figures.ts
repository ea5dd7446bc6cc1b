import { activitiesTouching, statesOf, uncertainActivities, type ActivityRecord } from './activity-sql.ts'
import { statesUntil } from '../../../domain/agents/day.ts'
import { stateOfText } from '../../../domain/agents/state.ts'
import type { Queryable } from '../../../domain/kernel/projection.ts'
import type { Micros } from '../../../domain/kernel/time.ts'
import type { ZoneName } from '../../../domain/kernel/zone.ts'
import type { AgentDimension, AgentFigures, Period } from '../../../domain/metrics/figures.ts'
import type { Membership } from '../../directory/memberships.ts'
import { parameters } from '../../parameters.ts'
import { dayOfWeek, eachInterval, hourOfDay, type TimeSpan } from '../../periodic/intervals.ts'
import { partsOfPeriod, type PartsOfPeriod } from '../../periodic/parts-of-period.ts'
import {
  addColumns,
  addPause,
  addState,
  counts,
  noAgentSums,
  type AgentSums,
  type StateKind,
  type SumColumn,
} from './agent-sums.ts'
import { agentsIn, groupedSums, isOfOneSite, spanOf, type GroupRecord, type Question } from './sums-sql.ts'

/** What rows of a group are told apart by; the interval counts from 1, what is not grouped by is empty or 0. */
export type GroupKey = readonly [
  interval: number,
  site: string,
  agent: string,
  agentGroup: string,
  hour: number,
  day: number,
]

interface GroupedRequest extends Question {
  /** Zone whose days may be read from the table of days; undefined: none fits the intervals. */
  readonly daysIn: ZoneName | undefined
  /** Open states of the site count up to this instant. */
  readonly nowIn: (site: string) => Micros
  readonly withPauseReasons?: boolean | undefined
}

/** A length of time in one state, of which the part in the period counts. */
interface Stretch extends StateKind {
  readonly site: string
  readonly agent: string
  readonly from: Micros
  readonly to: Micros
}

interface Found {
  readonly sums: readonly (GroupRecord & Readonly<Record<SumColumn, number>>)[]
  readonly pauses?: readonly (GroupRecord & { readonly pause_us: number })[]
  readonly activities: readonly ActivityRecord[]
  /** Where the agents stand. */
  readonly standing: readonly { readonly site: string; readonly agent: string; readonly agentState: string }[]
}

export interface GroupedFigures {
  readonly key: GroupKey
  readonly figures: AgentFigures
}

/** The groups for which there is anything, by name of their key, and where the agents stood when they were read. */
export interface AgentGroups {
  readonly groups: ReadonlyMap<string, GroupedFigures>
  readonly standing: Found['standing']
}

export const nameOfKey = (key: GroupKey): string => JSON.stringify(key)

/**
 * Figures of the agents in each interval. Calls count where they were answered or missed, states where they lie. Everything is read by
 * one statement, of one moment: a state that closes meanwhile counts once.
 */
export async function groupedAgentFigures(db: Queryable, request: GroupedRequest): Promise<AgentGroups> {
  const { intervals, nowIn } = request
  const period = spanOf(intervals)
  const parts = partsOfPeriod(period, request.daysIn)
  const { sums, pauses, activities, standing } = await found(db, request, parts, period)
  const groups = new Map<string, { readonly key: GroupKey; readonly figures: AgentSums }>()
  const groupOf = (key: GroupKey): AgentSums => {
    const name = nameOfKey(key)
    let group = groups.get(name)
    if (!group) groups.set(name, (group = { key, figures: noAgentSums() }))
    return group.figures
  }
  for (const record of sums) addColumns(groupOf(keyOfRecord(record)), record)
  for (const record of pauses ?? []) addPause(groupOf(keyOfRecord(record)), record.about, record.pause_us)
  const open = standing.flatMap(({ site, agent, agentState }) =>
    statesUntil(stateOfText(agentState), Math.min(nowIn(site), period.to)).map(state => ({ site, agent, ...state })),
  )
  for (const stretch of [...untold(activities, parts.edges), ...open])
    if (counts(stretch)) for (const { key, length } of cuts(stretch, request)) addState(groupOf(key), stretch, length)
  return { groups, standing }
}

async function found(db: Queryable, request: GroupedRequest, parts: PartsOfPeriod, period: Period): Promise<Found> {
  const { agents } = request
  const given = parameters()
  const selects = {
    sums: groupedSums('agent', parts, request, given),
    ...(request.withPauseReasons !== false && { pauses: groupedSums('pause', parts, request, given) }),
    activities: `${activitiesTouching(parts.edges, agents, given)} union ${uncertainActivities(period.from, agents, given)}`,
    standing: `select site, agent, agent_state as "agentState" from agent_states.agent_now where ${agentsIn(agents, given)}`,
  }
  const columns = Object.entries(selects).map(
    ([name, select]) => `(select coalesce(json_agg(r), '[]') from (${select}) as r) as ${name}`,
  )
  const [row] = (await db.query<Found>(`select ${columns.join(',\n')}`, given.values)).rows
  return row ?? { sums: [], activities: [], standing: [] }
}

/** Closed states that the periodic tables do not tell of: uncertain ones, and the others in the edges of the period, cut to them. */
function untold(records: readonly ActivityRecord[], edges: readonly Period[]): readonly Stretch[] {
  return statesOf(records).flatMap(state =>
    state.state === 'UNCERTAIN'
      ? [state]
      : edges
          .map(({ from, to }) => ({ ...state, from: Math.max(state.from, from), to: Math.min(state.to, to) }))
          .filter(({ from, to }) => from < to),
  )
}

function keyOfRecord({ interval, site, agent, agent_group, hour_of_day, day_of_week }: GroupRecord): GroupKey {
  return [interval, site, agent, agent_group, hour_of_day, day_of_week]
}

/** The groups that a state belongs to, and how much of it. */
function* cuts(
  stretch: Stretch,
  { intervals, dimensions, zone, memberships }: Question,
): Generator<{ readonly key: GroupKey; readonly length: number }> {
  const has = (dimension: AgentDimension) => dimensions.includes(dimension)
  const siteOfKey = isOfOneSite(dimensions) ? stretch.site : ''
  const agentOfKey = has('AGENT') ? stretch.agent : ''
  const finer = has('HOUR_OF_DAY') ? 'HOUR' : has('DAY_OF_WEEK') ? 'DAY' : 'TOTAL'
  for (const { group, from, to } of has('AGENT_GROUP') ? inGroups(stretch, memberships ?? []) : [inNone(stretch)])
    for (let index = firstEndingAfter(intervals, from); index < intervals.length; index++) {
      const interval = intervals[index]
      if (!interval || interval.start >= to) break
      const part = { from: Math.max(from, interval.start), to: Math.min(to, interval.end) }
      for (const { start, end } of eachInterval(part, finer, zone)) {
        const hour = has('HOUR_OF_DAY') ? hourOfDay(start, zone) : 0
        const day = has('DAY_OF_WEEK') ? dayOfWeek(start, zone) : 0
        yield { key: [index + 1, siteOfKey, agentOfKey, group, hour, day], length: end - start }
      }
    }
}

interface InGroup extends Period {
  readonly group: string
}

const inNone = ({ from, to }: Period): InGroup => ({ group: '', from, to })

/** The stretch cut where its agent came into a group or left one. */
function inGroups({ site, agent, from, to }: Stretch, memberships: readonly Membership[]): readonly InGroup[] {
  const parts: InGroup[] = []
  let told = from
  for (const one of memberships) {
    if (one.site !== site || one.agent !== agent || one.to <= told || one.from >= to) continue
    if (one.from > told) parts.push({ group: '', from: told, to: one.from })
    parts.push({ group: one.group, from: Math.max(told, one.from), to: Math.min(to, one.to) })
    told = Math.min(to, one.to)
  }
  return told < to ? [...parts, { group: '', from: told, to }] : parts
}

function firstEndingAfter(intervals: readonly TimeSpan[], at: Micros): number {
  let low = 0
  let high = intervals.length
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if ((intervals[middle]?.end ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return low
}
