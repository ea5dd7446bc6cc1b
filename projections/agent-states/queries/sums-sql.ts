import { microsPerQuarter, microsPerSecond, quarterOf } from '../../../domain/kernel/time.ts'
import { zoneOffsets } from '../../../domain/kernel/zone-offsets.ts'
import type { AgentDimension, Excluded, Period } from '../../../domain/metrics/figures.ts'
import type { ZoneName } from '../../../domain/kernel/zone.ts'
import type { Membership } from '../../directory/memberships.ts'
import type { Parameters } from '../../parameters.ts'
import { clockColumns } from '../../periodic/clock-columns.ts'
import type { TimeSpan } from '../../periodic/intervals.ts'
import type { PartsOfPeriod } from '../../periodic/parts-of-period.ts'
import { figureShapes, type FigureKind } from '../figures/figure-tables.ts'
import type { KnownAgent } from './known-agents.ts'

/** What a statement sums up: the agents, the intervals, and how rows are grouped. */
export interface Question {
  readonly agents: readonly KnownAgent[]
  /** Ascending, each begins where the one before ends. */
  readonly intervals: readonly TimeSpan[]
  readonly dimensions: readonly AgentDimension[]
  /** Of the clock that hours and days are read from. */
  readonly zone: ZoneName
  /** undefined: WITHOUT. */
  readonly excluded?: Excluded | undefined
  /** Of the agents, where rows are told apart by AGENT_GROUP. */
  readonly memberships?: readonly Membership[]
  /** What other read models know of the same sums beyond queue_log. */
  readonly further?: FurtherRows | undefined
}

/** A select of further rows of the period and the agents: at, site, agent, about and the sums, in the order of figure-tables.ts. */
export type FurtherRows = (period: Period, agents: string, isWithExcluded: boolean, given: Parameters) => string

/** A group of a statement: `interval` counts from 1; `about` is the reason or the queue, empty for sums of the agent. */
export interface GroupRecord {
  readonly interval: number
  readonly site: string
  readonly agent: string
  /** Empty: in none, or not grouped by. */
  readonly agent_group: string
  readonly about: string
  readonly hour_of_day: number
  readonly day_of_week: number
}

export const groupKey = 'interval, site, agent, agent_group, about, hour_of_day, day_of_week'

export const spanOf = (intervals: readonly TimeSpan[]): Period => ({
  from: intervals[0]?.start ?? 0,
  to: intervals.at(-1)?.end ?? 0,
})

/**
 * A select of the sums of each group, as columns of the tables' own names. Whole days and quarters come from the periodic tables, calls of
 * the edges from the calls; the states of the edges are not in it (grouped-agent-figures.ts). Calls that are excluded from the figures are
 * in all of these: their figures are taken out again, one by one, since they are few. The lengths of the states stay: he was busy.
 */
export function groupedSums(kind: FigureKind, parts: PartsOfPeriod, question: Question, given: Parameters): string {
  const sums = figureShapes('quarter')[kind].sums.map(column => `sum(${column})::bigint as ${column}`)
  return `
    select ${groupColumns(question, given)}, ${sums.join(', ')}
    from (${rowsOf(kind, parts, question, given)}) as row
    ${joinedGroups(question, given)}
    group by ${groupKey}`
}

function rowsOf(kind: FigureKind, { days, quarters, edges }: PartsOfPeriod, question: Question, given: Parameters) {
  const agents = agentsIn(question.agents, given)
  const listed = () => agentList(question.agents, given)
  const within = (column: string, { from, to }: Period) =>
    `${column} >= ${given.add(from, 'bigint')} and ${column} < ${given.add(to, 'bigint')} and ${agents}`
  const periodic = (grain: 'quarter' | 'day', period: Period) => {
    const { table, about, sums } = figureShapes(grain)[kind]
    return (
      `select start_us as at, site, agent, ${about ?? `''`} as about, ${sums.join(', ')} ` +
      `from agent_states.${table} where ${within('start_us', period)}`
    )
  }
  return [
    ...(days ? [periodic('day', days)] : []),
    ...quarters.map(period => periodic('quarter', period)),
    ...edges.map(period => {
      const rows = calls(given.add(quarterOf(period.from), 'bigint'), given.add(period.to, 'bigint'), listed())
      return `${callRows(kind, rows)} and ${within('at_us', period)}`
    }),
    ...(question.further
      ? [question.further(spanOf(question.intervals), listed(), question.excluded === 'WITH', given)]
      : []),
    ...(kind === 'pause' || question.excluded === 'WITH'
      ? []
      : [
          `${callRows(kind, excludedCalls(spanOf(question.intervals), listed(), given), -1)} and ${within('at_us', spanOf(question.intervals))}`,
        ]),
  ].join('\nunion all\n')
}

/** What a call adds to the periodic tables (figures.ts); pauses have none. */
const callFigures: Readonly<Record<FigureKind, Readonly<Record<string, string>>>> = {
  agent: {
    answered: `(outcome = 'ANSWERED')::int`,
    missed: `(outcome = 'MISSED')::int`,
    hold_us: 'hold_us',
    talk_of_answered_us: 'coalesce(talk_us, 0)',
    wrap_up_of_answered_us: 'wrap_up_us',
    transferred_blind: `(transfer is not distinct from 'BLIND')::int`,
    transferred_attended: `(transfer is not distinct from 'ATTENDED')::int`,
  },
  pause: {},
  queue: {
    answered: `(outcome = 'ANSWERED')::int`,
    missed: `(outcome = 'MISSED')::int`,
    talk_us: 'coalesce(talk_us, 0)',
    ring_us: 'ring_us',
    hold_us: 'hold_us',
    wrap_up_us: 'wrap_up_us',
  },
}

const callsThatCount = { agent: `outcome <> 'CANCELED'`, pause: 'false', queue: 'queue is not null' } as const

function callRows(kind: FigureKind, rows: string, sign: 1 | -1 = 1): string {
  const figures = figureShapes('quarter')[kind].sums.map(
    column => `${sign} * ${callFigures[kind][column] ?? '0'} as ${column}`,
  )
  const about = kind === 'queue' ? 'queue' : `''`
  return (
    `select at_us as at, site, agent, ${about} as about, ${figures.join(', ')} ` +
    `from (${rows}) as call ` +
    `where ${callsThatCount[kind]}`
  )
}

/** As the view agent_call, of the quarters that are asked for. */
const callColumns = `
    site, agent, start_us + (cells ->> 0)::bigint as at_us, cells ->> 2 as outcome, (cells ->> 3)::bigint as ring_us,
      (cells ->> 4)::bigint as talk_us, (cells ->> 5)::bigint as hold_us, (cells ->> 6)::bigint as wrap_up_us,
      cells ->> 7 as queue, cells ->> 9 as transfer`

const calls = (first: string, end: string, agents: string): string => `
    select ${callColumns}
    from ${agents} as asked (site, agent)
    cross join lateral (
      select start_us, calls from agent_states.activity
      where site = asked.site and agent = asked.agent and start_us >= ${first} and start_us < ${end}
      offset 0
    ) as activity
    cross join json_array_elements(calls::json) as cells`

/** Clocks of whole seconds disagree by up to one, at both ends. */
const rounding = 2 * microsPerSecond
/** Nobody waits longer. */
const longestWait = 86_400 * microsPerSecond

/** As `calls`, of those alone that people have excluded: only where visits of theirs lie, which their agents were rung for or took. */
function excludedCalls({ from, to }: Period, agents: string, given: Parameters): string {
  const first = `v.entered_us - ${rounding}`
  const last = `least(coalesce(v.left_us, v.lost_us, ${given.add(to, 'bigint')}), v.entered_us + ${longestWait}) + ${rounding}`
  return `
    select ${callColumns}
    from (
      select distinct v.site as of_site, quarter.start_us as quarter_us
      from queue_visits.visit v
      cross join lateral generate_series((${first}) - mod(${first}, ${microsPerQuarter}), ${last}, ${microsPerQuarter}) as quarter (start_us)
      where v.excluded and v.entered_us >= ${given.add(from - longestWait, 'bigint')} and v.entered_us < ${given.add(to + rounding, 'bigint')}
    ) as visited
    join ${agents} as asked (site, agent) on asked.site = visited.of_site
    cross join lateral (
      select start_us, calls from agent_states.activity
      where site = asked.site and agent = asked.agent and start_us = visited.quarter_us
      offset 0
    ) as activity
    cross join json_array_elements(calls::json) as cells
    where exists (select from queue_visits.exclusion x where x.site = asked.site and x.call_id = cells ->> 8)`
}

/** Where rows are told apart by group: the group of each row at its instant. Reads at, site and agent. */
export function joinedGroups({ dimensions, memberships = [] }: Question, given: Parameters): string {
  if (!dimensions.includes('AGENT_GROUP')) return ''
  const column = (of: (one: Membership) => string | number, type: 'text[]' | 'bigint[]') =>
    given.add(memberships.map(of), type)
  const columns = [
    column(({ site }) => site, 'text[]'),
    column(({ agent }) => agent, 'text[]'),
    column(({ group }) => group, 'text[]'),
    column(({ from }) => from, 'bigint[]'),
    column(({ to }) => to, 'bigint[]'),
  ]
  return `left join unnest(${columns.join(', ')}) as member (of_site, of_agent, of_group, since_us, until_us)
      on of_site = site and of_agent = agent and since_us <= at and at < until_us`
}

/** Whether rows of the dimensions belong to one site each. */
export const isOfOneSite = (dimensions: readonly AgentDimension[]): boolean =>
  dimensions.includes('AGENT') || dimensions.includes('AGENT_GROUP') || dimensions.includes('SITE')

/** Always all seven: what is not grouped by is a constant, so that every row has the same key. Reads at, site, agent and about, and joinedGroups. */
export function groupColumns({ dimensions, intervals, zone }: Question, given: Parameters): string {
  const has = (dimension: AgentDimension) => dimensions.includes(dimension)
  return [
    `${intervalNumber(intervals, given)} as interval`,
    `${isOfOneSite(dimensions) ? 'site' : `''`} as site`,
    `${has('AGENT') ? 'agent' : `''`} as agent`,
    `${has('AGENT_GROUP') ? `coalesce(of_group, '')` : `''`} as agent_group`,
    'about',
    ...clockColumns(dimensions, () => zoneOffsets(zone, spanOf(intervals)), given),
  ].join(', ')
}

/** Everything that is read lies in the period: of one interval there is nothing to find out. */
function intervalNumber(intervals: readonly TimeSpan[], given: Parameters): string {
  if (intervals.length === 1) return '1'
  const starts = given.add(
    intervals.map(({ start }) => start),
    'bigint[]',
  )
  return `width_bucket(at, ${starts})`
}

/** Condition on the columns site and agent. */
export function agentsIn(agents: readonly KnownAgent[], given: Parameters): string {
  return `(site, agent) in (select * from ${agentList(agents, given)})`
}

export function agentList(agents: readonly KnownAgent[], given: Parameters): string {
  const sites = given.add(
    agents.map(({ site }) => site),
    'text[]',
  )
  const names = given.add(
    agents.map(({ agent }) => agent),
    'text[]',
  )
  return `unnest(${sites}, ${names})`
}
